import { Pieces } from "../framing/pieces.js";
import { LF } from "../framing/record.js";
import type { Block } from "./block.js";

const NOTHING = new Uint8Array(0);

/** Cuts chunks of NDJSON into blocks of whole lines, and looks no closer: who converts a block cuts its lines. */
export class LineBlocks {
	/** A copy of the beginning of a line that has not ended: the chunk itself may be given to another thread. */
	readonly #rest: Pieces;

	constructor(maxBytes: number) {
		// With the byte that ends the line.
		this.#rest = new Pieces(maxBytes + 1);
	}

	/** The blocks that end in this chunk. */
	push(chunk: Uint8Array): readonly Block[] {
		const end = chunk.lastIndexOf(LF) + 1;
		if (end === 0) {
			this.#rest.add(new Uint8Array(chunk));
			return [];
		}
		const start = this.#rest.length === 0 ? 0 : chunk.indexOf(LF) + 1;
		const blocks = this.#block(chunk.subarray(0, start), chunk.subarray(start, end));
		this.#rest.add(new Uint8Array(chunk.subarray(end)));
		return blocks;
	}

	/** What is left when the input ends. */
	end(): readonly Block[] {
		return this.#rest.length === 0 ? [] : this.#block(NOTHING, NOTHING);
	}

	/** The line that ends with `last`, if one does, and the whole lines behind it. */
	#block(last: Uint8Array, lines: Uint8Array): readonly Block[] {
		const began = this.#rest.length;
		const first = this.#rest.take(last);
		const size = began + last.length;
		if (began === 0) return [{ lines: [lines], size: lines.length }];
		if (first) return [{ lines: [first, lines], size: size + lines.length }];
		const oversize = { isOversize: true, size };
		return lines.length === 0 ? [oversize] : [oversize, { lines: [lines], size: lines.length }];
	}
}

/**
 * How many records a block holds at most: what is refused is kept as an object each until it is written, so that bytes
 * alone would not bound memory. Lines of three bytes took 2 GB without this.
 */
export const MOST_RECORDS = 1 << 12;

/** The block as blocks of few records. */
export function* ofFewRecords(block: Block): Generator<Block, void, undefined> {
	const lines = block.lines?.at(-1);
	let end = lines ? endOf(MOST_RECORDS, lines, 0) : 0;
	if (!lines || end === lines.length) {
		yield block;
		return;
	}
	let before = block.lines?.slice(0, -1) ?? [];
	for (let start = 0; start < lines.length; start = end) {
		end = endOf(MOST_RECORDS, lines, start);
		// A copy: the memory of a block may be given to another thread.
		const some = [...before, new Uint8Array(lines.subarray(start, end))];
		yield { lines: some, size: some.reduce((sum, { length }) => sum + length, 0) };
		before = [];
	}
}

/** Where so many lines end from there on, or all that there are. */
function endOf(count: number, bytes: Uint8Array, from: number): number {
	let at = from;
	for (let line = 0; line < count; line++) {
		const end = bytes.indexOf(LF, at) + 1;
		if (end === 0) return bytes.length;
		at = end;
	}
	return at;
}
