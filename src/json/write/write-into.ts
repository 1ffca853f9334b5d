import type { Json } from "../types.js";
import { putNumber, putWord } from "./number-into.js";
import { WrittenName } from "./written-name.js";

// JSON.stringify makes a string, which is then made bytes: where bytes are wanted, writing them at once takes two
// thirds of the time. What isn't plain JSON of plain characters is left to JSON.stringify, member by member.

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN = 0x5b;
const CLOSE = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

const EMPTY = {};
const encoder = /* @__PURE__ */ new TextEncoder();

/**
 * Writes the JSON text of a value, the one that JSON.stringify makes of it, as UTF-8 from an offset on. Returns the
 * offset behind it; or -1 if there is not enough room, or if the value can't be written this way. What the memory
 * holds behind that offset may have been written over.
 */
export function writeInto(value: Json, into: Uint8Array, at: number): number {
	// Where Object.prototype has been given enumerable properties, for-in finds what JSON.stringify doesn't.
	for (const _inherited in EMPTY) return -1;
	if (memory !== into) remember(into);
	last = START;
	const end = putValue(value, into, at);
	// Writes behind the end of the memory have gone nowhere.
	return end <= into.length ? end : OTHER;
}

// Variables beside the walk keep its arguments few. The memory of the last call, by four or eight bytes; the name before.
// Pure, for bundlers: who doesn't write into bytes shall not load this.

let memory: Uint8Array = /* @__PURE__ */ new Uint8Array(0);
let groups: DataView = /* @__PURE__ */ new DataView(/* @__PURE__ */ new ArrayBuffer(0));

function remember(into: Uint8Array): void {
	memory = into;
	groups = new DataView(into.buffer, into.byteOffset, into.length);
}

const START = /* @__PURE__ */ new WrittenName("");
let last = START;

/** Whether JSON.stringify would look at nothing but the own members of an array or object. */
function isPlain(container: Json): boolean {
	const prototype: unknown = Object.getPrototypeOf(container);
	if (prototype !== Object.prototype && prototype !== Array.prototype && prototype !== null) return false;
	return typeof (container as { readonly toJSON?: unknown }).toJSON !== "function";
}

type JsonMembers = { readonly [name: string]: Json };

/** Writes a value, or says by OTHER that only JSON.stringify knows how. */
function putValue(value: Json, into: Uint8Array, at: number): number {
	if (typeof value === "string") return putString(value, into, at);
	if (typeof value === "number") return putNumber(value, into, at);
	if (value === null) return putWord("null", into, at);
	if (typeof value === "boolean") return putWord(value ? "true" : "false", into, at);
	if (typeof value !== "object" || !isPlain(value)) return OTHER;
	return Array.isArray(value) ? putArray(value, into, at) : putObject(value as JsonMembers, into, at);
}

const OTHER = -1;

function putArray(items: readonly Json[], into: Uint8Array, start: number): number {
	let at = start;
	let before = OPEN;
	for (let index = 0; index < items.length; index++) {
		into[at++] = before;
		before = COMMA;
		const item = items[index];
		const end = putValue(item as Json, into, at); // or undefined, in an array with holes
		at = end === OTHER ? putText(itemText(item, index), into, at) : end;
	}
	if (before === OPEN) into[at++] = OPEN;
	into[at++] = CLOSE;
	return at;
}

function putObject(members: JsonMembers, into: Uint8Array, start: number): number {
	let at = start;
	let before = OPEN_OBJECT;
	for (const name in members) {
		const value = members[name] as Json; // for-in gives only names that are there
		into[at] = before;
		let end = putName(name, into, at + 1);
		if (typeof value === "string") end = putString(value, into, end);
		else if (typeof value === "number") end = putNumber(value, into, end);
		else end = putValue(value, into, end);
		if (end === OTHER) {
			const text = inner({ [name]: value });
			if (text === "") continue;
			end = putText(text, into, at + 1);
		}
		at = end;
		before = COMMA;
	}
	if (before === OPEN_OBJECT) into[at++] = OPEN_OBJECT;
	into[at++] = CLOSE_OBJECT;
	return at;
}

function itemText(item: unknown, index: number): string {
	const member = inner({ [index]: item });
	return member === "" ? "null" : member.slice(`"${index}":`.length);
}

/** What JSON.stringify makes of the one member; nothing if it leaves it out. */
function inner(container: object): string {
	return JSON.stringify(container).slice(1, -1);
}

function putName(name: string, into: Uint8Array, at: number): number {
	last = last.before(name);
	const { length, groups: bytes } = last;
	// The last group may have up to seven bytes too many; what follows is written over them.
	if (at + length + 7 > into.length) return into.length + 1;
	for (let i = 0; i < bytes.length; i++) groups.setFloat64(at + i * 8, bytes[i] as number, true);
	return at + length;
}

function putString(string: string, into: Uint8Array, start: number): number {
	const { length } = string;
	if (start + length + 2 > into.length) return into.length + 1;
	let at = start;
	into[at++] = QUOTE;
	let i = 0;
	for (; i + 3 < length; i += 4) {
		const first = string.charCodeAt(i);
		const second = string.charCodeAt(i + 1);
		const third = string.charCodeAt(i + 2);
		const fourth = string.charCodeAt(i + 3);
		const group = first | (second << 8) | (third << 16) | (fourth << 24);
		if ((first | second | third | fourth) > 0x7f || hasEscaped(group))
			return putText(JSON.stringify(string), into, start);
		groups.setUint32(at, group, true);
		at += 4;
	}
	for (; i < length; i++) {
		const code = string.charCodeAt(i);
		if (code > 0x7f || hasEscaped(code | FILLING)) return putText(JSON.stringify(string), into, start);
		into[at++] = code;
	}
	into[at++] = QUOTE;
	return at;
}

/** Three bytes of which none must be escaped. */
const FILLING = 0x20202000;

/** Whether any of four bytes below 0x80 must be escaped: a quote, a backslash, or what is below 0x20. */
function hasEscaped(group: number): boolean {
	// A byte less n borrows from its highest bit if it is less than n, and from no other byte before one does.
	const quote = group ^ 0x22222222;
	const backslash = group ^ 0x5c5c5c5c;
	return (((group - 0x20202020) | (quote - 0x01010101) | (backslash - 0x01010101)) & 0x80808080) !== 0;
}

function putText(text: string, into: Uint8Array, at: number): number {
	// Where not all of it has room, the end is out of reach.
	if (at >= into.length) return at + text.length;
	const { read, written } = encoder.encodeInto(text, into.subarray(at));
	return read < text.length ? into.length + 1 : at + written;
}
