import type { Json } from "../types.js";
import { decodeString, numberEnd, stringEnd } from "./token.js";

/**
 * The value of a text that JSON.parse accepts, made from the text alone, so that no name or string is the engine's
 * reading of an escape. The scan comes first: an own "__proto__" and too deep nesting are its to refuse.
 */
export function parse(text: string): Json {
	return new Parser(text).value();
}

class Parser {
	readonly #text: string;
	#at = 0;

	constructor(text: string) {
		this.#text = text;
	}

	value(): Json {
		const code = this.#next();
		if (code === 0x7b) return this.#object();
		if (code === 0x5b) return this.#array();
		if (code === 0x22) return this.#string();
		if (code === 0x74) return this.#skip("true", true);
		if (code === 0x66) return this.#skip("false", false);
		if (code === 0x6e) return this.#skip("null", null);
		return this.#number();
	}

	#object(): Json {
		const members: Record<string, Json> = {};
		for (let code = this.#enter(); code !== 0x7d; code = this.#next()) {
			if (code === 0x2c) this.#at++;
			this.#next();
			const name = this.#string();
			this.#next();
			this.#at++; // the colon
			members[name] = this.value();
		}
		this.#at++;
		return members;
	}

	#array(): Json {
		const items: Json[] = [];
		for (let code = this.#enter(); code !== 0x5d; code = this.#next()) {
			if (code === 0x2c) this.#at++;
			items.push(this.value());
		}
		this.#at++;
		return items;
	}

	#string(): string {
		const start = this.#at + 1;
		this.#at = stringEnd(this.#text, this.#at);
		return decodeString(this.#text.slice(start, this.#at - 1));
	}

	#number(): number {
		const start = this.#at;
		this.#at = numberEnd(this.#text, start);
		return Number(this.#text.slice(start, this.#at));
	}

	#skip<T>(word: string, value: T): T {
		this.#at += word.length;
		return value;
	}

	/** Into a container: the code of its first token. */
	#enter(): number {
		this.#at++;
		return this.#next();
	}

	/** The code of the next token, at which the parser then stands. */
	#next(): number {
		while (this.#text.charCodeAt(this.#at) <= 0x20) this.#at++;
		return this.#text.charCodeAt(this.#at);
	}
}
