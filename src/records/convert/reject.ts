import { isUtf8 } from "node:buffer";
import { PLACE_ISSUES, type PlaceIssue, type Pointer } from "../../json/index.js";
import type { Issue } from "../../lineage/index.js";
import { FLAWS, type Flaw } from "../framing/record.js";

/** Why a record was not converted. It names places, never the record's values. */
export interface Reason {
	/** A code of the door, of the lineage, of the framing, or of the list below. */
	readonly code: string;
	readonly instanceLocation: Pointer;
	readonly message: string;
	/** Message and stack of what a step threw, where that was asked for: they may hold the record's values. */
	readonly detail?: string | undefined;
}

/** What only a run can say against a record. */
export const RUN_CODES = {
	inexact: "has a number or key here that the conversion would not write as it was",
	"residue-mismatch": "is not the record that this line of the residue file was kept for",
	"envelope-differs": "the envelope codec does not give back what it has opened here",
	"envelope-malformed": "the residue file's envelope isn't one",
	"return-differs": "is not restored by the way back",
	"table-refuses": "is refused by its table once converted",
	...PLACE_ISSUES,
	"unexpected-version": "is of another version than the one asked for",
} as const;

export type RunCode = keyof typeof RUN_CODES;

/** The reason that the framing gives. */
export function reasonOfFlaw(flaw: Flaw): Reason {
	return { code: flaw, instanceLocation: "", message: FLAWS[flaw] };
}

/** The reason that the run itself gives. */
export function reasonOfRun(code: RunCode, instanceLocation: Pointer = ""): Reason {
	return { code, instanceLocation, message: RUN_CODES[code] };
}

/**
 * The reason that issues amount to: the first one, and the place of the violation that explains it. `at` is where in
 * the record the payload is that they are about.
 */
export function reasonOf(issues: readonly (Issue | PlaceIssue)[], at: Pointer = ""): Reason {
	const [first, second, ...more] = issues;
	if (!first) return { code: "invalid", instanceLocation: "", message: "was refused without a reason" };
	const { code, instanceLocation } = first;
	const message = "offset" in first ? `${first.message}, from its byte ${first.offset} on` : first.message;
	if (!second) return { code, instanceLocation: at + instanceLocation, message };
	const others = more.length > 0 ? `, and ${more.length} more` : "";
	// An unknown version's issue is about the whole; what follows it says where it fails to be the nearest one.
	const where = instanceLocation === "" ? second.instanceLocation : instanceLocation;
	return { code, instanceLocation: at + where, message: `${message}: ${second.message}${others}` };
}

/** The reason, with its place in a record in which the payload is there. */
export function reasonWithin(reason: Reason, at: Pointer = ""): Reason {
	return { ...reason, instanceLocation: at + reason.instanceLocation };
}

/** The reason with what a step threw, if it threw something. */
export function detailed(reason: Reason, [issue]: readonly (Issue | PlaceIssue)[]): Reason {
	const cause = issue && "cause" in issue ? issue.cause : undefined;
	if (cause === undefined) return reason;
	return { ...reason, detail: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) };
}

/** A record that a run gave back as it was, with the place and the reason. */
export interface Reject extends Reason {
	/** The input, and where the record begins in it: the line, from 1, and the byte of the unpacked input, from 0. */
	readonly file: string;
	readonly line: number;
	readonly offset: number;
	/** The record's own bytes; none if there are more than the limit allows. */
	readonly bytes: Uint8Array;
}

/**
 * The reject as a line of a rejects file. The record stands in it as `record`, a string, or as `base64` if its
 * bytes aren't UTF-8; one that is too large has neither.
 */
export function rejectLine({ bytes, file, line, offset, code, instanceLocation, message }: Reject): string {
	return JSON.stringify({ file, line, offset, code, instanceLocation, message, ...original(bytes, code) });
}

/**
 * The reject as a line among the records, of the same shape. It names no place, as it stands where the record stood:
 * so a line's output depends on nothing but the line.
 */
export function inlineReject(bytes: Uint8Array, reason: Reason): string {
	return rejectLine({ ...reason, file: INLINE, line: 0, offset: 0, bytes });
}

/** What a marked line has in place of a file. */
export const INLINE = "";

function original(bytes: Uint8Array, code: string): { record?: string; base64?: string } {
	if (bytes.length === 0 && code === "too-large") return {};
	const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	return isUtf8(buffer) ? { record: buffer.toString("utf8") } : { base64: buffer.toString("base64") };
}
