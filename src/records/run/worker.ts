import { parentPort, workerData } from "node:worker_threads";
import type { EnvelopeCodec } from "../../lineage/index.js";
import { type AnyLineage, downgrading, laneOf, upgrading } from "../convert/converter.js";
import { type Wrapping, wrappingOf } from "../wrapping/wrapping.js";
import { type Block, type BlockOptions, type ConvertedBlock, convertBlock, recordsOf } from "./block.js";

/** What a thread is to do with every block. */
export interface Assignment
	extends Pick<BlockOptions, "maxBytes" | "maxDepth" | "keep" | "debug" | "digest"> {
	readonly module: LineageModule;
	readonly command: "upgrade" | "downgrade";
	readonly wrapping: Wrapping;
	/** As `upgrading` and `downgrading` take them. */
	readonly conversion: object;
}

/** Where another thread finds a lineage: the URL of a module, and the names of its exports. */
export interface LineageModule {
	readonly url: string;
	readonly lineage: string;
	readonly envelope?: string | undefined;
}

/** A block for a thread; it takes the memory of lines and spares over. */
export interface Task extends Pick<BlockOptions, "form" | "redrive"> {
	readonly size: number;
	readonly lines: readonly Uint8Array<ArrayBuffer>[];
	readonly spares: ArrayBuffer[];
}

/** What came of a block, with the memory of its lines. */
export type TaskDone = ConvertedBlock;

/** The thread's own file: it loads the lineage, says so, and converts one block after the other. */
async function work(assignment: Assignment): Promise<void> {
	const options = await optionsOf(assignment);
	parentPort?.on("message", ({ size, lines, spares, form, redrive }: Task) => {
		const block: Block = { size, lines };
		const records = recordsOf(block, options.maxBytes);
		const converted = convertBlock(size, records, { ...options, form, redrive }, { spares });
		const memory = [converted.output, ...(converted.residue ? [converted.residue.text] : []), ...lines];
		const done: TaskDone = { ...converted, lines };
		parentPort?.postMessage(done, [...new Set(memory.map(({ buffer }) => buffer))]);
	});
	parentPort?.postMessage("ready");
}

async function optionsOf(assignment: Assignment): Promise<Omit<BlockOptions, "form">> {
	const { module, command, conversion, maxBytes, maxDepth, keep, debug, digest, wrapping } = assignment;
	const exported: { readonly [name: string]: unknown } = await import(module.url);
	// The thread that sent them has taken these exports for what they are.
	const lineage = exported[module.lineage] as AnyLineage;
	const envelope = module.envelope === undefined ? undefined : (exported[module.envelope] as EnvelopeCodec);
	const shared = { maxBytes, maxDepth, keep, debug, digest };
	if (command === "upgrade") {
		const convert = upgrading(lineage, conversion);
		const lane = laneOf(lineage, conversion, { maxDepth, envelope });
		return { ...shared, ...wrappingOf({ ...wrapping, envelope }), convert, lane };
	}
	return {
		...shared,
		...wrappingOf({ ...wrapping, rewrap: envelope }),
		convert: downgrading(lineage, conversion),
	};
}

// Loaded by mistake in the main thread, it does nothing.
if (parentPort) await work(workerData as Assignment); // as `WorkerPool` hands it in
