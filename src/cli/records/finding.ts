import { kindOfReject, type Reason } from "../../records/index.js";
import { countText, plural, printable, shortenMiddle } from "../../text/index.js";

/** A record that something is wrong with. */
export interface RecordFinding extends Reason {
	readonly file: string;
	readonly line: number;
}

/** The finding on one line: where, what, and where in the record; what a step threw is below. */
function findingLine({ file, line, code, instanceLocation, message, detail }: RecordFinding): string {
	const at = instanceLocation === "" ? "" : ` at ${shortenMiddle(instanceLocation, LONGEST)}`;
	const lines = detail === undefined ? [] : detail.split("\n").map((one) => `    ${printable(one)}\n`);
	return `${printable(`${file}:${line}: ${code}${at}: ${message}`)}\n${lines.join("")}`;
}

/** A pointer that is longer would fill the screen; in UTF-16 code units. */
const LONGEST = 120;

/** How many kinds of findings a person is shown. */
const SHOWN = 20;

/** The findings as lines, an example of each kind, and how many more there are. */
export function recordFindingLines(findings: readonly RecordFinding[], count: number): string[] {
	const lines: string[] = [];
	const kinds = new FindingKinds((line) => lines.push(line));
	for (const finding of findings) kinds.add(finding);
	kinds.end(count - findings.length);
	return lines;
}

/** Shows the first finding of each kind as it comes, and counts those that are like it. */
export class FindingKinds {
	readonly #show: (line: string) => void;
	readonly #kinds = new Map<string, { readonly first: RecordFinding; more: number }>();
	#others = 0;

	constructor(show: (line: string) => void) {
		this.#show = show;
	}

	add(finding: RecordFinding): void {
		const kind = kindOfReject(finding);
		const known = this.#kinds.get(kind);
		if (known !== undefined) known.more++;
		else if (this.#kinds.size >= SHOWN) this.#others++;
		else {
			this.#kinds.set(kind, { first: finding, more: 0 });
			this.#show(findingLine(finding));
		}
	}

	/** Says how many were like those shown, and how many were of other kinds, with so many that nobody has seen. */
	end(unseen = 0): void {
		for (const { first, more } of this.#kinds.values()) {
			const { file, line } = first;
			if (more > 0) this.#show(`${printable(`  ${countText(more)} more like ${file}:${line}`)}\n`);
		}
		const others = this.#others + unseen;
		if (others > 0) this.#show(`and ${plural(others, "other")}\n`);
	}
}
