import { read } from "../../json/index.js";
import type { Writable } from "../convert/written.js";

const QUOTE = 0x22;

/**
 * The bytes of the text in a string of JSON; what is no string as it stands; undefined if the string has no text that
 * UTF-8 can hold, or none at all.
 */
export function textIn(bytes: Uint8Array): Uint8Array | undefined {
	if (bytes[0] !== QUOTE) return bytes;
	const { value } = read(bytes, { maxBytes: bytes.length }) as { readonly value?: unknown }; // missing if it is no JSON
	if (typeof value !== "string" || value.trim() === "") return undefined;
	const text = Buffer.from(value);
	return text.toString() === value ? text : undefined;
}

/** A text in a string of JSON, where one was before. */
export class InString implements Writable {
	readonly #inside: Writable;

	constructor(inside: Writable) {
		this.#inside = inside;
	}

	get text(): string {
		return JSON.stringify(this.#inside.text);
	}

	changesFrom(): undefined {
		return undefined;
	}

	into(): number {
		return -1;
	}
}
