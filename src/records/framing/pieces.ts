/** Gathers the pieces of one record that spans chunks, and gives them up where it outgrows the limit. */
export class Pieces {
	readonly #limit: number;
	#pieces: Uint8Array[] = [];
	#length = 0;

	constructor(limit: number) {
		this.#limit = limit;
	}

	/** How many bytes the record has so far, given up or not. */
	get length(): number {
		return this.#length;
	}

	add(piece: Uint8Array): void {
		this.#length += piece.length;
		if (this.#length > this.#limit) this.#pieces = [];
		else if (piece.length > 0) this.#pieces.push(piece);
	}

	/** The whole record with its last piece, ready for the next one; undefined if it outgrew the limit. */
	take(last: Uint8Array): Uint8Array | undefined {
		const pieces = this.#pieces;
		const length = this.#length + last.length;
		this.#pieces = [];
		this.#length = 0;
		if (length > this.#limit) return undefined;
		return pieces.length === 0 ? last : Buffer.concat([...pieces, last]);
	}
}
