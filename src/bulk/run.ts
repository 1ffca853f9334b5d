import { convertRecord, type RecordOptions } from "./convert.js";
import { BulkError } from "./error.js";
import type { Form } from "./form.js";
import { type KeptReader, keptLine } from "./kept.js";
import { Output, type Sink } from "./output.js";
import type { RawRecord } from "./record.js";
import type { Batch, Records } from "./records.js";
import { type Reject, rejectLine } from "./reject.js";
import { Tally } from "./tally.js";

/** What a run does with its records, and where everything goes. */
export interface RunOptions extends Omit<RecordOptions, "keep"> {
	/** Where the converted records go, in the form of the input; without it the run only counts. */
	readonly output?: Sink | undefined;
	/** Where the residue goes, as NDJSON, a line for each record that was converted. */
	readonly residue?: Sink | undefined;
	/** What an upgrade kept, for the way back. */
	readonly kept?: KeptReader | undefined;
	readonly rejects?: Sink | undefined;
	readonly onReject?: ((reject: Reject) => void) | undefined;
	/** The run ends early when there are more rejects than this. */
	readonly maxRejects?: number | undefined;
	/** Called behind every chunk of input. */
	readonly onProgress?: ((tally: Tally) => void) | undefined;
}

/** What a run came to. */
export interface RunResult {
	readonly tally: Tally;
	/** Whether the run ended early, for too many rejects; its output is not whole then. */
	readonly stopped: boolean;
	/** Whether the residue file goes on behind the last record, so that it may be that of another output. */
	readonly unmatched: boolean;
}

/**
 * Converts all records of the inputs, in order, with flat memory: the next chunk is read when this one's records
 * are written. Never fails for a record; fails with a BulkError if an input can't be read.
 */
export async function run(inputs: AsyncIterable<Records>, options: RunOptions): Promise<RunResult> {
	const loop = new Loop(options);
	await passAll(inputs, loop);
	await loop.end();
	return loop;
}

async function passAll(inputs: AsyncIterable<Records>, loop: Loop): Promise<void> {
	for await (const input of inputs) {
		loop.begin(input);
		for await (const batch of input.batches) {
			await loop.pass(batch, input.name);
			if (loop.stopped) return;
		}
	}
}

class Loop implements RunResult {
	readonly tally = new Tally();
	stopped = false;
	unmatched = false;
	readonly #options: RunOptions & RecordOptions;
	readonly #residue: Output | undefined;
	readonly #rejects: Output | undefined;
	#output: Output | undefined;
	#form: Form | undefined;

	constructor(options: RunOptions) {
		this.#options = { ...options, keep: options.residue !== undefined };
		this.#residue = options.residue && new Output(options.residue, "ndjson");
		this.#rejects = options.rejects && new Output(options.rejects, "ndjson");
	}

	begin({ name, form }: Records): void {
		const { output } = this.#options;
		if (this.#form === undefined) this.#output = output && new Output(output, form);
		else if ((form === "array") !== (this.#form === "array")) {
			const forms = `${name} is ${NAMES[form]}, what came before is ${NAMES[this.#form]}`;
			throw new BulkError("mixed-forms", `${forms}: convert them one by one`);
		}
		this.#form = form;
	}

	async pass({ records, bytes }: Batch, file: string): Promise<void> {
		const { kept, maxRejects = Number.POSITIVE_INFINITY, onProgress } = this.#options;
		this.tally.bytes += bytes;
		await kept?.prepare(this.#read + records.length);
		for (const record of records) {
			this.#take(record, file);
			this.stopped = this.tally.rejected > maxRejects;
			if (this.stopped) break;
		}
		await this.#output?.flush();
		await this.#residue?.flush();
		await this.#rejects?.flush();
		onProgress?.(this.tally);
	}

	async end(): Promise<void> {
		await this.#output?.end();
		await this.#residue?.end();
		await this.#rejects?.end();
		if (this.stopped) return;
		this.unmatched = (await this.#options.kept?.goesOn(this.#read)) ?? false;
	}

	/** How many records have passed that aren't blank. */
	get #read(): number {
		return this.tally.records - this.tally.blank;
	}

	#take(record: RawRecord, file: string): void {
		const kept = this.#options.kept?.take(this.#read + 1);
		const outcome = convertRecord(record, kept, this.#options);
		this.tally.add(outcome);
		if (outcome.status === "rejected") this.#reject({ file, ...record, ...outcome.reason });
		if (outcome.status === "current") this.#output?.add(record.bytes);
		if (outcome.status !== "converted") return;
		this.#output?.add(outcome.text);
		if (outcome.kept !== undefined) this.#residue?.add(keptLine(this.tally.written, outcome.kept));
	}

	#reject(reject: Reject): void {
		this.#rejects?.add(rejectLine(reject));
		this.#options.onReject?.(reject);
	}
}

const NAMES: { readonly [form in Form]: string } = {
	ndjson: "NDJSON",
	array: "an array",
	document: "one document",
};
