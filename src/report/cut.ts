/** The beginning of a text, so many characters at most; no pair of surrogates is cut in two. */
export function cut(text: string, longest: number): string {
	const start = text.slice(0, longest);
	const isHalf = longest < text.length && /[\ud800-\udbff]$/.test(start);
	return isHalf ? start.slice(0, -1) : start;
}

/** A text that is cut where it is too long, and says so. */
export function shortened(text: string, longest: number): string {
	return text.length <= longest ? text : `${cut(text, longest)}…`;
}
