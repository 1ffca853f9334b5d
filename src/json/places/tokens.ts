import { type ReadIssue, type ReadIssueCode, readIssue } from "../issue.js";
import { BACKSLASH, MINUS, POINT, QUOTE } from "./characters.js";

/** Thrown where a document must be refused. */
export class ReadRefusal extends Error {
	readonly issue: ReadIssue;

	constructor(issue: ReadIssue) {
		super(issue.code);
		this.issue = issue;
	}
}

/** Walks along the bytes of a JSON document, from token to token; throws a ReadRefusal where there is no token of JSON. */
export class Tokens {
	/** Where the scanner stands. */
	at = 0;
	/** Has the bits of every byte of the strings that were passed; not of those in payloads. */
	seen = 0;
	/** Whether the string that was passed last has an escape. */
	protected isEscaped = false;
	protected readonly bytes: Uint8Array;

	constructor(bytes: Uint8Array) {
		this.bytes = bytes;
	}

	/** The byte at hand; -1 at the end. */
	peek(): number {
		return this.at < this.bytes.length ? (this.bytes[this.at] as number) : -1; // the index is below the length
	}

	refuse(code: ReadIssueCode = "not-json"): never {
		throw new ReadRefusal(readIssue(code, "", this.at));
	}

	/** Passes white space. */
	space(): void {
		for (let byte = this.peek(); byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09; ) {
			this.at++;
			byte = this.peek();
		}
	}

	/** Passes `null`, if that stands here. */
	isNull(): boolean {
		if (this.peek() !== 0x6e) return false;
		this.#word("null");
		return true;
	}

	/** Passes a string, a number, true, false or null. */
	scalar(): void {
		const byte = this.peek();
		if (byte === QUOTE) this.string();
		else if (byte === 0x74) this.#word("true");
		else if (byte === 0x66) this.#word("false");
		else if (byte === 0x6e) this.#word("null");
		else this.#number();
	}

	#word(word: string): void {
		for (let i = 0; i < word.length; i++) {
			if (this.peek() !== word.charCodeAt(i)) this.refuse();
			this.at++;
		}
	}

	#number(): void {
		if (this.peek() === MINUS) this.at++;
		if (this.peek() === 0x30) this.at++;
		else this.#digits();
		if (this.peek() === POINT) {
			this.at++;
			this.#digits();
		}
		if ((this.peek() | 0x20) !== 0x65) return;
		this.at++;
		if (this.peek() === MINUS || this.peek() === 0x2b) this.at++;
		this.#digits();
	}

	#digits(): void {
		const start = this.at;
		while (this.peek() >= 0x30 && this.peek() <= 0x39) this.at++;
		if (this.at === start) this.refuse();
	}

	/** Passes a string. */
	string(): void {
		const bytes = this.bytes;
		const { length } = bytes;
		this.isEscaped = false;
		let { seen } = this;
		let at = this.at + 1;
		for (; at < length; at++) {
			const byte = bytes[at] as number; // the index is below the length
			if (byte === QUOTE) break;
			if (byte < 0x20) this.refuseAt(at);
			seen |= byte;
			if (byte === BACKSLASH) at = this.#escape(at);
		}
		if (at >= length) this.refuseAt(length);
		this.seen = seen;
		this.at = at + 1;
	}

	/** Where an escape ends that begins there: at its last byte. */
	#escape(at: number): number {
		this.isEscaped = true;
		const char = String.fromCharCode(this.bytes[at + 1] ?? 0);
		if ('"\\/bfnrt'.includes(char)) return at + 1;
		const hex = String.fromCharCode(...this.bytes.subarray(at + 2, at + 6));
		if (char !== "u" || !/^[\da-fA-F]{4}$/.test(hex)) this.refuseAt(at);
		return at + 5;
	}

	protected refuseAt(at: number): never {
		this.at = at;
		this.refuse();
	}
}
