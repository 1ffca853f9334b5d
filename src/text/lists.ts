import { countText } from "./numbers.js";

/** Counts by name, the greatest first: "invalid 12, stranger 1". */
export function countsText(counts: { readonly [name: string]: number }): string {
	return Object.entries(counts)
		.sort(([, a], [, b]) => b - a)
		.map(([name, count]) => `${name} ${countText(count)}`)
		.join(", ");
}

/** Things in a sentence, at most so many of them: "a, b or c". */
export function listText(texts: readonly string[], last = "or", most = 8): string {
	const shown = texts.slice(0, most);
	if (texts.length > most) shown.push(`${texts.length - most} more`);
	const end = shown.pop() ?? "";
	return shown.length === 0 ? end : `${shown.join(", ")} ${last} ${end}`;
}
