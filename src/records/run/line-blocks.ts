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
