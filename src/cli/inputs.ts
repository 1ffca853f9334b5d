import { readSync } from "node:fs";
import { access, constants, open } from "node:fs/promises";
import { promisify } from "node:util";
import { type Form, type Input, openRecords, type Records, readError } from "../bulk/index.js";
import type { Arguments } from "./arguments.js";
import type { Flags } from "./command.js";
import { stdin } from "./streams.js";
import { UsageError } from "./usage-error.js";

const CHUNK = 1 << 20;

const FORMS: readonly Form[] = ["ndjson", "array", "document"];

/** The flags of every command that reads records. */
export const INPUT_FLAGS: Flags = {
	input: { value: "FORM", about: "ndjson, array or document; found by name and content if not given" },
	"max-bytes": { value: "N", about: "the longest record that is read, such as 512k; 16M if not given" },
	"max-depth": { value: "N", about: "the deepest nesting that is read; 1000 if not given" },
};

/** The inputs of a call, opened one after the other. */
export class Inputs implements AsyncIterable<Records> {
	readonly names: readonly string[];
	/** What the user should know about inputs that aren't what they are taken for. */
	readonly hints: string[] = [];
	readonly #form: Form | undefined;
	readonly #maxBytes: number;

	constructor(args: Arguments, maxBytes: number) {
		if (args.files.length === 0 && process.stdin.isTTY) {
			throw new UsageError("there is no input: name files or pipe records in; - reads from the terminal");
		}
		this.names = args.files.length === 0 ? ["-"] : args.files;
		this.#form = args.oneOf("input", FORMS);
		this.#maxBytes = maxBytes;
	}

	/** Looks for all of them, before the first one is read. */
	async check(): Promise<void> {
		for (const name of this.names) {
			if (name === "-") continue;
			await access(name, constants.R_OK).catch((error: unknown) => {
				throw readError(name, error);
			});
		}
	}

	async *[Symbol.asyncIterator](): AsyncGenerator<Records> {
		for (const name of this.names) {
			const records = await openRecords(inputOf(name), { form: this.#form, maxBytes: this.#maxBytes });
			if (records.looksLike) {
				this.hints.push(
					`${records.name} looks like ${LOOKS[records.looksLike]}: try --input ${records.looksLike}`,
				);
			}
			yield records;
		}
	}
}

const LOOKS: { readonly [form in Form]: string } = {
	ndjson: "one record a line",
	array: "a JSON array",
	document: "one document over several lines",
};

/** A file, or standard input by the name "-". */
export function inputOf(name: string): Input {
	if (name === "-") return { name: "stdin", chunks: stdin() };
	return { name, chunks: chunksOfFile(name) };
}

/**
 * A file's bytes, a megabyte at a time, with no more than one chunk in memory. What is in a file is read at once,
 * which is cheaper than asking a thread for it; a pipe may keep its reader waiting, and signals must get through.
 */
async function* chunksOfFile(name: string): AsyncGenerator<Uint8Array> {
	const file = await open(name);
	try {
		const atOnce = (await file.stat()).isFile();
		for (;;) {
			const chunk = Buffer.allocUnsafeSlow(CHUNK);
			const length = atOnce ? readSync(file.fd, chunk) : (await file.read(chunk)).bytesRead;
			if (length === 0) return;
			await breath();
			yield chunk.subarray(0, length);
		}
	} finally {
		await file.close();
	}
}

/** Lets signals and finished writes in. */
const breath = promisify(setImmediate);
