import { access, constants } from "node:fs/promises";
import { nodeDisk } from "../disk/index.js";
import { readError } from "../errors/index.js";
import { fileInput, type Source } from "../files/index.js";
import { type Form, type Input, openRecords, type Records } from "../records/index.js";
import type { Arguments } from "./arguments.js";
import type { Flags } from "./command.js";
import { stdin } from "./streams.js";
import { UsageError } from "./usage-error.js";

const FORMS: readonly Form[] = ["ndjson", "array", "document"];

/** The flags of every command that reads records. */
export const INPUT_FLAGS: Flags = {
	input: { value: "FORM", about: "ndjson, array or document; found by name and content if not given" },
	"max-bytes": { value: "N", about: "the longest record that is read, such as 512k; 16M if not given" },
	"max-depth": { value: "N", about: "the deepest nesting that is read; 1000 if not given" },
};

/** The inputs of a call that converts: files by their paths, and standard input. */
export class Sources {
	readonly all: readonly Source[];
	readonly form: Form | "rejects" | undefined;
	readonly #names: readonly string[];

	constructor(args: Arguments) {
		this.#names = namesOf(args);
		this.all = this.#names.map((name) => (name === "-" ? inputOf(name) : name));
		this.form = args.oneOf("input", [...FORMS, "rejects"]);
	}

	/** Looks for all of them, before the first one is read. */
	check(): Promise<void> {
		return checkAll(this.#names);
	}
}

/** The inputs of a call that only looks, opened one after the other. */
export class Inputs implements AsyncIterable<Records> {
	/** What the user should know about inputs that aren't what they are taken for. */
	readonly hints: string[] = [];
	readonly #names: readonly string[];
	readonly #form: Form | undefined;
	readonly #maxBytes: number;

	constructor(args: Arguments, maxBytes: number) {
		this.#names = namesOf(args);
		this.#form = args.oneOf("input", FORMS);
		this.#maxBytes = maxBytes;
	}

	/** Looks for all of them, before the first one is read. */
	check(): Promise<void> {
		return checkAll(this.#names);
	}

	async *[Symbol.asyncIterator](): AsyncGenerator<Records> {
		for (const name of this.#names) {
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

/** What a person calls each form. */
export const LOOKS: { readonly [form in Form]: string } = {
	ndjson: "one record a line",
	array: "a JSON array",
	document: "one document over several lines",
};

/** A file, or standard input by the name "-". */
function inputOf(name: string): Input {
	return name === "-" ? { name: "stdin", ...stdin() } : fileInput(nodeDisk, name);
}

function namesOf({ files }: Arguments): readonly string[] {
	if (files.length === 0 && process.stdin.isTTY) {
		throw new UsageError("there is no input: name files or pipe records in; - reads from the terminal");
	}
	return files.length === 0 ? ["-"] : files;
}

async function checkAll(names: readonly string[]): Promise<void> {
	for (const name of names) {
		if (name === "-") continue;
		await access(name, constants.R_OK).catch((error: unknown) => {
			throw readError(name, error);
		});
	}
}
