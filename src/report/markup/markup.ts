import { printable, shorten } from "../../text/index.js";

/**
 * A text as prose of GitHub's Markdown: each character that could begin markup is an entity, which never does; nobody
 * is mentioned, and nothing is linked. What stands between backticks is code; what is too long to be read is cut.
 */
export function prose(text: string): string {
	const parts = shorten(printable(text), LONGEST).split("`");
	// Of an even number of parts the last backtick has no partner.
	if (parts.length % 2 === 0) return plain(parts.join("`"));
	return parts.map((part, index) => (index % 2 === 0 ? plain(part) : inCode(part))).join("");
}

/** Where a text is rendered, @ and # still count, unless something stands behind them. */
function plain(text: string): string {
	return entities(text).replace(/&#(?:64|35);/g, "$&<!-- -->");
}

/** A text as code, in the cell of a table too; what is too long to be read is cut. */
export function code(text: string): string {
	return inCode(shorten(printable(text), LONGEST));
}

function inCode(text: string): string {
	return text === "" ? "" : `<code>${entities(text)}</code>`;
}

const LONGEST = 400;

function entities(text: string): string {
	return text.replace(/[&<>\\`*_{}[\]()|~!:$^@#]|(?<=www)\./gi, (char) => `&#${char.charCodeAt(0)};`);
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
