import { decodeString, numberEnd, stringEnd } from "../read/token.js";

/** Where a value begins, and its key if it has one; offsets are into the text. */
export interface Mark {
	readonly key: number | undefined;
	readonly value: number;
	/** Of an object by name, of an array by index. */
	readonly children: Map<string, Mark> | Mark[] | undefined;
}

/** The mark of a JSON text's root: in linear time, without recursion. Of a text that is no JSON it is any mark, or none. */
export function markAll(text: string): Mark | undefined {
	return new Marker(text).run();
}

class Marker {
	readonly #text: string;
	readonly #containers: Mark[] = [];
	#root: Mark | undefined;
	#at = 0;
	/** Whether the next string is a name: after an object's brace and its commas. */
	#nameNext = false;
	#name = "";
	#key: number | undefined;

	constructor(text: string) {
		this.#text = text;
	}

	run(): Mark | undefined {
		while (this.#at < this.#text.length) this.#token();
		return this.#root;
	}

	#token(): void {
		const code = this.#text.charCodeAt(this.#at);
		if (code === 0x22) this.#string();
		else if (code === 0x7b || code === 0x5b) this.#open(code === 0x7b);
		else if (code === 0x7d || code === 0x5d) this.#close();
		else if (code === 0x2c) this.#comma();
		else if (code === 0x2d || (code >= 0x30 && code <= 0x39)) this.#scalar(numberEnd(this.#text, this.#at));
		else if (code >= 0x61 && code <= 0x7a)
			this.#scalar(this.#at + (code === 0x66 ? 5 : 4)); // false; true, null
		else this.#at++; // A colon or white space.
	}

	#string(): void {
		// A string that never closes is no JSON, but must not be looked at for ever.
		const end = stringEnd(this.#text, this.#at) || this.#text.length;
		if (this.#nameNext) this.#named(this.#text.slice(this.#at + 1, end - 1));
		else this.#mark(undefined);
		this.#at = end;
	}

	#named(name: string): void {
		this.#nameNext = false;
		this.#key = this.#at;
		this.#name = decodeString(name);
	}

	#scalar(end: number): void {
		this.#mark(undefined);
		this.#at = end;
	}

	#open(isObject: boolean): void {
		this.#containers.push(this.#mark(isObject ? new Map() : []));
		this.#nameNext = isObject;
		this.#at++;
	}

	#close(): void {
		this.#containers.pop();
		this.#nameNext = false;
		this.#at++;
	}

	#comma(): void {
		this.#nameNext = this.#containers.at(-1)?.children instanceof Map;
		this.#at++;
	}

	#mark(children: Mark["children"]): Mark {
		const siblings = this.#containers.at(-1)?.children;
		const mark = { key: siblings instanceof Map ? this.#key : undefined, value: this.#at, children };
		if (siblings instanceof Map) siblings.set(this.#name, mark);
		else if (siblings !== undefined) siblings.push(mark);
		else this.#root = mark;
		return mark;
	}
}
