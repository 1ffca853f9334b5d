import { printable } from "./printable.js";

/**
 * A text as prose of GitHub's Markdown: each character that could begin markup is an entity, which never does; nobody
 * is mentioned, and nothing is linked. What is too long to be read is cut.
 */
export function prose(text: string): string {
	return quoted(text).replace(/&#(?:64|35);/g, "$&<!-- -->"); // @ and #: where text is rendered they still count.
}

/** A text as code, in the cell of a table too; what is too long to be read is cut. */
export function code(text: string): string {
	return `<code>${quoted(text)}</code>`;
}

const LONGEST = 400;

function quoted(text: string): string {
	const shown = printable(text);
	const short = shown.length <= LONGEST ? shown : `${shown.slice(0, LONGEST)}…`;
	return short.replace(/[&<>\\`*_{}[\]()|~!:$^@#]|(?<=www)\./gi, (char) => `&#${char.charCodeAt(0)};`);
}

/** Lines in a fence that none of them can close. */
export function fence(language: string, lines: readonly string[]): string {
	const runs = lines.flatMap((line) => line.match(/`+/g) ?? []).map((run) => run.length);
	const mark = "`".repeat(Math.max(2, ...runs) + 1);
	return [`${mark}${language}`, ...lines, mark].join("\n");
}

/** A table as one block, with as many rows as its budget of characters allows, and a word on the others. */
export function table(
	header: readonly string[],
	rows: readonly (readonly string[])[],
	budget: number,
): string[] {
	if (rows.length === 0) return [];
	const lines = [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
	let length = 0;
	const shown = lines.filter((line) => {
		length += line.length + 1;
		return length <= budget;
	});
	const more = lines.length - shown.length;
	return [shown.join("\n"), ...(more > 0 ? [`and ${more} more`] : [])];
}
