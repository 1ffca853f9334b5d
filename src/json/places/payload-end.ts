import { BACKSLASH, CLOSE, CLOSE_OBJECT, isOpening, QUOTE } from "./characters.js";

/**
 * The offset after the array or object that begins at an offset, by counting brackets of either kind outside of strings:
 * so it is right if what stands there is JSON. More than the number of bytes if it does not end; the offset of a bracket,
 * and that it is too deep, if more than `most` are open there.
 */
export function payloadEnd(
	bytes: Uint8Array,
	start: number,
	most: number,
): { readonly end: number; readonly isTooDeep: boolean } {
	const { length } = bytes;
	let open = 0;
	for (let at = start; at < length; at++) {
		const byte = bytes[at];
		if (byte === QUOTE) at = stringEnd(bytes, at);
		else if (isOpening(byte)) {
			if (++open > most) return { end: at, isTooDeep: true };
		} else if ((byte === CLOSE_OBJECT || byte === CLOSE) && --open === 0)
			return { end: at + 1, isTooDeep: false };
	}
	return { end: length + 1, isTooDeep: false };
}

/** The offset of the quote that ends a string; the number of bytes if none does. */
function stringEnd(bytes: Uint8Array, open: number): number {
	const { length } = bytes;
	let at = open + 1;
	for (; at < length; at++) {
		const byte = bytes[at];
		if (byte === QUOTE) break;
		if (byte === BACKSLASH) at++;
	}
	return at;
}
