import { printable, shorten } from "../../text/index.js";

const SHOWN = 8;
const WIDEST = 160;

/** The first lines in which two texts differ, in the manner of a unified diff, cut short. */
export function excerpt(there: string, wanted: string): string {
	const old = there.split("\n");
	const next = wanted.split("\n");
	let start = 0;
	while (start < old.length && start < next.length && old[start] === next[start]) start++;
	let end = 0;
	while (
		end < old.length - start &&
		end < next.length - start &&
		old[old.length - 1 - end] === next[next.length - 1 - end]
	) {
		end++;
	}
	const gone = old.slice(start, old.length - end);
	const come = next.slice(start, next.length - end);
	return [`@@ line ${start + 1} @@`, ...cut("-", gone), ...cut("+", come)].join("\n");
}

function cut(sign: string, lines: readonly string[]): string[] {
	const shown = lines.slice(0, SHOWN).map((line) => `${sign}${shorten(shownLine(line), WIDEST)}`);
	return lines.length > SHOWN ? [...shown, `${sign}... ${lines.length - SHOWN} more lines`] : shown;
}

/** What is on disk was written by anybody; the tabs of code stay. */
function shownLine(line: string): string {
	return line.split("\t").map(printable).join("\t");
}
