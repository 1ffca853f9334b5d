import { BulkError } from "../../errors/index.js";
import { RunCounts } from "../counts/run-counts.js";
import type { Form } from "../framing/form.js";
import { orAborted } from "./abort.js";
import { type Block, type BlockOptions, type ConvertedBlock, convertBlock, recordsOf } from "./block.js";
import type { Blocks, InputPlace } from "./blocks.js";
import type { Sink } from "./output.js";
import { takeBack } from "./owned.js";
import { type RunPosition, START } from "./position.js";
import type { RunOptions, RunResult } from "./run-options.js";
import { rejectLines, rejectOf, residueLines } from "./side-lines.js";
import { SinkWriter } from "./writer.js";

/**
 * Converts all records of the inputs, in order, with flat memory: more is read when what was read is written. Never
 * fails for a record; fails with a BulkError if an input can't be read or an output can't be written.
 */
export async function run(inputs: AsyncIterable<Blocks>, options: RunOptions): Promise<RunResult> {
	const loop = new Loop(options);
	await loop.pass(inputs);
	await loop.close();
	return loop;
}

/** A block on its way through the run. */
interface Entered {
	readonly input: Entrance;
	readonly block: Block;
	readonly converting?: Promise<ConvertedBlock> | undefined;
	/** What became of it, if it is known. */
	converted?: ConvertedBlock;
}

/** An input that blocks come from. */
interface Entrance {
	readonly index: number;
	readonly name: string;
	readonly options: BlockOptions;
	/** Where the run stands in it. */
	place: InputPlace;
}

class Loop implements RunResult {
	readonly tally = new RunCounts();
	end: RunResult["end"] = "complete";
	unmatched = false;
	position: RunPosition;
	readonly #options: RunOptions;
	readonly #spares: ArrayBuffer[] = [];
	readonly #output: SinkWriter | undefined;
	readonly #residue: SinkWriter | undefined;
	readonly #rejects: SinkWriter | undefined;
	/** Blocks that are being converted, in order. */
	readonly #entered: Entered[] = [];
	#form: Form | undefined;

