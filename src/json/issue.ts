import type { Pointer } from "./types.js";

/** Every code of a ReadIssue with its message, which never quotes the document: payloads hold secrets. */
export const READ_ISSUES = {
	"not-utf8": "the bytes are not UTF-8",
	"not-json": "the text is not one JSON document",
	"too-large": "the document has more bytes than maxBytes allows",
	"too-deep": "the document is nested deeper than maxDepth allows",
	"proto-key": 'an object has the key "__proto__", which is refused',
} as const;

export type ReadIssueCode = keyof typeof READ_ISSUES;

/** Why a document was refused, and where. */
export interface ReadIssue {
	readonly code: ReadIssueCode;
	/** The place in the document; "" where there is no document yet to point into. */
	readonly instanceLocation: Pointer;
	readonly message: string;
	/** Where in the input: in bytes of a Uint8Array, in UTF-16 code units of a string. */
	readonly offset?: number;
}

/** The issue of a code, with the table's message. */
export function readIssue(code: ReadIssueCode, instanceLocation: Pointer = "", offset?: number): ReadIssue {
	const issue = { code, instanceLocation, message: READ_ISSUES[code] };
	return offset === undefined ? issue : { ...issue, offset };
}
