import { type ReadIssue, readIssue } from "../issue.js";
import { formatPointer } from "../pointer.js";
import { arrayIndex, decodeString, isOddNumber, numberEnd, stringEnd } from "../read/token.js";

/** Why JSON.parse and JSON.stringify would change a place: a number's text, a shadowed member, the order of keys. */
export type OddReason = "number" | "duplicate-key" | "key-order";

/** A container, or a root number, that holds odd places or containers that do; offsets are into the text. */
export interface Odd {
	readonly start: number;
	end: number;
	/** The odd places directly in it, by name or index; undefined is the container itself. */
	readonly places: [token: string | number | undefined, reason: OddReason][];
	readonly children: Map<string | number, Odd>;
}

/** What the exact scan found: a reason to refuse the document, or what must be kept as written, or neither. */
export interface Scan {
	readonly issue?: ReadIssue;
	readonly odd?: Odd;
}

/** Scans a text that JSON.parse accepts, in linear time and without recursion. */
export function scan(text: string, maxDepth: number): Scan {
	const scanner = new Scanner(text, maxDepth);
	const issue = scanner.run();
	if (issue !== undefined) return { issue };
	return scanner.root === undefined ? {} : { odd: scanner.root };
}

interface Frame {
	readonly start: number;
	/** The names seen so far; undefined in an array. */
	readonly names: Set<string> | undefined;
	/** The name or index of the value that the scanner is in. */
	token: string | number;
	/** The last array index among the names; infinite once another name came, as no index may follow it. */
	lastIndex: number;
	disordered: boolean;
	odd: Odd | undefined;
}

class Scanner {
	root: Odd | undefined;
	readonly #text: string;
	readonly #maxDepth: number;
	readonly #frames: Frame[] = [];
	#frame: Frame | undefined;
	#at = 0;
	/** Whether the next string is a name: after an object's brace and its commas. */
	#nameNext = false;

	constructor(text: string, maxDepth: number) {
		this.#text = text;
		this.#maxDepth = maxDepth;
	}

	run(): ReadIssue | undefined {
		let issue: ReadIssue | undefined;
		while (issue === undefined && this.#at < this.#text.length) issue = this.#token();
		return issue;
	}

	#token(): ReadIssue | undefined {
		const code = this.#text.charCodeAt(this.#at);
		if (code === 0x22) return this.#string();
		if (code === 0x7b || code === 0x5b) return this.#open(code === 0x7b);
		if (code === 0x7d || code === 0x5d) this.#close();
		else if (code === 0x2c) this.#comma();
		else if (code === 0x2d || (code >= 0x30 && code <= 0x39)) this.#number();
		else this.#at++; // A colon, white space, or a letter of true, false or null.
		return undefined;
	}

	#string(): ReadIssue | undefined {
		const end = stringEnd(this.#text, this.#at);
		const issue = this.#nameNext ? this.#name(end) : undefined;
		this.#at = end;
		return issue;
	}

	#name(end: number): ReadIssue | undefined {
		this.#nameNext = false;
		const frame = this.#frame;
		if (frame?.names === undefined) return undefined;
		const name = decodeString(this.#text.slice(this.#at + 1, end - 1));
		frame.token = name;
		if (name === "__proto__") return this.#refuse("proto-key");
		if (frame.names.has(name)) this.#shadow(frame, name);
		else this.#order(frame, arrayIndex(name));
		frame.names.add(name);
		return undefined;
	}

	/** The value has only the last of equal names: what was odd below an earlier one is nowhere in it. */
	#shadow(frame: Frame, name: string): void {
		this.#mark(frame, name, "duplicate-key").children.delete(name);
	}

	#order(frame: Frame, index: number): void {
		if (frame.disordered) return;
		if (index >= 0 && index < frame.lastIndex) {
			this.#mark(frame, undefined, "key-order");
			frame.disordered = true;
		}
		frame.lastIndex = index < 0 ? Number.POSITIVE_INFINITY : index;
	}

	#number(): void {
		const start = this.#at;
		const end = numberEnd(this.#text, start);
		this.#at = end;
		if (!isOddNumber(this.#text, start, end)) return;
		if (this.#frame !== undefined) this.#mark(this.#frame, this.#frame.token, "number");
		else this.root = { start, end, places: [[undefined, "number"]], children: new Map() };
	}

	#mark(frame: Frame, token: string | number | undefined, reason: OddReason): Odd {
		frame.odd ??= { start: frame.start, end: frame.start, places: [], children: new Map() };
		frame.odd.places.push([token, reason]);
		return frame.odd;
	}

	#comma(): void {
		this.#at++;
		const frame = this.#frame;
		if (typeof frame?.token === "number") frame.token++;
		else this.#nameNext = true;
	}

	#open(isObject: boolean): ReadIssue | undefined {
		if (this.#frames.length === this.#maxDepth) return this.#refuse("too-deep");
		const names = isObject ? new Set<string>() : undefined;
		const token = isObject ? "" : 0;
		this.#frame = { start: this.#at, names, token, lastIndex: -1, disordered: false, odd: undefined };
		this.#frames.push(this.#frame);
		this.#nameNext = isObject;
		this.#at++;
		return undefined;
	}

	#close(): void {
		this.#at++;
		this.#nameNext = false;
		const odd = this.#frames.pop()?.odd;
		const parent = this.#frames.at(-1);
		this.#frame = parent;
		if (odd === undefined) return;
		odd.end = this.#at;
		if (parent === undefined) this.root = odd;
		else this.#adopt(parent, odd);
	}

	#adopt(parent: Frame, odd: Odd): void {
		parent.odd ??= { start: parent.start, end: parent.start, places: [], children: new Map() };
		parent.odd.children.set(parent.token, odd);
	}

	#refuse(code: "proto-key" | "too-deep"): ReadIssue {
		return readIssue(code, formatPointer(this.#frames.map((frame) => frame.token)), this.#at);
	}
}
