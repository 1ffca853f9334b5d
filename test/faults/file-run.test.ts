import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { client, clientEnvelope } from "../../src/clerk/index.js";
import type { Disk } from "../../src/disk/index.js";
import { BulkError } from "../../src/errors/index.js";
import { downgradeFiles, type FileOptions, type FileResult, upgradeFiles } from "../../src/files/index.js";
import { current, legacy, v1 } from "../support/clerk-samples.js";
import { counting, FAULTS, type Fault, faulty } from "../support/disk/faults.js";
import { Killed, type Loss, MemoryDisk } from "../support/disk/memory.js";

// `npm run test:faults` tries every fault at every call; without it each call meets some of them in turn.
const LONG = process.env.UPSHAPE_LONG === "1";

const LOSSES: readonly Loss[] = [
	{ names: "kept", bytes: "kept" },
	{ names: "lost", bytes: "lost" },
	{ names: "kept", bytes: "lost" },
	{ names: "lost", bytes: "kept" },
	{ names: "kept", bytes: "half" },
];

/** A thousand records: of every version, wrapped, bad in several ways, blank. */
const RECORDS = Array.from({ length: 1_000 }, (_, i) => {
	const id = `client_${i}`;
	if (i % 97 === 0) return `{"broken": ${i}`;
	if (i % 53 === 0) return "";
	const record = [legacy, v1, current][i % 3];
	return JSON.stringify(i % 41 === 0 ? { response: { ...record, id }, client: null } : { ...record, id });
});
const text = (from: number, to: number) => Buffer.from(`${RECORDS.slice(from, to).join("\n")}\n`);

function disk(records = RECORDS.length): MemoryDisk {
	const made = new MemoryDisk();
	made.folder("/data");
	made.folder("/kept");
	made.put("/data/a", text(0, records * 0.6));
	made.put("/data/b.gz", gzipSync(text(records * 0.6, records * 0.9)));
	made.put("/data/c", text(records * 0.9, records));
	made.put("/data/out", Buffer.from("what was there before\n"));
	return made;
}

const options = (over: Disk): FileOptions & { residue: string } => ({
	lineage: client,
	envelope: clientEnvelope,
	inputs: ["/data/a", "/data/b.gz", "/data/c"],
	output: "/data/out",
	residue: "/kept/residue",
	rejects: "/data/rejects",
	report: "/data/report",
	maxBytes: 1 << 20,
	maxDepth: 100,
	checkpointMs: 0,
	disk: over,
});

/**
 * All files, but for what the report says of the time, and for locks: one that has been removed may come back with the
 * loss of power, and is taken over by the next run.
 */
function filesOf(made: MemoryDisk): { readonly [path: string]: string | undefined } {
	const files = made.paths.filter((path) => !path.endsWith(".lock"));
	const entries = files.map((path) => [path, made.text(path)?.replace(/"seconds": [\d.e-]+/, "")] as const);
	return Object.fromEntries(entries);
}

type Work = (over: Disk, resume: boolean) => Promise<FileResult>;

/** Goes on with what an earlier process left, as a person would. */
async function goOn(work: Work, over: Disk): Promise<FileResult | undefined> {
	try {
		return await work(over, true);
	} catch (error) {
		if (!(error instanceof BulkError) || error.code !== "nothing-to-resume") throw error;
		return undefined;
	}
}

/** Runs into the fault, lets the process die, and goes on until all is done. */
async function survive(
	made: MemoryDisk,
	work: Work,
	number: number,
	fault: Fault,
	loss: Loss,
	undisturbed: ReturnType<typeof filesOf>,
): Promise<void> {
	const before = filesOf(made);
	const ended = await work(made.for(faulty(number, fault)), false).catch((error: unknown) => error);
	const failed = ended instanceof Error;
	if (failed) expect(ended instanceof Killed || ended instanceof BulkError || isWrapped(ended)).toBe(true);
	if (failed && fault.startsWith("E")) expect(ended).toBeInstanceOf(BulkError);
	made.crash(loss);
	const after = filesOf(made);
	// What was there, or all of it, under each name that a user knows; nothing else that isn't hidden.
	const names = Object.keys({ ...before, ...after }).filter((path) => !path.includes("/."));
	for (const path of names) expect([before[path], undisturbed[path]]).toContain(after[path]);
	const resumed = await goOn(work, made.for(counting().before));
	// Nothing to go on with: nothing had been done, or all.
	const isDone = names.every((path) => after[path] === undisturbed[path]);
	if (!resumed && !isDone) await work(made.for(counting().before), false);
	expect(filesOf(made)).toEqual(undisturbed);
}

