import { type Json, type Verbatim, write, writeInto } from "../json/index.js";

/** A value that is to be written as JSON, as its document wrote what is verbatim in it. */
export class Written {
	readonly #value: Json;
	readonly #verbatim: Verbatim | undefined;

	constructor(value: Json, verbatim: Verbatim | undefined) {
		this.#value = value;
		this.#verbatim = verbatim;
	}

	get text(): string {
		return write(this.#value, this.#verbatim);
	}

	/** Writes the text as UTF-8 from an offset on; returns the offset behind it, or -1 if only `text` can be had. */
	into(bytes: Uint8Array, at: number): number {
		return this.#verbatim ? -1 : writeInto(this.#value, bytes, at);
	}
}
