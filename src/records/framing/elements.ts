import { Pieces } from "./pieces.js";
import { type Cutter, type Flaw, isBlank, LF, type RawRecord, recordOf, startsWithBom } from "./record.js";

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const NOTHING = new Uint8Array(0);

/**
 * A JSON array: a record an element, found by counting brackets outside of strings, so that no more than one
 * element is ever held. Whatever stands between two commas is a record; the door says whether it is JSON.
 */
export class Elements implements Cutter {
	readonly #rest: Pieces;
	#place: "before" | "inside" | "outside" = "before";
	/** Where the element at hand begins, right behind "[" or ",". */
	#line = 1;
	#offset = 0;
	#newlines = 0;
	#first = true;
	/** How the element at hand stood at the end of the last chunk. */
	#depth = 0;
	#inString = false;
	#escaped = false;

	constructor(maxBytes: number) {
		this.#rest = new Pieces(maxBytes);
	}

	push(chunk: Uint8Array): readonly RawRecord[] {
		const records: RawRecord[] = [];
		let start = this.#place === "before" ? this.#enter(chunk) : 0;
		while (this.#place === "inside") {
			const end = this.#elementEnd(chunk, start);
			if (end < 0) break;
			const last = chunk[end] === CLOSE;
			const record = this.#cut(chunk.subarray(start, end), last && this.#first);
			if (record) records.push(record);
			if (last) this.#place = "outside";
			start = end + 1;
		}
		const tail = chunk.subarray(start);
		this.#rest.add(tail);
		this.#newlines += count(LF, tail);
		return records;
	}

	end(): readonly RawRecord[] {
		const flaw: Flaw = this.#place === "inside" ? "truncated" : "not-an-array";
		const record = this.#cut(NOTHING, this.#place !== "inside", flaw);
		return record ? [record] : [];
	}

	/** Passes the bracket that opens the array; without one, nothing is inside. */
	#enter(chunk: Uint8Array): number {
		let at = this.#offset === 0 && startsWithBom(chunk) ? 3 : 0;
		while (at < chunk.length && isBlank(chunk[at])) at++;
		this.#line += count(LF, chunk.subarray(0, at));
		this.#offset += at;
		if (at === chunk.length) return at;
		const isArray = chunk[at] === OPEN;
		this.#place = isArray ? "inside" : "outside";
		this.#offset += isArray ? 1 : 0;
		return isArray ? at + 1 : at;
	}

	/** Where the comma or bracket is that ends the element at hand, or -1 if it goes on in the next chunk. */
	#elementEnd(chunk: Uint8Array, from: number): number {
		let depth = this.#depth;
		let inString = this.#inString;
		let escaped = this.#escaped;
		for (let at = from; at < chunk.length; at++) {
			const byte = chunk[at];
			if (inString) {
				if (escaped) escaped = false;
				else if (byte === BACKSLASH) escaped = true;
				else if (byte === QUOTE) inString = false;
			} else if (byte === QUOTE) inString = true;
			else if (byte === COMMA) {
				if (depth === 0) return this.#found(at);
			} else if (byte === OPEN || byte === OPEN_OBJECT) depth++;
			else if (byte === CLOSE && depth === 0) return this.#found(at);
			else if (byte === CLOSE || byte === CLOSE_OBJECT) depth = depth > 0 ? depth - 1 : 0;
		}
		this.#depth = depth;
		this.#inString = inString;
		this.#escaped = escaped;
		return -1;
	}

	#found(at: number): number {
		this.#depth = 0;
		this.#inString = false;
		this.#escaped = false;
		return at;
	}

	/** The element that ends here; none if there is nothing, and that is as it may be. */
	#cut(last: Uint8Array, mayBeMissing: boolean, flaw?: Flaw): RawRecord | undefined {
		const line = this.#line;
		const offset = this.#offset;
		this.#line += this.#newlines + count(LF, last);
		this.#offset += this.#rest.length + last.length + 1;
		this.#newlines = 0;
		this.#first = false;
		const bytes = this.#rest.take(last);
		if (!bytes) return recordOf(NOTHING, line, offset, "too-large");
		const record = recordOf(bytes, line, offset, flaw);
		const missing = record.bytes.length === 0;
		if (missing && mayBeMissing) return undefined;
		return missing && !flaw ? { ...record, flaw: "missing-element" } : record;
	}
}

function count(byte: number, bytes: Uint8Array): number {
	let found = 0;
	for (let at = bytes.indexOf(byte); at >= 0; at = bytes.indexOf(byte, at + 1)) found++;
	return found;
}
