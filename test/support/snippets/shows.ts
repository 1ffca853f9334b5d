/** Whether what is shown is what was printed: `...` on a line of its own stands for any lines, and times vary. */
export function shows(shown: string, printed: string): boolean {
	return matches(linesOf(shown), linesOf(printed));
}

function matches([first, ...rest]: readonly string[], printed: readonly string[]): boolean {
	if (first === undefined) return printed.length === 0;
	if (first.trim() !== "...") return first === printed[0] && matches(rest, printed.slice(1));
	return matches(rest, printed) || (printed.length > 0 && matches([first, ...rest], printed.slice(1)));
}

function linesOf(text: string): readonly string[] {
	const timeless = text.replace(/\d+(?:\.\d+)? (m?s)\b/g, "N $1");
	return timeless.trimEnd().split("\n");
}
