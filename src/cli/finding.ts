import type { Reason } from "../records/index.js";
import { countText } from "./numbers.js";
import { printable } from "./printable.js";

/** A record that something is wrong with. */
export interface Finding extends Reason {
	readonly file: string;
	readonly line: number;
}

/** The finding on one line: where, what, and where in the record. */
function findingLine({ file, line, code, instanceLocation, message }: Finding): string {
	const at = instanceLocation === "" ? "" : ` at ${shortened(instanceLocation)}`;
	return `${printable(`${file}:${line}: ${code}${at}: ${message}`)}\n`;
}

const LONGEST = 120;

/** Both ends of a pointer that would fill the screen. */
function shortened(pointer: string): string {
	return pointer.length <= LONGEST
		? pointer
		: `${pointer.slice(0, LONGEST / 2)}…${pointer.slice(-LONGEST / 2)}`;
}

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
