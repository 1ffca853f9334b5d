import { Undecidable } from "./outcome.js";

const COMPILED = new Map<string, RegExp>();
const MAX_COMPILED = 5_000;

// A repeated group: only then can a backtracking match take much longer than the text.
const REPEATED_GROUP = /\)[*+{]/;
const QUANTIFIED = /[*+}]/g;
const SAFE_LENGTH = 24;

/** Whether the text matches the pattern as JSON Schema means it: anywhere, with the u flag. */
export function matches(source: string, text: string): boolean {
	if (text.length > SAFE_LENGTH && mayExplode(source, text)) throw new Undecidable("pattern");
	return compiled(source).test(text);
}

/** Whether a backtracking matcher might take long over the pattern and the text. */
export function mayExplode(source: string, text: string): boolean {
	if (text.length <= SAFE_LENGTH) return false;
	if (REPEATED_GROUP.test(source)) return true;
	return (source.match(QUANTIFIED)?.length ?? 0) > 3 && text.length > 200;
}

/** The length of a string as JSON Schema counts it: in code points. */
export function lengthOf(text: string): number {
	let length = 0;
	for (const _ of text) length++;
	return length;
}

function compiled(source: string): RegExp {
	const known = COMPILED.get(source);
	if (known !== undefined) return known;
	if (COMPILED.size >= MAX_COMPILED) COMPILED.clear();
	const made = new RegExp(source, "u");
	COMPILED.set(source, made);
	return made;
}