const isWrapped = (error: Error) => error.cause instanceof Killed;

async function everyCall(make: () => MemoryDisk | Promise<MemoryDisk>, work: Work): Promise<void> {
	const perfect = await make();
	const { before, calls } = counting();
	await work(perfect.for(before), false);
	const undisturbed = filesOf(perfect);
	const cases = calls.flatMap((_, i) => casesAt(i).map((one) => ({ number: i + 1, ...one })));
	const left = cases.values();
	const worker = async () => {
		for (const { number, fault, loss } of left) {
			await survive(await make(), work, number, fault, loss, undisturbed).catch((error: unknown) => {
				const where = `${fault} at call ${number} (${calls[number - 1]}), ${JSON.stringify(loss)}`;
				throw new Error(`${where}: ${error instanceof Error ? error.message : error}`, { cause: error });
			});
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Cases mostly wait: 200 ms each for whoever may still be writing a torn lock. */
const AT_ONCE = 16;

/** A call that fails loses nothing; a process that dies may lose its power with it. */
const CASES = FAULTS.flatMap((fault) => {
	const losses = fault.startsWith("E") ? LOSSES.slice(0, 1) : LOSSES;
	return losses.map((loss) => ({ fault, loss }));
});

/** Of all cases those that this call meets: each for long, else one at every third call. */
function casesAt(call: number): typeof CASES {
	return LONG ? CASES : CASES.filter((_, i) => i === (call * 7) % (3 * CASES.length));
}

describe("a fault at every call of the disk, and then resumed: all files are as if nothing had happened", () => {
	test("an upgrade of three inputs, with residue, rejects and report", async () => {
		await everyCall(
			() => disk(),
			(over, resume) => upgradeFiles({ ...options(over), resume }),
		);
	});

	test("an upgrade of a file in its own place", async () => {
		const work: Work = (over, resume) =>
			upgradeFiles({ ...options(over), inputs: ["/data/a"], output: "/data/a", resume });
		await everyCall(few, work);
	});

	test("an upgrade of an array", async () => {
		const array = () => {
			const made = few();
			made.put("/data/a", Buffer.from(JSON.stringify([legacy, v1, 1, current].concat(many(100)))));
			return made;
		};
		await everyCall(array, (over, resume) =>
			upgradeFiles({ ...options(over), inputs: ["/data/a"], rejects: undefined, resume }),
		);
	});

	test("a downgrade with the residue", async () => {
		const upgraded = async () => {
			const made = few();
			await upgradeFiles(options(made.for(counting().before)));
			made.put("/data/in", Buffer.from(made.text("/data/out") ?? "", "latin1"));
			return made;
		};
		const work: Work = (over, resume) => {
			const { residue, ...others } = options(over);
			return downgradeFiles({ ...others, inputs: ["/data/in"], kept: residue, resume });
		};
		await everyCall(upgraded, work);
	});

	test("a run that is begun anew over an interrupted one", async () => {
		const interrupted = async () => {
			const made = few();
			const stop = new AbortController();
			const onBlock = () => stop.abort();
			const result = await upgradeFiles({
				...options(made.for(counting().before)),
				signal: stop.signal,
				onProgress: onBlock,
			});
			expect([result.end, result.resumable]).toEqual(["stopped", true]);
			return made;
		};
		await everyCall(interrupted, (over, resume) => upgradeFiles({ ...options(over), resume }));
	});
});

const few = () => disk(200);
const many = (count: number) => Array.from({ length: count }, (_, i) => ({ ...legacy, id: `client_${i}` }));
