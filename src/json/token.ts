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
