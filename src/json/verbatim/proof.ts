import { isArray, isContainer } from "../kind.js";
import { stringEnd } from "../read/token.js";
import type { Json, JsonArray, JsonObject } from "../types.js";

// The length proof. Walking the parsed value is far cheaper than scanning its text, and the length of the text is
// enough: every token has a shortest spelling, and the walk adds those up. A duplicate key (its shadowed member is no
// part of the value) and a longer number such as 1.0 only ever make the text longer; so do escapes and white space,
// which are harmless and are counted in the text if there are any. So if the lengths agree, there is nothing else.
// What could break that is named below as a doubt, and settled otherwise.

/** A number in the value could be spelled as short with an exponent (1e2 is 100): then there must be no exponent. */
const EXPONENT = 1;
/** Length cannot tell: more than 15 digits, an exponent in the shortest spelling, or a key that parsing may move. */
const SPELLING = 2;
/** An own "__proto__", too deep, or -0, which JSON.stringify writes as 0. */
const REFUSED = 4;

const EMPTY = {};
/** True of every text with an exponent, and of few others: in a string it takes such an end, too. */
const HAS_EXPONENT = /\d[eE][-+]?\d+(?:[,\]}\s]|$)/;

/** The doubts that the last walk met: a variable beside the walk keeps its one result a plain number. */
let doubts = 0;

/**
 * Whether it is proven that JSON.stringify(value) would keep all that the text says (numbers as written, each key
 * once, in order), that no object has an own "__proto__" and that nothing nests deeper than maxDepth; value is
 * JSON.parse(text). False means unknown.
 */
export function isProven(text: string, value: Json, maxDepth: number): boolean {
	// Where Object.prototype has been given enumerable properties, for-in counts what is not in the text.
	for (const _inherited in EMPTY) return false;
	if (!isContainer(value)) return JSON.stringify(value) === text;
	doubts = 0;
	const length = isArray(value) ? arrayLength(value, maxDepth) : objectLength(value, maxDepth);
	const excess = text.length - length;
	if (excess !== 0 && !isHarmless(excess, text)) return false;
	if (doubts === 0) return true;
	if (doubts >= REFUSED) return false;
	if (doubts === EXPONENT && !HAS_EXPONENT.test(text)) return true;
	return JSON.stringify(value) === text;
}

/** Whether escapes, or else escapes and white space, are all that makes a text longer; counted only if need be. */
function isHarmless(excess: number, text: string): boolean {
	const rest = excess - escapesLength(text);
	return rest === 0 || (rest > 0 && rest === spaceLength(text));
}

/** How many characters the escapes of a JSON text are longer than what they stand for. */
function escapesLength(text: string): number {
	let length = 0;
	let at = text.indexOf("\\");
	while (at >= 0) {
		const isHex = text.charCodeAt(at + 1) === 0x75;
		length += isHex ? 5 : 1;
		at = text.indexOf("\\", at + (isHex ? 6 : 2));
	}
	return length;
}

/** How many characters of white space stand between the tokens of a JSON text. */
function spaceLength(text: string): number {
	let length = 0;
	let at = 0;
	while (at < text.length) {
		const code = text.charCodeAt(at);
		if (code <= 0x20) length++;
		at = code === 0x22 ? stringEnd(text, at) : at + 1;
	}
	return length;
}

// The length of the shortest JSON text, not counting escapes. Two loops with the same cases, as a call for each of
// them costs half as much again; "| 0" keeps V8 to integers.

function arrayLength(items: JsonArray, depth: number): number {
	if (depth === 0) return refuse();
	let length = items.length === 0 ? 2 : items.length + 1;
	for (let index = 0; index < items.length; index++) {
		const item = items[index] as Json; // The index is below the length.
		if (typeof item === "string") length = (length + item.length + 2) | 0;
		else if (item === null || item === true) length = (length + 4) | 0;
		else if (typeof item === "number") length = (length + numberLength(item)) | 0;
		else if (item === false) length = (length + 5) | 0;
		else
			length = (length + (isArray(item) ? arrayLength(item, depth - 1) : objectLength(item, depth - 1))) | 0;
	}
	return length;
}

function objectLength(properties: JsonObject, depth: number): number {
	if (depth === 0) return refuse();
	let length = 1;
	for (const name in properties) {
		if (name === "__proto__") doubts |= REFUSED;
		// Names that are array indices come first, so the first name tells whether there are any.
		if (length === 1 && isDigit(name.charCodeAt(0))) doubts |= SPELLING;
		const value = properties[name] as Json; // for-in gives only names that are there.
		length = (length + name.length + 4) | 0;
		if (typeof value === "string") length = (length + value.length + 2) | 0;
		else if (value === null || value === true) length = (length + 4) | 0;
		else if (typeof value === "number") length = (length + numberLength(value)) | 0;
		else if (value === false) length = (length + 5) | 0;
		else
			length =
				(length + (isArray(value) ? arrayLength(value, depth - 1) : objectLength(value, depth - 1))) | 0;
	}
	return length === 1 ? 2 : length;
}

function refuse(): number {
	doubts |= REFUSED;
	return 0;
}

function isDigit(code: number): boolean {
	return code >= 0x30 && code <= 0x39;
}

/** The length of a number's shortest spelling without an exponent, with doubts where another one is as short. */
function numberLength(number: number): number {
	if (!Number.isSafeInteger(number)) return fractionLength(number);
	if (number === 0) return 1 / number > 0 ? 1 : refuse();
	// Only multiples of 100 gain by an exponent. The low bits rule out most numbers without a division.
	if ((number & 3) === 0 && number % 100 === 0) doubts |= EXPONENT;
	return number < 0 ? 1 + digits(-number) : digits(number);
}

/** Two spellings of up to 15 digits are never the same double; from 0.1 on, an exponent is always longer. */
function fractionLength(number: number): number {
	const length = String(number).length;
	// No fraction is as large as 2^53; Infinity, the double of 1e400, is.
	if (length > 16 || Math.abs(number) >= 2 ** 53) doubts |= SPELLING;
	else if (Math.abs(number) < 0.1) doubts |= Math.abs(number) < 1e-6 ? SPELLING : EXPONENT;
	return length;
}

function digits(n: number): number {
	if (n < 1e5) return n < 1e2 ? (n < 10 ? 1 : 2) : n < 1e3 ? 3 : n < 1e4 ? 4 : 5;
	if (n < 1e10) return n < 1e7 ? (n < 1e6 ? 6 : 7) : n < 1e8 ? 8 : n < 1e9 ? 9 : 10;
	if (n < 1e13) return n < 1e11 ? 11 : n < 1e12 ? 12 : 13;
	return n < 1e14 ? 14 : n < 1e15 ? 15 : 16;
}
