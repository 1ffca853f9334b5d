/** One line of a byte stream. */
export interface Line {
	/** "blank" has only spaces, tabs and CR; "oversize" is longer than maxBytes, and its bytes were not kept. */
	readonly kind: "record" | "blank" | "oversize";
	/** The line without its LF, one trailing CR and one leading byte order mark; may be a view of a pushed chunk. */
	readonly bytes: Uint8Array;
	/** Counted from 1. */
	readonly line: number;
	/** Where the line begins in the stream, in bytes. */
	readonly offset: number;
	/** The line's bytes as they came, all but the LF. */
	readonly size: number;
	/** False only for a last line that the stream ends without an LF: it may be cut. */
	readonly terminated: boolean;
}

/** The limits of a line. */
export interface LineOptions {
	/** The bytes that one line may have; 16 MiB if not given. */
	readonly maxBytes?: number;
}

const NOTHING = /* @__PURE__ */ new Uint8Array(0);

/**
 * Splits a stream of bytes into lines on LF (0x0A) only, never on CR, NEL or U+2028, and holds at most twice
 * maxBytes, whatever comes. Lines within one chunk are views of it: use them before its memory is reused.
 */
export class LineSplitter {
	readonly #maxBytes: number;
	/** A copy of the beginning of a line that has not ended, with room to grow; empty once the line is oversize. */
	#buffer: Uint8Array = NOTHING;
	/** How long that beginning is. */
	#carried = 0;
	#line = 1;
	#offset = 0;

	constructor(options: LineOptions = {}) {
		this.#maxBytes = options.maxBytes ?? 16 * 1024 * 1024;
	}

	/** The lines that end in this chunk. */
	push(chunk: Uint8Array): Line[] {
		const lines: Line[] = [];
		let start = 0;
		for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, start)) {
			// Only the first line of a chunk can have begun in an earlier one.
			if (this.#carried > 0) lines.push(this.#join(chunk.subarray(0, end), true));
			else lines.push(this.#take(chunk, start, end, end - start, true));
			start = end + 1;
		}
		if (start < chunk.length) this.#carry(chunk.subarray(start));
		return lines;
	}

	/** The last line, if the stream did not end with an LF. Nothing may be pushed after this. */
	end(): Line | undefined {
		return this.#carried === 0 ? undefined : this.#join(NOTHING, false);
	}

	/** A line whose beginning was carried over. */
	#join(rest: Uint8Array, terminated: boolean): Line {
		this.#carry(rest);
		const size = this.#carried;
		const buffer = this.#buffer;
		this.#buffer = NOTHING;
		this.#carried = 0;
		return this.#take(buffer, 0, size, size, terminated);
	}

	#take(bytes: Uint8Array, start: number, end: number, size: number, terminated: boolean): Line {
		const line = this.#line++;
		const offset = this.#offset;
		this.#offset += size + 1;
		if (size > this.#maxBytes) {
			return { kind: "oversize", bytes: NOTHING, line, offset, size, terminated };
		}
		const from = hasMark(bytes, start, end) ? start + 3 : start;
		const to = end > from && bytes[end - 1] === 0x0d ? end - 1 : end;
		const kind = isBlank(bytes, from, to) ? "blank" : "record";
		return { kind, bytes: bytes.subarray(from, to), line, offset, size, terminated };
	}

	#carry(piece: Uint8Array): void {
		const before = this.#carried;
		this.#carried += piece.length;
		if (this.#carried > this.#maxBytes) {
			this.#buffer = NOTHING;
			return;
		}
		if (this.#carried > this.#buffer.length) this.#buffer = grown(this.#buffer, before, this.#carried);
		this.#buffer.set(piece, before);
	}
}

/** A buffer of twice the bytes needed, so that many small chunks cost no more than few big ones. */
function grown(buffer: Uint8Array, used: number, needed: number): Uint8Array {
	const larger = new Uint8Array(2 * needed);
	larger.set(buffer.subarray(0, used));
	return larger;
}

function hasMark(bytes: Uint8Array, start: number, end: number): boolean {
	return bytes[start] === 0xef && end - start >= 3 && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf;
}

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
	let at = from;
	while (at < to && (bytes[at] === 0x20 || bytes[at] === 0x09 || bytes[at] === 0x0d)) at++;
	return at === to;
}
