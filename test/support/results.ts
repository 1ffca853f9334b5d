import type { Converted, IssueCode, Refused } from "../../src/index.js";

/** The conversion that a test counts on. */
export function converted<T, From extends string>(result: Converted<T, From> | Refused): Converted<T, From> {
	if (!result.issues) return result;
	throw new Error(result.issues.map(({ code, message }) => `${code}: ${message}`).join("; "));
}

/** The codes of the refusal that a test counts on. */
export function refused(result: Converted<unknown, string> | Refused): readonly IssueCode[] {
	if (result.issues) return result.issues.map(({ code }) => code);
	throw new Error("the payload was converted");
}
