import type { ReadIssue } from "../../json/index.js";
import type { Issue } from "../../lineage/index.js";

/**
 * Every reason not to hand a delivery on, with the status that its sender should get. An authentic delivery gets a
 * 2xx, or the sender would send it again for ever.
 */
export const REFUSALS = {
	"header-missing": { status: 400, message: "id, timestamp or signature is missing" },
	"header-malformed": { status: 400, message: "id, timestamp or signature is malformed" },
	stale: { status: 400, message: "the timestamp is further from now than the tolerance" },
	"body-broken": { status: 400, message: "the body ended before its time" },
	"signature-mismatch": { status: 401, message: "no signature is right" },
	"too-large": { status: 413, message: "the body has more bytes than maxBytes allows" },
	duplicate: { status: 200, message: "a delivery of this id was received before" },
	empty: { status: 202, message: "authentic, but the body is empty" },
	unreadable: { status: 202, message: "authentic, but not one JSON document that may be read" },
	"event-refused": { status: 202, message: "authentic, but not an event of a known version" },
	"data-refused": { status: 202, message: "authentic, but its data is of no known version" },
} as const satisfies { readonly [code: string]: { readonly status: number; readonly message: string } };

export type RefusalCode = keyof typeof REFUSALS;

/** A delivery that is not handed on, and why: codes and places, never its values. */
export interface Refusal {
	readonly refused: RefusalCode;
	/** The HTTP status that the sender should get. */
	readonly status: number;
	readonly message: string;
	/** The delivery's id, if it is authentic. */
	readonly id?: string;
	/** What is wrong with the document, if it is authentic. */
	readonly issues?: readonly (ReadIssue | Issue)[];
}

/** The refusal of that code. */
export function refusal(code: RefusalCode, more: Pick<Refusal, "id" | "issues"> = {}): Refusal {
	return { refused: code, ...REFUSALS[code], ...more };
}
