import { isObject, type Json, type JsonObject, type Verbatim, write, writeInto } from "../../json/index.js";

/** What a record became, to be written as JSON. */
export interface Writable {
	/** The text. */
	readonly text: string;
	/** The members by which it differs from the document that it was made of; undefined where that can't be told. */
	changesFrom(before: Json): string | undefined;
	/** Writes the text as UTF-8 from an offset on; returns the offset after it, or -1 if only `text` can be had. */
	into(bytes: Uint8Array, at: number): number;
}

/** A value that is to be written as JSON, as its document wrote what is verbatim in it. */
export class Written implements Writable {
	readonly #value: Json;
	readonly #verbatim: Verbatim | undefined;

	constructor(value: Json, verbatim: Verbatim | undefined) {
		this.#value = value;
		this.#verbatim = verbatim;
	}

	/** The text, without white space. */
	get text(): string {
		return write(this.#value, this.#verbatim);
	}

	/**
	 * The members by which the value differs from the document that it was made of, as an object without line breaks;
	 * undefined if members were taken away, or if either is no object or is more than its value. The document must be as
	 * it was read, as what both have is taken for unchanged.
	 */
	changesFrom(before: Json): string | undefined {
		if (this.#verbatim || !isObject(this.#value) || !isObject(before)) return undefined;
		const changes = changesOf(before, this.#value);
		return changes && JSON.stringify(changes);
	}

	/** Writes the text as UTF-8 from an offset on; returns the offset behind it, or -1 if only `text` can be had. */
	into(bytes: Uint8Array, at: number): number {
		return this.#verbatim ? -1 : writeInto(this.#value, bytes, at);
	}
}

function changesOf(before: JsonObject, value: JsonObject): JsonObject | undefined {
	for (const name of Object.keys(before)) {
		if (!Object.hasOwn(value, name) || value[name] === undefined) return undefined;
	}
	const changed: [string, Json][] = [];
	for (const name of Object.keys(value)) {
		const member = value[name] as Json; // a name of its own
		if (!Object.hasOwn(before, name) || !Object.is(member, before[name])) changed.push([name, member]);
	}
	return Object.fromEntries(changed);
}
