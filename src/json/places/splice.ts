import type { FoundPlace } from "./find-places.js";

/** What is to stand in the place of a payload; undefined for one that stays. */
type Replacements = readonly (Uint8Array | undefined)[];

/**
 * The document with other bytes at its places, in pieces that follow each other; all around them are its own bytes, which
 * are not copied.
 */
export function splice(
	bytes: Uint8Array,
	places: readonly Pick<FoundPlace, "start" | "end">[],
	replacements: Replacements,
): readonly Uint8Array[] {
	const pieces: Uint8Array[] = [];
	let from = 0;
	for (const [i, { start, end }] of places.entries()) {
		const replacement = replacements[i];
		if (replacement === undefined) continue;
		pieces.push(bytes.subarray(from, start), replacement);
		from = end;
	}
	pieces.push(bytes.subarray(from));
	return pieces;
}
