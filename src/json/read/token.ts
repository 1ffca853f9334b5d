/** The offset behind the closing quote of the string that opens at an offset of a JSON text. */
export function stringEnd(text: string, open: number): number {
	let close = text.indexOf('"', open + 1);
	while (isEscaped(text, close)) close = text.indexOf('"', close + 1);
	return close + 1;
}

/** A character is escaped behind an odd run of backslashes; the run ends at the string's opening quote at the latest. */
function isEscaped(text: string, at: number): boolean {
	let run = 0;
	while (text.charCodeAt(at - 1 - run) === 0x5c) run++;
	return run % 2 === 1;
}

/** The offset behind the number that begins at an offset of a JSON text. */
export function numberEnd(text: string, start: number): number {
	let end = start + 1;
	while (isNumberCode(text.charCodeAt(end))) end++;
	return end;
}

/** Digits, plus, minus, point, e and E; false for the NaN behind the end of the text. */
function isNumberCode(code: number): boolean {
	if (code >= 0x30) return code <= 0x39 || code === 0x65 || code === 0x45;
	return code === 0x2e || code === 0x2d || code === 0x2b;
}

/** Whether JSON.stringify writes a number's double otherwise than the document does: 1.0, 1e400, -0, 2^53+1. */
export function isOddNumber(text: string, start: number, end: number): boolean {
	// JSON allows no leading zero, so up to 15 digits are a safe integer, written as JavaScript writes it.
	if (end - start <= 15 && isDigits(text, start, end)) return false;
	const token = text.slice(start, end);
	return String(Number(token)) !== token;
}

function isDigits(text: string, start: number, end: number): boolean {
	for (let at = start; at < end; at++) {
		const code = text.charCodeAt(at);
		if (!(code >= 0x30 && code <= 0x39)) return false;
	}
	return true;
}

/** The array index that a property name is, or -1. JavaScript moves such names to the front of their object. */
export function arrayIndex(name: string): number {
	// Most names do not begin with a digit, and need no expression.
	if (!(name.charCodeAt(0) <= 0x39) || !/^(?:0|[1-9]\d{0,9})$/.test(name)) return -1;
	const index = Number(name);
	return index <= 4_294_967_294 ? index : -1;
}

/** A JSON text without the white space between its tokens. */
export function withoutSpace(text: string): string {
	let compact = "";
	let from = 0;
	let at = 0;
	while (at < text.length) {
		const code = text.charCodeAt(at);
		if (code === 0x22) at = stringEnd(text, at);
		else if (code > 0x20) at++;
		else {
			compact += text.slice(from, at);
			from = ++at;
		}
	}
	return from === 0 ? text : compact + text.slice(from);
}

const ESCAPES: { readonly [char: string]: string } = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** What a string of a JSON text says; given without its quotes. */
export function decodeString(raw: string): string {
	if (!raw.includes("\\")) return raw;
	return raw.replace(/\\(?:u([\da-fA-F]{4})|(.))/g, (_, hex: string | undefined, char: string) =>
		hex === undefined ? (ESCAPES[char] ?? char) : String.fromCharCode(Number.parseInt(hex, 16)),
	);
}

/** Whether a name of a JSON text is written with an escape. */
export function hasEscapedName(text: string): boolean {
	let at = text.indexOf("\\");
	while (at >= 0) {
		const end = endAfterEscape(text, at);
		if (isColonNext(text, end)) return true;
		at = text.indexOf("\\", end);
	}
	return false;
}

/** The offset after the closing quote of the string that has an escape at an offset. */
function endAfterEscape(text: string, start: number): number {
	let at = start;
	for (let code = text.charCodeAt(at); code !== 0x22; code = text.charCodeAt(at)) at += code === 0x5c ? 2 : 1;
	return at + 1;
}

function isColonNext(text: string, end: number): boolean {
	let at = end;
	while (text.charCodeAt(at) <= 0x20) at++;
	return text.charCodeAt(at) === 0x3a;
}
