import { readIssue } from "../issue.js";
import { decode } from "../read/decode.js";
import { decodeString } from "../read/token.js";
import { CLOSE_OBJECT, COLON, COMMA, isOpening, QUOTE, TO_CLOSING } from "./characters.js";
import { payloadEnd } from "./payload-end.js";
import { ReadRefusal, Tokens } from "./tokens.js";

/**
 * Walks along the bytes of a JSON document, from token to token, in linear time and without recursion; throws a ReadRefusal
 * where RFC 8259 does not allow what stands there. No byte is copied.
 */
export class ByteScanner extends Tokens {
	readonly #maxDepth: number;
	/** Where the name that was passed last begins and ends, without its quotes. */
	#nameStart = 0;
	#nameEnd = 0;
	/** The kinds of the containers that are open in the value at hand, made when it is needed. */
	#kinds: Uint8Array | undefined;

	constructor(bytes: Uint8Array, maxDepth: number) {
		super(bytes);
		this.#maxDepth = maxDepth;
	}

	/** Passes the bracket that opens a container, at that depth, and the white space after it. */
	enter(depth: number): void {
		if (depth >= this.#maxDepth) this.refuse("too-deep");
		this.at++;
		this.space();
	}

	/** After a value of a container, or at its begin: whether another value comes, before which the scanner then stands. */
	next(close: number, isFirst: boolean): boolean {
		if (this.peek() === close) {
			this.at++;
			return false;
		}
		if (isFirst) return true;
		if (this.peek() !== COMMA) this.refuse();
		this.at++;
		this.space();
		return true;
	}

	/** Passes a name, its colon and the white space around that. */
	name(): void {
		if (this.peek() !== QUOTE) this.refuse();
		const start = this.at + 1;
		this.string();
		const end = this.at - 1;
		if (this.isEscaped || this.bytes[start] === 0x5f) this.#refuseProto(start, end);
		this.space();
		if (this.peek() !== COLON) this.refuse();
		this.at++;
		this.space();
		this.#nameStart = start;
		this.#nameEnd = end;
	}

	/** What the name says that was passed last. */
	get lastName(): string {
		return this.#nameAt(this.#nameStart, this.#nameEnd);
	}

	#nameAt(start: number, end: number): string {
		const raw = decode(this.bytes.subarray(start, end));
		if (raw === undefined) throw new ReadRefusal(readIssue("not-utf8", "", start));
		return decodeString(raw);
	}

	/** Whether the name that was passed last is the one of these bytes. */
	isName({ name, bytes }: { readonly name: string; readonly bytes: Uint8Array }): boolean {
		const start = this.#nameStart;
		if (this.isEscaped) return this.lastName === name;
		if (this.#nameEnd - start !== bytes.length) return false;
		for (let i = 0; i < bytes.length; i++) if (this.bytes[start + i] !== bytes[i]) return false;
		return true;
	}

	/** Passes a value, and makes sure that it is JSON; `depth` containers are around it. */
	value(depth: number): void {
		if (isOpening(this.peek())) this.#container(depth);
		else this.scalar();
	}

	/**
	 * Passes a value that somebody else reads: brackets are counted, whatever their kind. So what was passed is the value
	 * if it is JSON at all.
	 */
	payload(depth: number): void {
		if (!isOpening(this.peek())) {
			this.scalar();
			return;
		}
		const end = payloadEnd(this.bytes, this.at, this.#maxDepth - depth);
		this.at = Math.min(Math.abs(end), this.bytes.length);
		if (end <= 0) this.refuse("too-deep");
		if (end > this.bytes.length) this.refuse();
	}

	#refuseProto(start: number, end: number): void {
		if (!this.isEscaped && end - start !== "__proto__".length) return;
		if (this.#nameAt(start, end) === "__proto__")
			throw new ReadRefusal(readIssue("proto-key", "", start - 1));
	}

	#container(depth: number): void {
		this.#kinds ??= new Uint8Array(this.#maxDepth + 1);
		const kinds = this.#kinds;
		let open = 0;
		let isFirst = false;
		do {
			const byte = this.peek();
			if (isOpening(byte)) {
				this.enter(depth + open);
				kinds[open++] = byte + TO_CLOSING;
				isFirst = true;
			} else {
				this.scalar();
				isFirst = false;
			}
			for (; open > 0; open--) {
				const close = kinds[open - 1] as number; // set above
				if (!isFirst) this.space();
				if (this.next(close, isFirst)) {
					if (close === CLOSE_OBJECT) this.name();
					break;
				}
				isFirst = false;
			}
		} while (open > 0);
	}
}