	constructor(options: RunOptions) {
		const { output, residue, rejects, resumed, signal } = options;
		this.#options = options;
		this.position = resumed?.position ?? START;
		this.#form = this.position.form;
		if (resumed) this.tally.merge(resumed.tally);
		const writer = (sink: Sink | undefined) => sink && new SinkWriter(sink, this.#spares, signal);
		this.#output = writer(output);
		this.#residue = writer(residue);
		this.#rejects = writer(rejects);
	}

	/** Passes all blocks, until the run ends. */
	async pass(inputs: AsyncIterable<Blocks>): Promise<void> {
		let index = this.position.input;
		for await (const input of inputs) {
			await this.#passInput(this.#begin(input, index++), input.blocks[Symbol.asyncIterator]());
			if (this.end !== "complete") return;
		}
		while (this.#entered.length > 0 && this.end === "complete") await this.#leave();
	}

	/** Closes the frame, and waits until all is written. */
	async close(): Promise<void> {
		if (this.end === "stopped") return;
		if (this.#form === "array" && this.end === "complete") {
			await put(this.#output, bytesOf(this.tally.written === 0 ? "[]\n" : "\n]\n"));
		}
		for (const writer of [this.#output, this.#residue, this.#rejects]) await writer?.settle();
		if (this.#options.signal?.aborted) this.end = "stopped";
		if (this.end !== "complete") return;
		this.unmatched = (await this.#options.kept?.goesOn(this.#read)) ?? false;
	}

	/** How many records have passed that aren't blank. */
	get #read(): number {
		return this.tally.records - this.tally.blank;
	}

	async #passInput(input: Entrance, blocks: AsyncIterator<Block>): Promise<void> {
		const { signal } = this.#options;
		for (;;) {
			const next = await orAborted(blocks.next(), signal);
			if (next === undefined) {
				this.end = "stopped";
				// The input is closed when what it waits for has come; nobody waits, as a pipe may never give anything.
				blocks.return?.().catch(() => {});
				return;
			}
			if (next.done) return;
			await this.#enter(input, next.value);
			if (this.end === "complete") continue;
			await blocks.return?.();
			return;
		}
	}

	#begin({ name, form, redrive, from }: Blocks, index: number): Entrance {
		if (this.#form !== undefined && (form === "array") !== (this.#form === "array")) {
			const forms = `${name} is ${NAMES[form]}, what came before is ${NAMES[this.#form]}`;
			throw new BulkError("mixed-forms", `${forms}: convert them one by one`);
		}
		this.#form ??= form;
		const { residue, digest } = this.#options;
		const options = { ...this.#options, form, redrive, digest, keep: residue !== undefined };
		return { index, name, options, place: from ?? { form, redrive, bytes: 0, records: 0 } };
	}

	/** Hands a block to another thread that has time for it, or converts it, and hands on what is done. */
	async #enter(input: Entrance, block: Block): Promise<void> {
		const { workers } = this.#options;
		// Who wants lines to stay in their places runs many processes, not threads.
		const others = input.options.inlineRejects ? undefined : workers;
		const converting = others?.convert(block, input.options, this.#spares);
		if (converting) this.#entered.push(underWay(input, block, converting));
		else this.#entered.push({ input, block, converted: await this.#convert(input, block) });
		while (this.#isDue && this.end === "complete") await this.#leave();
	}

	async #convert({ options }: Entrance, block: Block): Promise<ConvertedBlock> {
		const { maxBytes, kept } = this.#options;
		const surroundings = { maxRejects: this.#rejectsLeft, spares: this.#spares };
		const records = recordsOf(block, maxBytes);
		if (!kept) return convertBlock(block.size, records, options, surroundings);
		// What was kept is read in step with the records: no other thread has a block.
		const all = [...records].flat();
		const read = this.#read;
		await kept.prepare(read + all.length);
		const take = (record: number) => kept.take(read + record);
		return convertBlock(block.size, [all], options, { ...surroundings, kept: take });
	}

	/** Whether the first block that was entered is done, or has to be waited for. */
	get #isDue(): boolean {
		const [first] = this.#entered;
		return first?.converted !== undefined || this.#entered.length > (this.#options.workers?.room ?? 0);
	}

	/** Takes the first block back that was entered, when it is converted. */
	async #leave(): Promise<void> {
		const first = this.#entered.shift();
		if (!first) return;
		const { converting } = first;
		const done = first.converted ?? (converting && (await orAborted(converting, this.#options.signal)));
		if (done) await this.#write(first.input, first.block, done);
		else this.end = "stopped";
	}

	/** Hands on what became of the next block in order, and counts it. */
	async #write(input: Entrance, block: Block, given: ConvertedBlock): Promise<void> {
		const converted = given.tally.rejected > this.#rejectsLeft ? this.#cutShort(input, block, given) : given;
		const { output, residue, tally } = converted;
		const rejects = converted.rejects.map((rejected) => rejectOf(rejected, input, block));
		if (input.options.form === "array" && this.tally.written === 0)
			output.set(FIRST.subarray(0, output.length));
		const handedOn =
			(await put(this.#output, output)) &&
			(await put(this.#residue, residue && residueLines(residue, this.tally.written, this.#spares))) &&
			(await put(this.#rejects, this.#rejects && rejectLines(rejects, this.#spares)));
		if (!handedOn) {
			this.end = "stopped";
			return;
		}
		this.tally.merge(tally);
		for (const reject of rejects) this.tally.reasons.add(reject);
		this.#advance(input, converted);
		const { onReject } = this.#options;
		// Whoever is told may keep it; the memory of the block is used again.
		if (onReject) for (const reject of rejects) onReject({ ...reject, bytes: new Uint8Array(reject.bytes) });
		takeBack(given.lines ?? block.lines ?? [], given.lines !== undefined);
		if (this.#rejectsLeft < 0) this.end = "given-up";
		this.#options.onProgress?.(this.tally);
		this.#options.onBlock?.(this);
	}

	/** How many more rejects there may be. */
	get #rejectsLeft(): number {
		return (this.#options.maxRejects ?? Number.POSITIVE_INFINITY) - this.tally.rejected;
	}

	/** The block again, up to the reject that is one too many. */
	#cutShort({ options }: Entrance, block: Block, { lines }: ConvertedBlock): ConvertedBlock {
		const records = recordsOf(lines ? { ...block, lines } : block, options.maxBytes);
		return convertBlock(block.size, records, options, { maxRejects: this.#rejectsLeft });
	}

	#advance(input: Entrance, { tally, size }: ConvertedBlock): void {
		const { place, index } = input;
		input.place = { ...place, bytes: place.bytes + size, records: place.records + tally.records };
		this.position = { form: this.#form, input: index, place: input.place };
	}
}

function underWay(input: Entrance, block: Block, converting: Promise<ConvertedBlock>): Entered {
	const entered: Entered = { input, block, converting };
	const done = (converted: ConvertedBlock) => {
		entered.converted = converted;
	};
	// Its failure is met when its turn comes.
	converting.then(done, () => {});
	return entered;
}

const FIRST = Buffer.from("[\n");

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
	return new TextEncoder().encode(text);
}

/** Hands bytes on, if there are any, and with them their memory; false if the run was told to end meanwhile. */
async function put(
	writer: SinkWriter | undefined,
	bytes: Uint8Array<ArrayBuffer> | undefined,
): Promise<boolean> {
	return !writer || !bytes || bytes.length === 0 || writer.put(bytes);
}

const NAMES: { readonly [form in Form]: string } = {
	ndjson: "NDJSON",
	array: "an array",
	document: "one document",
};
