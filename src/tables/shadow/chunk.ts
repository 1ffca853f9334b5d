import type { Writable } from "../../records/index.js";

/** Room that most documents need no more than. */
const FIELD = 1 << 14;

/** Bytes that are gathered, to be sent in big pieces. */
export class Chunk {
	#bytes = Buffer.allocUnsafe(1 << 18);
	#length = 0;

	get length(): number {
		return this.#length;
	}

	add(bytes: Uint8Array): void {
		this.#reserve(bytes.length);
		this.#bytes.set(bytes, this.#length);
		this.#length += bytes.length;
	}

	int16(value: number): void {
		this.#reserve(2);
		this.#length = this.#bytes.writeInt16BE(value, this.#length);
	}

	/** A field of a binary COPY: its length, maybe a byte, and the document. */
	field(document: Writable, lead: number | undefined): void {
		this.#reserve(FIELD);
		const start = this.#length + 4;
		const from = lead === undefined ? start : start + 1;
		const end = this.#write(document, from);
		if (lead !== undefined) this.#bytes.writeUInt8(lead, start);
		this.#bytes.writeInt32BE(end - start, this.#length);
		this.#length = end;
	}

	/** Straight into the bytes where that can be done, as most documents are small and plain. */
	#write(document: Writable, from: number): number {
		const end = document.into(this.#bytes, from);
		if (end >= 0) return end;
		const { text } = document;
		this.#reserve(5 + 3 * text.length);
		return from + this.#bytes.write(text, from);
	}

	/** All of it; it may be overwritten when more is added. */
	take(): Uint8Array {
		const all = this.#bytes.subarray(0, this.#length);
		this.#length = 0;
		return all;
	}

	#reserve(more: number): void {
		if (this.#length + more <= this.#bytes.length) return;
		const bigger = Buffer.allocUnsafe(Math.max(this.#length + more, this.#bytes.length * 2));
		this.#bytes.copy(bigger, 0, 0, this.#length);
		this.#bytes = bigger;
	}
}
