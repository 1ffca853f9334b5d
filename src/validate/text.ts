import { matchesIn } from "./pattern/index.js";
import { Undecidable } from "./undecidable.js";

/** Whether the text matches the pattern as JSON Schema means it, anywhere; throws Undecidable for opaque patterns. */
export function matches(source: string, text: string): boolean {
	const does = matchesIn(source, text);
	if (does === undefined) throw new Undecidable("pattern");
	return does;
}

/** The length of a string as JSON Schema counts it: in code points. */
export function lengthOf(text: string): number {
	let length = text.length;
	for (let at = 1; at < text.length; at++) {
		if (isLow(text.charCodeAt(at)) && isHigh(text.charCodeAt(at - 1))) length--;
	}
	return length;
}

function isHigh(unit: number): boolean {
	return (unit & 0xfc00) === 0xd800;
}

function isLow(unit: number): boolean {
	return (unit & 0xfc00) === 0xdc00;
}
