import { type FoundPlace, splice } from "../../json/index.js";
import type { Writable } from "./written.js";

/** A record with other payloads at its places; all around them are its own bytes. */
export class Spliced implements Writable {
	readonly #bytes: Uint8Array;
	readonly #places: readonly FoundPlace[];
	readonly #payloads: readonly (Writable | undefined)[];

	/** A payload that is undefined stays as it is. */
	constructor(bytes: Uint8Array, places: readonly FoundPlace[], payloads: readonly (Writable | undefined)[]) {
		this.#bytes = bytes;
		this.#places = places;
		this.#payloads = payloads;
	}

	get text(): string {
		const texts = this.#payloads.map((payload) => payload && Buffer.from(payload.text));
		return Buffer.concat(splice(this.#bytes, this.#places, texts)).toString();
	}

	/** The document's members are not those of its payloads. */
	changesFrom(): undefined {
		return undefined;
	}

	into(bytes: Uint8Array, start: number): number {
		let at = start;
		let from = 0;
		for (let i = 0; i < this.#places.length; i++) {
			const [place, payload] = [this.#places[i], this.#payloads[i]];
			if (!place || !payload) continue;
			at = copied(this.#bytes, from, place.start, bytes, at);
			if (at >= 0) at = payload.into(bytes, at);
			if (at < 0) return -1;
			from = place.end;
		}
		return copied(this.#bytes, from, this.#bytes.length, bytes, at);
	}
}

/** Up to so many bytes are copied one by one, as a view of them takes longer to make. */
const FEW = 64;

/** The offset after the bytes between two offsets once they are there; -1 if there is not enough room. */
function copied(bytes: Uint8Array, from: number, to: number, into: Uint8Array, at: number): number {
	const end = at + to - from;
	if (end > into.length) return -1;
	if (to - from > FEW) into.set(bytes.subarray(from, to), at);
	else for (let i = from; i < to; i++) into[at + i - from] = bytes[i] as number; // within the bytes
	return end;
}

/** What is a text already. */
export class TextOnly implements Writable {
	readonly text: string;

	constructor(text: string) {
		this.text = text;
	}

	changesFrom(): undefined {
		return undefined;
	}

	into(): number {
		return -1;
	}
}
