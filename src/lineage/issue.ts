import { type Pointer, parsePointer } from "../json/index.js";
import { type Account, originOf, StepRefusal } from "./account/index.js";
import type { SuspectValue } from "./suspects.js";
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
	suspect: "The payload, once it is of the newest version, has a value that is valid but hardly meant.",
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
	/**
	 * What a step threw. It is not enumerable, so that it gets into no JSON and no log: its message and stack may hold
	 * values of the payload.
	 */
	readonly cause?: unknown;
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

/** The way that a payload has come. */
export interface Passage {
	/** What each step was given; the payload first. */
	readonly values: readonly unknown[];
	/** What the steps did, in their order, as far as they came to an end. */
	readonly accounts: readonly Account[];
}

/** A step that failed, and the way that the payload has come to it. */
export interface FailedStep extends Passage {
	/** Such as "v1>v2". */
	readonly step: string;
}

/** The issue of what a step has thrown: it gave the record up, or it has a bug. */
export function thrownIssue(error: unknown, failed: FailedStep): Issue {
	const { step, values } = failed;
	if (error instanceof StepRefusal) {
		return issueAt(values[0], placeInPayload(error.at, failed), "refused", `${error.message} (${step})`);
	}
	// The error's own message may hold the payload's values.
	const kind = error instanceof Error ? error.name : typeof error;
	const issue = issueAt(values[0], "", "step-threw", `the step ${step} threw a ${kind}`);
	return Object.defineProperty(issue, "cause", { value: error });
}

/** The issues of a value that a step has made and that the schema of its version refuses, at most 20. */
export function madeIssues(made: unknown, violations: readonly Violation[], failed: FailedStep): Issue[] {
	const { step, values } = failed;
	return issuesOf(made, violations, "step-invalid").map((issue) => {
		const at = issue.instanceLocation;
		const place = placeInPayload(at, failed);
		const message = `${issue.message}, in what the step ${step} made, at ${at || "the root"}`;
		return { ...issue, ...issueAt(values[0], place, "step-invalid", message) };
	});
}

/** The issues of values that are suspect in what the last step made, at most 20. */
export function suspectIssues(suspects: readonly SuspectValue[], passage: Passage): Issue[] {
	return suspects.slice(0, MAX_ISSUES).map(({ at, suspicion }) => {
		return issueAt(passage.values[0], placeInPayload(at, passage), "suspect", `is ${suspicion.message}`);
	});
}

/** Where in the payload a place comes from, through the accounts of the steps. */
function placeInPayload(at: Pointer, { values, accounts }: Passage): Pointer {
	return accounts.reduceRight((place, account, i) => originOf(place, account, values[i]), at);
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
