import type { Writable } from "../convert/written.js";

const START = 1 << 21;
/** Few records are longer than this; those that find no room are made texts first. */
const ROOM = 1 << 16;

/** Gathers texts and bytes into one big buffer, which can be another's that is not needed any more. */
export class Gather {
	#buffer: Buffer;
	#length = 0;

	constructor(spare?: ArrayBuffer) {
		this.#buffer = spare ? Buffer.from(spare) : Buffer.allocUnsafeSlow(START);
	}

	/** How many bytes there are. */
	get length(): number {
		return this.#length;
	}

	/** What was gathered. */
	get bytes(): Uint8Array<ArrayBuffer> {
		return new Uint8Array(this.#buffer.buffer as ArrayBuffer, 0, this.#length); // allocated above, so not shared
	}

	/** What was gathered since there were so many bytes. */
	from(start: number): Uint8Array {
		return this.#buffer.subarray(start, this.#length);
	}

	written(record: Writable): void {
		this.#reserve(ROOM);
		const end = record.into(this.#buffer, this.#length);
		if (end < 0) this.text(record.text);
		else this.#length = end;
	}

	/** What stands between records is short, and ASCII. */
	mark(ascii: string): void {
		this.#reserve(ascii.length);
		for (let i = 0; i < ascii.length; i++) this.#buffer[this.#length++] = ascii.charCodeAt(i);
	}

	text(text: string): void {
		// No UTF-16 code unit takes more than three bytes.
		this.#reserve(text.length * 3);
		this.#length += this.#buffer.write(text, this.#length);
	}

	add(bytes: Uint8Array): void {
		this.#reserve(bytes.length);
		this.#buffer.set(bytes, this.#length);
		this.#length += bytes.length;
	}

	#reserve(bytes: number): void {
		const needed = this.#length + bytes;
		if (needed <= this.#buffer.length) return;
		const bigger = Buffer.allocUnsafeSlow(Math.max(needed, this.#buffer.length * 2));
		this.#buffer.copy(bigger, 0, 0, this.#length);
		this.#buffer = bigger;
	}
}
