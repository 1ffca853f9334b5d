import { stringEnd } from "../../json/index.js";

type Range = readonly [start: number, end: number];

/**
 * A JSON text with spaces in place of its comments and trailing commas, so that all else stands where it stood;
 * undefined if it has none.
 */
export function withoutComments(text: string): string | undefined {
	const ranges = extraRanges(text);
	if (ranges.length === 0) return undefined;
	const parts: string[] = [];
	let from = 0;
	for (const [start, end] of ranges.sort(([a], [b]) => a - b)) {
		parts.push(text.slice(from, start), text.slice(start, end).replace(/[^\n\r]/g, " "));
		from = end;
	}
	return parts.join("") + text.slice(from);
}

/** Where comments and trailing commas stand. */
function extraRanges(text: string): Range[] {
	const ranges: Range[] = [];
	/** Where the last token stands, if it is a comma after a value. */
	let comma: number | undefined;
	let before = "[";
	let end = 0;
	for (let at = 0; at < text.length; at = end) {
		const char = text[at] ?? "";
		end = tokenEnd(text, at);
		if (isComment(text, at)) ranges.push([at, end]);
		else if (!/\s/.test(char)) {
			if ((char === "}" || char === "]") && comma !== undefined) ranges.push([comma, comma + 1]);
			comma = char === "," && !"{[,:".includes(before) ? at : undefined;
			before = char;
		}
	}
	return ranges;
}

function isComment(text: string, at: number): boolean {
	return text[at] === "/" && (text[at + 1] === "/" || text[at + 1] === "*");
}

function tokenEnd(text: string, at: number): number {
	// A string or comment without an end takes the rest.
	if (text[at] === '"') return stringEnd(text, at) || text.length;
	if (!isComment(text, at)) return at + 1;
	const isLine = text[at + 1] === "/";
	const end = text.indexOf(isLine ? "\n" : "*/", at + 2);
	if (end < 0) return text.length;
	return isLine ? end : end + 2;
}
