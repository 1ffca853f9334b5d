import { createReadStream, fstatSync } from "node:fs";
import { writeError } from "../errors/index.js";
import type { Input, Sink } from "../records/index.js";
import { type OutputOptions, printable, printableOutput } from "../text/index.js";

/** Writes to standard output; fails with a BulkError if that is full or gone. */
export const stdout: Sink & { print(text: string, options?: OutputOptions): Promise<void> } = {
	write(bytes) {
		return new Promise((resolve, reject) => {
			process.stdout.write(bytes, (error) => (error ? reject(writeError("stdout", error)) : resolve()));
		});
	},
	/** Prints a text, in which nothing that a stranger wrote is obeyed; records are data and go by `write`. */
	print: (text, options) => stdout.write(Buffer.from(printableOutput(text, options))),
};

/** Says something on standard error; nobody listening there is no reason to stop. */
export function say(text: string): void {
	process.stderr.write(printableOutput(text));
}

/** Puts a line in the place of the last one on a terminal; an empty one takes it away. */
export function redraw(line: string): void {
	process.stderr.write(`\r\u001b[2K${printable(line)}`);
}

/** Failed writes come back to the writer; without a listener they would also end the process. */
export function quietStreams(): void {
	process.stdout.on("error", () => {});
	process.stderr.on("error", () => {});
}

/** Standard input in chunks, and what file it comes from, if it comes from one. */
export function stdin(): Pick<Input, "chunks" | "stat"> {
	const stat = fstatSync(0);
	if (!stat.isFile()) return { chunks: process.stdin };
	// From a file, bigger chunks are faster; a pipe gives what it has.
	return { chunks: createReadStream("", { fd: 0, autoClose: false, highWaterMark: 1 << 18 }), stat };
}
