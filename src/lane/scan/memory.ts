// What stands where in the memory of a scanner.

/** For each byte, what it is inside of a string. */
export const CLASSES = 0;
/** For each byte, whether it is a whole escape after a backslash. */
export const ESCAPES = 256;
/** The digits of a number that was measured, as one i64. */
export const DIGITS = 512;
/** Powers of ten, as doubles, from 1. */
export const POWERS = 520;
/** The first of three i32s that a scan leaves: whether a string has a byte beyond ASCII. */
export const IS_HIGH = 648;
/** The second: where the value of the root's member `id` begins, or 0. */
export const ID_START = 652;
/** The third: where it ends. */
export const ID_END = 656;
/** How many numbers were noted to be looked at. */
export const NOTED = 660;
/** How many bytes of strings and how many members and elements may still be looked at, as an i32; less than 0 is doubt. */
export const FUEL = 664;
/** Where they are, each a double and the place that it is of. */
export const NOTES = 672;
/** The bytes that each takes. */
export const NOTE_SIZE = 16;
/** Where records are put. */
export const RECORD = 4096;
/** As many as there is room for. */
export const MAX_NOTES = Math.floor((RECORD - NOTES) / NOTE_SIZE);
/** Bytes after a record that a text of several bytes may be looked for in. */
export const MARGIN = 16;

/** The digits that a number may have: so many survive as a double. */
export const MAX_DIGITS = 15;

/** What a byte is inside of a string. */
export const CLASS = { plain: 0, quote: 1, backslash: 2, refused: 3, high: 4 } as const;

/** The tables, from address 0. */
export function tables(): Uint8Array {
	const bytes = new Uint8Array(RECORD);
	for (let byte = 0; byte < 256; byte++) bytes[CLASSES + byte] = classOf(byte);
	for (const after of '"\\bfnrt') bytes[ESCAPES + after.charCodeAt(0)] = 1;
	const view = new DataView(bytes.buffer);
	for (let power = 0; power <= MAX_DIGITS; power++) view.setFloat64(POWERS + 8 * power, 10 ** power, true);
	return bytes;
}

function classOf(byte: number): number {
	if (byte < 0x20) return CLASS.refused;
	if (byte === 0x22) return CLASS.quote;
	if (byte === 0x5c) return CLASS.backslash;
	return byte < 0x80 ? CLASS.plain : CLASS.high;
}
