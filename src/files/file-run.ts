import { dirname } from "node:path";
import type { Disk, OutputTarget } from "../disk/index.js";
import { BulkError, type BulkErrorCode } from "../errors/index.js";
import type { EnvelopeCodec } from "../lineage/index.js";
import {
	type Blocks,
	type Convert,
	type Form,
	openRecords,
	ResidueReader,
	RunCounts,
	type RunOptions,
	type RunResult,
	reportOf,
	run,
	START,
	WorkerPool,
	wrappingOf,
} from "../records/index.js";
import { blocksOfSources, fileInput } from "./inputs.js";
import { makeDurable, PartFile, publish } from "./part.js";
import { type ConversionOptions, FILES, type FileName, type FilePlan } from "./plan.js";
import type { FileResult } from "./result.js";
import { loadCheckpoint, removeCheckpoint } from "./resume/checkpoint.js";
import type { Checkpoint } from "./resume/checkpoint-shape.js";
import { Checkpoints } from "./resume/checkpoints.js";
import { clear, findCheckpoint, refuseChanges } from "./resume/interrupted.js";

/** What a run does to each record. */
export interface FileJob {
	readonly command: "upgrade" | "downgrade";
	readonly convert: Convert;
	/** The quick way for records that `convert` would pass as they stand. */
	readonly lane?: RunOptions["lane"];
	/** What `convert` was made with. */
	readonly conversion: object;
	readonly to: string | undefined;
	readonly rewrap?: EnvelopeCodec | undefined;
}

/** A run whose outputs are locked. */
export class FileRun {
	readonly #disk: Disk;
	readonly #plan: FilePlan;
	readonly #job: FileJob;
	readonly #options: ConversionOptions;
	readonly #parts = new Map<FileName, PartFile>();
	readonly #mistaken: { name: string; looksLike: Form }[] = [];
	readonly #redriven: string[] = [];
	readonly #began = performance.now();

	constructor(disk: Disk, plan: FilePlan, job: FileJob, options: ConversionOptions) {
		this.#disk = disk;
		this.#plan = plan;
		this.#job = job;
		this.#options = options;
	}

