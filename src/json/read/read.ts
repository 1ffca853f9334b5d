import { type ReadIssue, readIssue } from "../issue.js";
import type { Json } from "../types.js";
import { isProven } from "../verbatim/proof.js";
import { scan } from "../verbatim/scan.js";
import { Verbatim } from "../verbatim/verbatim.js";
import { byteLength, decode, firstBadByte } from "./decode.js";
import { parse } from "./parse.js";
import { firstBadToken } from "./syntax.js";
import { hasEscapedName } from "./token.js";

/** The limits of one document. */
export interface ReadOptions {
	/** The bytes that one document may have, a byte order mark included; 16 MiB if not given. */
	readonly maxBytes?: number;
	/** How deep arrays and objects may nest; 1,000 if not given. More than 2,000 counts as 2,000. */
	readonly maxDepth?: number;
}

/** The limits of read where the options say nothing. */
export const READ_DEFAULTS = { maxBytes: 16 * 1024 * 1024, maxDepth: 1_000 } as const;

/** No bounds: for texts that were written from values which had been read within bounds. */
export const READ_UNLIMITED = { maxBytes: Number.POSITIVE_INFINITY, maxDepth: Number.POSITIVE_INFINITY };

/** JSON.stringify overflows the stack of common engines at about 4,000 levels; callers need some of it too. */
export const DEEPEST = 2_000;
/** The longest string that V8 can hold; decoding more would throw. */
const LONGEST = 0x1fffffe8;

/** A document that was let in; or the one issue why it was refused. */
export type ReadResult = Document | { readonly issues: readonly [ReadIssue] };

/** A document's value, and what must be written as it was. */
export interface Document {
	readonly value: Json;
	/**
	 * What the text says beyond the value (1.0, a key twice), if anything. It is looked for when it is first asked
	 * for: who passes a document on as its own bytes has no use for it.
	 */
	readonly verbatim: Verbatim | undefined;
	readonly issues?: undefined;
}

/**
 * Reads one JSON document strictly: UTF-8, at most one leading byte order mark, no own "__proto__", within the limits.
 * It never throws for a document.
 */
export function read(input: Uint8Array | string, options: ReadOptions = {}): ReadResult {
	const maxBytes = Math.min(options.maxBytes ?? READ_DEFAULTS.maxBytes, LONGEST);
	if (isLarger(input, maxBytes)) return refuse("too-large");
	const text = typeof input === "string" ? withoutMark(input) : decode(input);
	if (text === undefined) return { issues: [notUtf8(input)] };
	let value: Json;
	try {
		value = JSON.parse(text);
	} catch {
		return { issues: [placed(readIssue("not-json", "", firstBadToken(text)), input, text)] };
	}
	const maxDepth = Math.min(options.maxDepth ?? READ_DEFAULTS.maxDepth, DEEPEST);
	// Once a name such as "\\" came in that place, Node 24's JSON.parse takes the name "\u0062" for it.
	if (hasEscapedName(text)) {
		const { issue } = scan(text, maxDepth);
		if (issue !== undefined) return { issues: [placed(issue, input, text)] };
		return new ReadDocument(text, parse(text), maxDepth);
	}
	const document = new ReadDocument(text, value, maxDepth);
	if (!isDoubtful(text, maxDepth)) return document;
	const issue = document.firstIssue();
	return issue ? { issues: [placed(issue, input, text)] } : document;
}

class ReadDocument implements Document {
	readonly value: Json;
	readonly #text: string;
	readonly #maxDepth: number;
	#verbatim: Verbatim | undefined;
	#isSettled = false;

	constructor(text: string, value: Json, maxDepth: number) {
		this.value = value;
		this.#text = text;
		this.#maxDepth = maxDepth;
	}

	get verbatim(): Verbatim | undefined {
		if (!this.#isSettled) this.firstIssue();
		return this.#verbatim;
	}

	/** Why the document must be refused, if it must; settles what is verbatim on the way. */
	firstIssue(): ReadIssue | undefined {
		this.#isSettled = true;
		if (isProven(this.#text, this.value, this.#maxDepth)) return undefined;
		const { issue, odd } = scan(this.#text, this.#maxDepth);
		if (odd !== undefined) this.#verbatim = new Verbatim(this.#text, this.value, odd);
		return issue;
	}
}

/**
 * Whether the document may have to be refused: it may have an own "__proto__", or nest too deep. Searches of the
 * text tell most documents apart, for a third of the price of walking the value. The p is what makes the search
 * quick, as there are fewer of them than of underscores.
 */
function isDoubtful(text: string, maxDepth: number): boolean {
	return text.includes("proto_") || mayNestDeeper(text, maxDepth);
}

/** Every level takes two brackets, one of them an opening one. */
function mayNestDeeper(text: string, maxDepth: number): boolean {
	if (text.length < 2 * maxDepth) return false;
	let openings = 0;
	for (const bracket of "{[") {
		for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1)) {
			if (++openings > maxDepth) return true;
		}
	}
	return false;
}

function isLarger(input: Uint8Array | string, maxBytes: number): boolean {
	if (typeof input !== "string") return input.byteLength > maxBytes;
	// UTF-8 takes one to three bytes for a code unit: mostly the length alone decides.
	if (input.length * 3 <= maxBytes) return false;
	return input.length > maxBytes || byteLength(input) > maxBytes;
}

function withoutMark(text: string): string {
	return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function refuse(code: ReadIssue["code"]): ReadResult {
	return { issues: [readIssue(code)] };
}

function notUtf8(input: Uint8Array | string): ReadIssue {
	return readIssue("not-utf8", "", typeof input === "string" ? undefined : firstBadByte(input));
}

/** An issue whose offset, found in the text, counts in the input's own units from the input's own start. */
function placed(issue: ReadIssue, input: Uint8Array | string, text: string): ReadIssue {
	if (issue.offset === undefined) return issue;
	if (typeof input === "string") return { ...issue, offset: issue.offset + input.length - text.length };
	const mark = input[0] === 0xef && input[1] === 0xbb && input[2] === 0xbf ? 3 : 0;
	return { ...issue, offset: mark + byteLength(text.slice(0, issue.offset)) };
}
