/** A place in a text: line and column count from 1, columns in UTF-16 code units; only LF ends a line. */
export interface Position {
	readonly line: number;
	readonly column: number;
}

/** The position of an offset, as a ReadIssue has it: in bytes of a Uint8Array, in UTF-16 code units of a string. */
export function positionAt(input: Uint8Array | string, offset: number): Position {
	const before =
		typeof input === "string" ? input.slice(0, offset) : new TextDecoder().decode(input.subarray(0, offset));
	return new LineStarts(before).position(before.length);
}

/** Where the lines of a text begin. */
export class LineStarts {
	readonly #starts: number[];

	constructor(text: string) {
		this.#starts = [text.charCodeAt(0) === 0xfeff ? 1 : 0];
		for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.#starts.push(at + 1);
	}

	position(offset: number): Position {
		let line = 0;
		for (let beyond = this.#starts.length; beyond - line > 1; ) {
			const middle = (line + beyond) >> 1;
			if ((this.#starts[middle] ?? 0) <= offset) line = middle;
			else beyond = middle;
		}
		return { line: line + 1, column: Math.max(offset - (this.#starts[line] ?? 0), 0) + 1 };
	}
}
