import type { Colour, ReportOptions } from "./renderer.js";

/** A line of the text; where it is folded, the rest is indented by its head. */
export interface Line {
	/** Columns before all else. */
	readonly indent: number;
	readonly head?: string;
	/** Of the head. */
	readonly colour?: Colour;
	readonly body: string;
	/** Whether it stays one line however long it is, as JSON must. */
	readonly isWhole?: boolean;
}

type Look = Pick<ReportOptions, "width" | "paint">;

/** Lines as a text, folded to the width and coloured; each ends with a line break. */
export function printed(lines: readonly Line[], options: Look): string {
	return lines.map((line) => `${printLine(line, options)}\n`).join("");
}

function printLine({ indent, head = "", colour, body, isWhole }: Line, { width, paint }: Look): string {
	const room = isWhole || width === undefined ? Number.POSITIVE_INFINITY : width - indent - head.length;
	const [first = "", ...rest] = fold(body, Math.max(room, NARROWEST));
	const margin = " ".repeat(indent);
	const painted = colour === undefined || paint === undefined ? head : paint(colour, head);
	return [`${margin}${painted}${first}`, ...rest.map((line) => margin + " ".repeat(head.length) + line)].join(
		"\n",
	);
}

const NARROWEST = 20;

/** Folds between words; a word that is wider stays whole, so that names can be copied; none begins a line as a command of CI does. */
function fold(text: string, width: number): string[] {
	const lines: string[] = [];
	let line: string | undefined;
	for (const word of text.split(" ")) {
		if (line === undefined) line = word;
		else if (line.length + 1 + word.length <= width || word.startsWith("::")) line += ` ${word}`;
		else {
			lines.push(line);
			line = word;
		}
	}
	return [...lines, line ?? ""];
}
