import { printable } from "../../text/index.js";
import type { FindingLevel } from "../renderer.js";

/** Where an annotation stands. */
interface Place {
	readonly file: string;
	readonly line?: number | undefined;
	readonly column?: number | undefined;
}

const COMMANDS: { readonly [level in FindingLevel]: string } = {
	error: "error",
	warning: "warning",
	info: "notice",
};

/** The command of GitHub Actions that annotates a place, or the whole run, with lines that are printable. */
export function annotation(
	level: FindingLevel,
	title: string,
	{ file, line, column }: Partial<Place>,
	lines: readonly string[],
): string {
	const properties = Object.entries({ file, line, col: column, title: `upshape: ${title}` }).flatMap(
		([name, value]) => (value === undefined ? [] : [`${name}=${property(printable(String(value)))}`]),
	);
	return `::${COMMANDS[level]} ${properties.join(",")}::${data(lines.join("\n"))}\n`;
}

// As the runner reads it back: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
function data(text: string): string {
	return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
	return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
