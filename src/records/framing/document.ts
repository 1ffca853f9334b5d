import { Pieces } from "./pieces.js";
import { type Cutter, type RawRecord, recordOf } from "./record.js";

const NOTHING = new Uint8Array(0);

/** One JSON document: the whole input is one record. Empty input is one blank, as of a reply without a body. */
export class DocumentCutter implements Cutter {
	readonly #pieces: Pieces;

	constructor(maxBytes: number) {
		this.#pieces = new Pieces(maxBytes);
	}

	push(chunk: Uint8Array): readonly RawRecord[] {
		this.#pieces.add(chunk);
		return [];
	}

	end(): readonly RawRecord[] {
		const bytes = this.#pieces.take(NOTHING);
		return [bytes ? recordOf(bytes, 1, 0) : recordOf(NOTHING, 1, 0, "too-large")];
	}
}
