const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const VALUES = new Int8Array(128).fill(-1);
for (let value = 0; value < 64; value++) VALUES[ALPHABET.charCodeAt(value)] = value;

/**
 * The bytes of a base64 text, or undefined if it isn't what an encoder writes: padded to full groups, no other
 * characters, no stray bits at the end. So no two texts have the same bytes.
 */
export function decodeBase64(text: string): Uint8Array | undefined {
	if (text.length % 4 !== 0) return undefined;
	const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
	const digits = text.length - padding;
	const bytes = new Uint8Array((text.length / 4) * 3 - padding);
	let bits = 0;
	let held = 0;
	let length = 0;
	for (let at = 0; at < digits; at++) {
		const value = VALUES[text.charCodeAt(at)] ?? -1;
		if (value < 0) return undefined;
		bits = (bits << 6) | value;
		held += 6;
		if (held < 8) continue;
		held -= 8;
		bytes[length++] = bits >> held;
		bits &= (1 << held) - 1;
	}
	return bits === 0 ? bytes : undefined;
}

/** The padded base64 of a few bytes. */
export function encodeBase64(bytes: Uint8Array): string {
	return btoa(String.fromCharCode(...bytes));
}
