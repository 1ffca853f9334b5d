import { Pieces } from "./pieces.js";
import { type Cutter, LF, type RawRecord, startsWithBom } from "./record.js";

const NOTHING = new Uint8Array(0);
const CR = 0x0d;

/** NDJSON: a record a line. Lines end with 0x0A and nothing else; the last one may do without. */
export class LineCutter implements Cutter {
	readonly #maxBytes: number;
	/** A copy of the beginning of a line that has not ended: the chunk's memory may be used again. */
	readonly #rest: Pieces;
	#line = 1;
	#offset = 0;

	constructor(maxBytes: number) {
		this.#maxBytes = maxBytes;
		this.#rest = new Pieces(maxBytes);
	}

	push(chunk: Uint8Array): readonly RawRecord[] {
		const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
		const records: RawRecord[] = [];
		let start = this.#rest.length > 0 ? this.#finish(bytes, records) : 0;
		for (let end = bytes.indexOf(LF, start); end >= 0; end = bytes.indexOf(LF, start)) {
			records.push(this.#take(bytes, start, end));
			start = end + 1;
		}
		if (start < bytes.length) this.#rest.add(Uint8Array.prototype.slice.call(bytes, start));
		return records;
	}

	end(): readonly RawRecord[] {
		return this.#rest.length === 0 ? [] : [this.#join(NOTHING)];
	}

	/** Ends the line that began in an earlier chunk, if it ends in this one; returns where the next one begins. */
	#finish(bytes: Uint8Array, records: RawRecord[]): number {
		const end = bytes.indexOf(LF);
		if (end < 0) return 0;
		records.push(this.#join(bytes.subarray(0, end)));
		return end + 1;
	}

	#join(last: Uint8Array): RawRecord {
		const size = this.#rest.length + last.length;
		const bytes = this.#rest.take(last);
		return bytes
			? this.#take(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), 0, bytes.length)
			: this.#next(size, NOTHING, "too-large");
	}

	#take(bytes: Buffer, start: number, end: number): RawRecord {
		const size = end - start;
		if (size > this.#maxBytes) return this.#next(size, NOTHING, "too-large");
		const from = bytes[start] === 0xef && startsWithBom(bytes.subarray(start, end)) ? start + 3 : start;
		const to = end > from && bytes[end - 1] === CR ? end - 1 : end;
		return this.#next(size, isBlank(bytes, from, to) ? NOTHING : bytes.subarray(from, to));
	}

	#next(size: number, bytes: Uint8Array, flaw?: "too-large"): RawRecord {
		const record = { bytes, line: this.#line++, offset: this.#offset, flaw };
		this.#offset += size + 1;
		return record;
	}
}

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
	let at = from;
	while (at < to && (bytes[at] === 0x20 || bytes[at] === 0x09 || bytes[at] === CR)) at++;
	return at === to;
}
