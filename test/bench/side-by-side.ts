import { Worker } from "node:worker_threads";

/** What one candidate took in one round, in nanoseconds a call. */
export interface Timing {
	readonly candidate: string;
	readonly median: number;
	readonly low: number;
	readonly high: number;
	/** Of every round, this one's time over the first candidate's in the same round; sorted. */
	readonly ratios: readonly number[];
}

/**
 * Times candidates against each other: each in a worker of its own, so that none spoils the other's code, in
 * turn, so that the machine's moods hit all alike. The module exports `candidates`: name -> () => () => unknown,
 * the outer one making the inputs and the inner one being timed (and waited for, if it gives a promise); it cycles through them by itself.
 */
export async function sideBySide(
	module: URL,
	names: readonly string[],
	{ rounds = 15, milliseconds = 150 } = {},
): Promise<readonly Timing[]> {
	const workers = names.map(
		(name) => new Worker(RUNNER, { workerData: { module: module.href, name }, eval: true }),
	);
	const times: number[][] = names.map(() => []);
	for (let round = -2; round < rounds; round++) {
		for (const [i, worker] of workers.entries()) {
			const time = await ask(worker, milliseconds);
			// Two rounds warm up.
			if (round >= 0) times[i]?.push(time);
		}
	}
	await Promise.all(workers.map((worker) => worker.terminate()));
	return names.map((candidate, i) => timing(candidate, times[i] ?? [], times[0] ?? []));
}

function ask(worker: Worker, milliseconds: number): Promise<number> {
	return new Promise((resolve, reject) => {
		worker.once("error", reject);
		worker.once("message", (time: number) => {
			worker.off("error", reject);
			resolve(time);
		});
		worker.postMessage(milliseconds);
	});
}

function timing(candidate: string, times: readonly number[], base: readonly number[]): Timing {
	const sorted = times.toSorted((a, b) => a - b);
	const ratios = times.map((time, round) => time / (base[round] ?? Number.NaN)).toSorted((a, b) => a - b);
	return { candidate, median: middle(sorted), low: sorted[0] ?? 0, high: sorted.at(-1) ?? 0, ratios };
}

/** The median of sorted numbers. */
export function middle(sorted: readonly number[]): number {
	return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** One line a candidate: median, range, and how it compares to the first. */
export function table(timings: readonly Timing[]): string {
	const width = Math.max(...timings.map(({ candidate }) => candidate.length));
	return timings
		.map(({ candidate, median, low, high, ratios }) => {
			const figures = `${median.toFixed(0).padStart(7)} ns (${low.toFixed(0)} to ${high.toFixed(0)})`;
			const against = `x${middle(ratios).toFixed(2)} (${ratios[0]?.toFixed(2)} to ${ratios.at(-1)?.toFixed(2)})`;
			return `  ${candidate.padEnd(width)}  ${figures.padEnd(30)}  ${against}`;
		})
		.join("\n");
}

const RUNNER = `
const { parentPort, workerData } = require("node:worker_threads");
let sink;
const ready = import(workerData.module).then(({ candidates }) => candidates[workerData.name]());
parentPort.on("message", async (milliseconds) => {
	const run = await ready;
	const end = performance.now() + milliseconds;
	const start = performance.now();
	let calls = 0;
	while (performance.now() < end) for (let i = 0; i < 500; i++, calls++) {
		sink = run();
		if (sink instanceof Promise) await sink;
	}
	parentPort.postMessage(((performance.now() - start) * 1e6) / calls);
});
`;
