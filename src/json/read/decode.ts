const strict = /* @__PURE__ */ new TextDecoder("utf-8", { fatal: true });

/** The text of UTF-8 bytes, without one leading byte order mark; undefined if the bytes are not UTF-8. */
export function decode(bytes: Uint8Array): string | undefined {
	try {
		return strict.decode(bytes);
	} catch {
		return undefined;
	}
}

/** How many bytes UTF-8 takes for a text. */
export function byteLength(text: string): number {
	return new TextEncoder().encode(text).byteLength;
}

/** The byte offset of the first sequence that is not UTF-8, or undefined. For explaining a refusal, not for speed. */
export function firstBadByte(bytes: Uint8Array): number | undefined {
	const lossy = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
	let offset = 0;
	let from = 0;
	for (let at = lossy.indexOf("\ufffd"); at >= 0; at = lossy.indexOf("\ufffd", from)) {
		offset += byteLength(lossy.slice(from, at));
		// The text may hold a replacement character of its own, which is EF BF BD in the bytes.
		if (bytes[offset] !== 0xef || bytes[offset + 1] !== 0xbf || bytes[offset + 2] !== 0xbd) return offset;
		offset += 3;
		from = at + 1;
	}
	return undefined;
}
