import { access, constants } from "node:fs/promises";
import { isatty } from "node:tty";
import { nodeDisk } from "../../disk/index.js";
import { readError } from "../../errors/index.js";
import { fileInput, type Source } from "../../files/index.js";
import { type Form, type Input, openRecords, type Records } from "../../records/index.js";
import type { Args, Flag } from "../args/flag.js";
import { flag } from "../args/flag.js";
import { UsageError } from "../args/usage-error.js";
import { stdin } from "../print/streams.js";
import { LIMIT_FLAGS } from "./limits.js";

/** The forms of inputs, as --input names them. */
export const FORMS: readonly Form[] = ["ndjson", "array", "document"];

/** The flags of every command that reads records. */
export const INPUT_FLAGS = {
	input: flag.oneOf("FORM", FORMS, "ndjson, array or document; found by name and content if not given"),
	...LIMIT_FLAGS,
};

/** The inputs of a call that converts: files by their paths, and standard input. */
export class Sources {
	readonly all: readonly Source[];
	readonly form: Form | "rejects" | undefined;
	readonly #names: readonly string[];

	constructor(args: Args<{ readonly input: Flag<Form | "rejects" | undefined> }>) {
		this.#names = namesOf(args);
		this.all = this.#names.map((name) => (name === "-" ? inputOf(name) : name));
		this.form = args.flags.input;
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
	readonly #stdin: () => Omit<Input, "name">;

	/** Standard input is given by whoever reads the inputs more than once. */
	constructor(
		args: Args<{ readonly input: Flag<Form | undefined> }>,
		maxBytes: number,
		openStdin: () => Omit<Input, "name"> = stdin,
	) {
		this.#names = namesOf(args);
		this.#form = args.flags.input;
		this.#maxBytes = maxBytes;
		this.#stdin = openStdin;
	}

	/** Looks for all of them, before the first one is read. */
	check(): Promise<void> {
		return checkAll(this.#names);
	}

	async *[Symbol.asyncIterator](): AsyncGenerator<Records> {
		for (const name of this.#names) {
			const input = inputOf(name, this.#stdin);
			const records = await openRecords(input, { form: this.#form, maxBytes: this.#maxBytes });
			if (records.looksLike) {
				this.hints.push(
					`${records.name} looks like ${FORM_NAMES[records.looksLike]}: try --input ${records.looksLike}`,
				);
			}
			yield records;
		}
	}
}

/** What a person calls each form. */
export const FORM_NAMES: { readonly [form in Form]: string } = {
	ndjson: "one record a line",
	array: "a JSON array",
	document: "one document over several lines",
};

/** Whether a call reads standard input. */
export const readsStdin = ({ files }: Args) => files.length === 0 || files.includes("-");

/** A file, or standard input by the name "-". */
function inputOf(name: string, openStdin: () => Omit<Input, "name"> = stdin): Input {
	return name === "-" ? { name: "stdin", ...openStdin() } : fileInput(nodeDisk, name);
}

function namesOf({ files }: Args): readonly string[] {
	if (files.length === 0 && isatty(0)) {
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
