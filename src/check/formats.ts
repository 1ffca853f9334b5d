import { fullFormats } from "ajv-formats/dist/formats.js";
import type { FormatChecks } from "../compat/index.js";

/** The checks of formats that assert: those of ajv-formats, for texts. */
export function formatChecks(): FormatChecks {
	return new Map(
		Object.entries(fullFormats).flatMap(([name, format]) => {
			const check = checkOf(format);
			return check === undefined ? [] : [[name, check] as const];
		}),
	);
}

function checkOf(format: unknown): ((text: string) => boolean) | undefined {
	if (format instanceof RegExp) return (text) => format.test(text);
	// Its own type lists functions of numbers, too, under names that say so: these are left to be opaque.
	if (typeof format === "function") return (text) => format(text) === true;
	if (typeof format !== "object" || format === null || !("validate" in format)) return undefined;
	return "type" in format && format.type === "number" ? undefined : checkOf(format.validate);
}