	async run(): Promise<FileResult> {
		const { anchor } = this.#plan;
		const { onBegin, resume } = this.#options;
		const found = anchor && (await findCheckpoint(this.#disk, anchor, resume === true));
		if (found && resume) {
			if (!found.isWhole) refuseChanges(anchor, found, await this.#plan.identity());
			onBegin?.("resumed");
			return found.isWhole ? this.#finish(anchor, found) : this.#convert(found);
		}
		if (found && anchor) await clear(this.#disk, anchor, found);
		onBegin?.(found ? "anew" : "fresh");
		return this.#convert(undefined);
	}

	/** Gives the files of an interrupted run their names: all else was done. */
	async #finish(
		anchor: OutputTarget,
		{ position, tally: sum, parts, seconds }: Checkpoint,
	): Promise<FileResult> {
		const tally = new RunCounts();
		tally.merge(sum);
		const targets = parts.flatMap(({ file, length }) => {
			const target = this.#plan.targets.get(file);
			return target ? [{ target, length }] : [];
		});
		await publish(this.#disk, targets);
		await removeCheckpoint(this.#disk, anchor);
		return this.#result({ tally, end: "complete", unmatched: false, position }, seconds);
	}

	async #convert(from: Checkpoint | undefined): Promise<FileResult> {
		const checkpoints = await this.#checkpointsFrom(from);
		try {
			if (!from) await checkpoints?.last({ position: START, tally: new RunCounts() });
			await this.#open(from);
			if (checkpoints) checkpoints.parts = this.#parts;
			const result = await this.#run(from, checkpoints);
			await checkpoints?.settle();
			return await this.#end(result, checkpoints);
		} catch (error) {
			await checkpoints?.settle();
			await this.#abandon(error);
			throw error;
		}
	}

	async #run(from: Checkpoint | undefined, checkpoints: Checkpoints | undefined): Promise<RunResult> {
		const workers = this.#startWorkers();
		try {
			return await run(this.#inputs(from), { ...(await this.#runOptions(from, checkpoints)), workers });
		} finally {
			await workers?.close();
		}
	}

	/** Other threads, if they are wanted and can do it: what was kept is read in step with the records, by this one. */
	#startWorkers(): WorkerPool | undefined {
		const { jobs = 1, module, maxBytes, maxDepth, debug, kept, at, wrapped, keepEnvelope } = this.#options;
		if (jobs < 2 || !module || kept !== undefined) return undefined;
		const { command, conversion } = this.#job;
		const { targets } = this.#plan;
		const [keep, digest] = [targets.has("residue"), targets.has("report")];
		const limits = { maxBytes, maxDepth, wrapping: { at, wrapped, keepEnvelope } };
		return new WorkerPool(jobs, { module, command, conversion, ...limits, keep, debug, digest });
	}

	async #checkpointsFrom(from: Checkpoint | undefined): Promise<Checkpoints | undefined> {
		const { anchor, targets } = this.#plan;
		if (!anchor) return undefined;
		const identity = from?.identity ?? (await this.#plan.identity());
		const secondsBefore = from?.seconds ?? 0;
		const everyMs = this.#options.checkpointMs ?? CHECKPOINT_MS;
		return new Checkpoints({ disk: this.#disk, anchor, identity, targets, secondsBefore, everyMs });
	}

	async #open(from: Checkpoint | undefined): Promise<void> {
		for (const [file, target] of this.#plan.targets) {
			const length = from?.parts.find((part) => part.file === file)?.length ?? 0;
			this.#parts.set(file, await PartFile.open(this.#disk, target, length));
		}
		// What a checkpoint speaks of must be there; its own folder is synced when it is saved.
		const { anchor, targets } = this.#plan;
		const folders = new Map([...targets.values()].map((target) => [dirname(target.path), target]));
		if (anchor) folders.delete(dirname(anchor.path));
		for (const target of folders.values()) if (!target.isStream) await makeDurable(this.#disk, target);
	}

	#inputs(from: Checkpoint | undefined): AsyncIterable<Blocks> {
		const { inputs, inlineRejects, maxBytes } = this.#options;
		const form = inlineRejects ? "rejects" : this.#options.form;
		return blocksOfSources(this.#disk, inputs, from?.position ?? START, {
			form,
			maxBytes,
			onInput: ({ name, looksLike, redrive }) => {
				if (looksLike) this.#mistaken.push({ name, looksLike });
				if (redrive && !inlineRejects) this.#redriven.push(name);
			},
		});
	}

	async #runOptions(from: Checkpoint | undefined, checkpoints: Checkpoints | undefined): Promise<RunOptions> {
		const { maxBytes, maxDepth, output, maxRejects, signal, onProgress, onReject } = this.#options;
		const { inlineRejects, debug, at, wrapped, keepEnvelope, envelope } = this.#options;
		const { convert, lane, rewrap } = this.#job;
		return {
			...{ maxBytes, maxDepth, ...wrappingOf({ at, wrapped, keepEnvelope, envelope, rewrap }) },
			...{ convert, lane, maxRejects, signal, onProgress, onReject },
			...{ inlineRejects, debug },
			output: typeof output === "string" ? this.#parts.get("output") : output,
			residue: this.#parts.get("residue"),
			rejects: this.#parts.get("rejects"),
			kept: await this.#keptFrom(from),
			digest: this.#plan.targets.has("report"),
			resumed: from,
			onBlock: (state) => checkpoints?.note(state),
		};
	}

	/** What an upgrade kept, from the record on that comes next. */
	async #keptFrom(from: Checkpoint | undefined): Promise<ResidueReader | undefined> {
		const { kept } = this.#options;
		if (kept === undefined) return undefined;
		const options = { form: "ndjson", maxBytes: Number.MAX_SAFE_INTEGER } as const;
		const { records = 0, blank = 0 } = from?.tally ?? {};
		return new ResidueReader(await openRecords(fileInput(this.#disk, kept), options), records - blank);
	}

	async #end(result: RunResult, checkpoints: Checkpoints | undefined): Promise<FileResult> {
		const all = this.#result(result, checkpoints?.seconds ?? (performance.now() - this.#began) / 1000);
		if (result.end === "stopped") {
			if (checkpoints) await checkpoints.last(result);
			await (checkpoints ? this.#close() : this.#discard(FILES));
			return all;
		}
		await this.#parts.get("report")?.write(Buffer.from(`${JSON.stringify(all.report, null, "\t")}\n`));
		for (const part of this.#parts.values()) await part.finish(this.#plan.access);
		if (result.end === "complete" && checkpoints) await checkpoints.whole(result);
		else for (const part of this.#parts.values()) await part.sync();
		await this.#publish(result.end === "complete" ? [] : NOT_WHOLE);
		return all;
	}

	/** Gives the files their names, but leaves no trace of those that are not whole. */
	async #publish(notWhole: readonly FileName[]): Promise<void> {
		const { anchor } = this.#plan;
		await this.#close();
		// Without what it speaks of, a checkpoint would be wrong.
		if (anchor && notWhole.length > 0) await removeCheckpoint(this.#disk, anchor);
		await this.#discard(notWhole);
		await publish(
			this.#disk,
			[...this.#parts].filter(([file]) => !notWhole.includes(file)).map(([, part]) => part),
		);
		if (anchor) await removeCheckpoint(this.#disk, anchor);
	}

	/** Leaves what a run can go on from, if the reason may pass; no trace if it can't. */
	async #abandon(reason: unknown): Promise<void> {
		const { anchor } = this.#plan;
		try {
			if (anchor && reason instanceof BulkError && MAY_PASS.includes(reason.code)) {
				reason.resumable = (await loadCheckpoint(this.#disk, anchor)) !== undefined;
				if (reason.resumable) return await this.#close();
			}
			if (anchor) await removeCheckpoint(this.#disk, anchor);
			await this.#discard(FILES);
		} catch {
			// The reason is what counts.
		}
	}

	async #discard(files: readonly FileName[]): Promise<void> {
		for (const [file, part] of this.#parts) {
			if (!files.includes(file)) continue;
			await part.close();
			await part.discard();
		}
	}

	async #close(): Promise<void> {
		for (const part of this.#parts.values()) await part.close();
	}

	#result(result: RunResult, seconds: number): FileResult {
		const { inputs, lineage, output } = this.#options;
		const { command, to } = this.#job;
		const { tally, end, unmatched, position } = result;
		const report = {
			command,
			lineage: lineage.name,
			to,
			files: inputs.map((source) => (typeof source === "string" ? source : source.name)),
			dryRun: output === undefined,
			seconds,
			...reportOf(result),
			reasons: tally.reasons.list,
			...(this.#plan.targets.has("report") && { ids: tally.sum.ids }),
		};
		const resumable = end === "stopped" && this.#plan.anchor !== undefined;
		const { mistaken, redriven } = { mistaken: this.#mistaken, redriven: this.#redriven };
		return { tally, end, unmatched, position, report, resumable, mistaken, redriven };
	}
}

const CHECKPOINT_MS = 2_000;

/** What is not whole if the run ends early. */
const NOT_WHOLE: readonly FileName[] = ["output", "residue"];

/** After these the same run may end well. */
const MAY_PASS: readonly BulkErrorCode[] = ["disk-full", "unwritable", "unreadable", "part-lost"];
