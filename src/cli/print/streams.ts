import { createReadStream, fstatSync, writeSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { isMainThread } from "node:worker_threads";
import { cutShort, systemCode, writeError } from "../../errors/index.js";
import type { Input, Sink } from "../../records/index.js";
import { type OutputOptions, printable, printableOutput } from "../../text/index.js";

/** Writes to standard output; fails with a BulkError if that is full or gone. */
export const stdout: Sink & { print(text: string, options?: OutputOptions): Promise<void> } = {
	write(bytes) {
		if (!isMainThread) return writeBlocking(bytes);
		return new Promise((resolve, reject) => {
			process.stdout.write(bytes, (error) => (error ? reject(writeError("stdout", error)) : resolve()));
		});
	},
	/** Prints a text, in which nothing that a stranger wrote is obeyed; records are data and go by `write`. */
	print: (text, options) => stdout.write(Buffer.from(printableOutput(text, options))),
};

/** A thread's own stream would go through the main one, and never hear that the reader is gone. */
async function writeBlocking(bytes: Uint8Array): Promise<void> {
	for (let written = 0; written < bytes.length; ) {
		try {
			written += writeSync(1, bytes, written);
		} catch (error) {
			if (systemCode(error) !== "EAGAIN") throw writeError("stdout", error);
			await setTimeout(1);
		}
	}
}

/** Says something on standard error; nobody listening there is no reason to stop. */
export function say(text: string): void {
	tell(printableOutput(text));
}

/** Puts a line in the place of the last one on a terminal; an empty one takes it away. */
export function redraw(line: string): void {
	tell(`\r\u001b[2K${printable(line)}`);
}

function tell(text: string): void {
	if (isMainThread) process.stderr.write(text);
	else
		try {
			writeSync(2, text);
		} catch {
			// Nobody listens.
		}
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
	return { chunks: fileChunks(stat.size), stat };
}

/** A file as standard input: wherever the shell has left off reading it, what was cut off meanwhile must not pass for its end. */
async function* fileChunks(size: number): AsyncGenerator<Uint8Array, void, undefined> {
	// Bigger chunks are faster; a pipe gives what it has.
	yield* createReadStream("", { fd: 0, autoClose: false, highWaterMark: 1 << 18 });
	if (fstatSync(0).size < size) throw cutShort("stdin");
}
