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
		for (const [i, place] of this.#places.entries()) {
			const payload = this.#payloads[i];
			if (!payload) continue;
			at = copied(this.#bytes.subarray(from, place.start), bytes, at);
			if (at >= 0) at = payload.into(bytes, at);
			if (at < 0) return -1;
			from = place.end;
		}
		return copied(this.#bytes.subarray(from), bytes, at);
	}
}

/** The offset after the bytes once they are there; -1 if there is not enough room. */
function copied(some: Uint8Array, into: Uint8Array, at: number): number {
	if (at + some.length > into.length) return -1;
	into.set(some, at);
	return at + some.length;
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
