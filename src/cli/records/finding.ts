import type { Reason } from "../../records/index.js";
import { countText, printable, shortenMiddle } from "../../text/index.js";

/** A record that something is wrong with. */
export interface Finding extends Reason {
	readonly file: string;
	readonly line: number;
}

/** The finding on one line: where, what, and where in the record. */
function findingLine({ file, line, code, instanceLocation, message }: Finding): string {
	const at = instanceLocation === "" ? "" : ` at ${shortenMiddle(instanceLocation, LONGEST)}`;
	return `${printable(`${file}:${line}: ${code}${at}: ${message}`)}\n`;
}

/** A pointer that is longer would fill the screen; in UTF-16 code units. */
const LONGEST = 120;

/** How many findings a person is shown. */
const SHOWN = 20;

/** The first of the findings as lines, and how many more there are. */
export function findingLines(findings: readonly Finding[], count: number): string[] {
	return [...findings.slice(0, SHOWN).map(findingLine), ...more(count)];
}

/** Shows the first findings as they come, and counts the others. */
export class FirstFindings {
	readonly #show: (line: string) => void;
	#count = 0;

	constructor(show: (line: string) => void) {
		this.#show = show;
	}

	add(finding: Finding): void {
		this.#count++;
		if (this.#count <= SHOWN) this.#show(findingLine(finding));
	}

	/** Says how many were not shown. */
	end(): void {
		for (const line of more(this.#count)) this.#show(line);
	}
}

function more(count: number): string[] {
	return count > SHOWN ? [`and ${countText(count - SHOWN)} more\n`] : [];
}
