/** A text that is cut where it is longer than so many UTF-16 code units, and says so by `…`. */
export function shorten(text: string, longest: number): string {
	return text.length <= longest ? text : `${cut(text, longest)}…`;
}

/** A text without its middle, where it is longer than so many UTF-16 code units: both ends tell where one is. */
export function shortenMiddle(text: string, longest: number): string {
	if (text.length <= longest) return text;
	const half = Math.floor(longest / 2);
	return `${cut(text, half)}…${cutStart(text, half)}`;
}

/** The beginning of a text, at most so many UTF-16 code units; no character or emoji that is read as one is cut in two. */
export function cut(text: string, longest: number): string {
	if (text.length <= longest) return text;
	const end = boundaryBefore(text.slice(0, longest + MARGIN), longest);
	// Nor is an escape that `printable` has made.
	return text.slice(0, end).replace(/\\(?:u[\da-f]{0,3})?$/, "");
}

/** The end of a text, in the same way. */
function cutStart(text: string, longest: number): string {
	const start = Math.max(0, text.length - longest - MARGIN);
	const tail = text.slice(start);
	const at = tail.length - longest;
	const before = boundaryBefore(tail, at);
	return before === at ? tail.slice(at) : tail.slice(boundaryAfter(tail, at));
}

/** No character that is meant to be read is longer. */
const MARGIN = 64;

let segmenter: Intl.Segmenter | undefined;

function segmentAt(text: string, at: number): Intl.SegmentData | undefined {
	segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
	return segmenter.segment(text).containing(at);
}

function boundaryBefore(text: string, at: number): number {
	const { index = at } = segmentAt(text, at) ?? {};
	// A letter under thousands of marks is cut all the same, but between code points.
	return index > at - MARGIN ? index : isLow(text, at) ? at - 1 : at;
}

function boundaryAfter(text: string, at: number): number {
	const { index, segment } = segmentAt(text, at) ?? { index: at, segment: "" };
	const end = index + segment.length;
	return end < at + MARGIN ? end : isLow(text, at) ? at + 1 : at;
}

function isLow(text: string, at: number): boolean {
	return (text.charCodeAt(at) & 0xfc00) === 0xdc00;
}
