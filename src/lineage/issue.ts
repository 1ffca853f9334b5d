import { type Pointer, parsePointer } from "../json/index.js";
import type { Violation } from "./version.js";

/** What can be wrong with a payload, or with what a step made of it. */
export const ISSUE_CODES = {
	invalid: "The payload violates the schema of its version.",
	undeclared: "The payload has a property that its closed schema doesn't declare.",
	"unknown-version": "The payload is of no version of the lineage.",
	"ambiguous-version": "The payload bears the marks of several versions.",
	stranger: "The payload is of a known shape that isn't part of the lineage.",
	unreachable: "No steps lead from the payload's version to the one asked for.",
	refused: "A step can't convert this payload; its message says why.",
	"step-threw": "A step threw: a bug in the step.",
	"step-invalid": "A step produced a value that its target's schema refuses: a bug in the step.",
	"residue-malformed": "The residue handed in isn't one.",
} as const;

export type IssueCode = keyof typeof ISSUE_CODES;

/** One reason why a payload was not converted. It names places, never the payload's values. */
export interface Issue {
	readonly code: IssueCode;
	/** Where in the payload. */
	readonly instanceLocation: Pointer;
	/** The same place as keys and indices, as Standard Schema wants it. */
	readonly path: readonly (string | number)[];
	readonly message: string;
	/** The keyword that was violated, and where it stands in the schema. */
	readonly keyword?: string;
	readonly keywordLocation?: Pointer;
}

/** No payload makes more issues than this; the last one then says how many there were. */
const MAX_ISSUES = 20;

/** An issue at a place of the payload. */
export function issueAt(
	payload: unknown,
	instanceLocation: Pointer,
	code: IssueCode,
	message: string,
): Issue {
	return { code, instanceLocation, path: pathOf(payload, instanceLocation), message };
}

/** The issues that a validator's violations amount to, at most 20. */
export function issuesOf(payload: unknown, violations: readonly Violation[], code: IssueCode): Issue[] {
	const issues = violations.slice(0, MAX_ISSUES).map((violation) => issueOf(payload, violation, code));
	const more = violations.length - issues.length;
	if (more > 0) issues.push(issueAt(payload, "", code, `and ${more} more violations`));
	return issues;
}

function issueOf(payload: unknown, violation: Violation, code: IssueCode): Issue {
	const { instanceLocation, keywordLocation, keyword, message } = violation;
	const isUndeclared = keyword === "additionalProperties" || keyword === "unevaluatedProperties";
	const own = isUndeclared && code === "invalid" ? "undeclared" : code;
	return { ...issueAt(payload, instanceLocation, own, message), keyword, keywordLocation };
}

/** The pointer as keys and, inside arrays, indices. */
function pathOf(payload: unknown, pointer: Pointer): (string | number)[] {
	let here: unknown = payload;
	return parsePointer(pointer).map((token) => {
		const key = Array.isArray(here) ? Number(token) : token;
		here = Object(here)[key];
		return key;
	});
}
