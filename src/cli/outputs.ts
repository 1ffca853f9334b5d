import { resolve } from "node:path";
import type { Sink } from "../bulk/index.js";
import type { Arguments } from "./arguments.js";
import { type PartFile, partFile } from "./part-file.js";
import { stdout } from "./streams.js";
import { UsageError } from "./usage-error.js";

/** The flags that name files to write. */
export type OutputFlag = "output" | "residue" | "rejects" | "report";

/** The files that a run writes; each gets its name only when it is complete. */
export class Outputs {
	readonly #files: ReadonlyMap<OutputFlag, PartFile>;

	private constructor(files: ReadonlyMap<OutputFlag, PartFile>) {
		this.#files = files;
	}

	/** Opens the files that these flags name. */
	static async open(args: Arguments, flags: readonly OutputFlag[]): Promise<Outputs> {
		refuseClashes(args, flags);
		const files = new Map<OutputFlag, PartFile>();
		const outputs = new Outputs(files);
		try {
			for (const flag of flags) {
				const name = args.text(flag);
				if (name === undefined || (name === "-" && flag === "output")) continue;
				if (name === "-") throw new UsageError(`--${flag} takes a file; standard output is for the records`);
				files.set(flag, await partFile(name));
			}
		} catch (error) {
			await outputs.discard();
			throw error;
		}
		return outputs;
	}

	/** The file of a flag, if it was given. */
	file(flag: OutputFlag): PartFile | undefined {
		return this.#files.get(flag);
	}

	/** Where the records go: the file, or standard output. */
	get records(): Sink {
		return this.#files.get("output") ?? stdout;
	}

	/** Gives the files their names, but leaves no trace of those that are not whole. */
	async publish(notWhole: readonly OutputFlag[]): Promise<void> {
		for (const [flag, file] of this.#files) await (notWhole.includes(flag) ? file.discard() : file.publish());
	}

	/** Leaves no trace of any. */
	async discard(): Promise<void> {
		for (const file of this.#files.values()) await file.discard();
	}
}

/** Two outputs in one file would mix, and none but the records may replace the input. */
function refuseClashes(args: Arguments, flags: readonly OutputFlag[]): void {
	const taken = new Map<string, string>(args.files.map((name) => [resolve(name), "an input"]));
	for (const flag of flags) {
		const name = args.text(flag);
		if (name === undefined) continue;
		const by = taken.get(resolve(name));
		if (by !== undefined && !(flag === "output" && by === "an input") && !name.startsWith("/dev/")) {
			throw new UsageError(`--${flag} ${name} is also ${by}`);
		}
		taken.set(resolve(name), `--${flag}`);
	}
}
