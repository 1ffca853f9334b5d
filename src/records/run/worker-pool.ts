import { Worker } from "node:worker_threads";
import type { Block, BlockOptions, ConvertedBlock } from "./block.js";
import { owned } from "./owned.js";
import type { Assignment, Task, TaskDone } from "./worker.js";

/** The bytes of input that one thread converts before it pays to start others. */
const ALONE = 4 << 20;

/** How many blocks a thread has at a time: one at hand, and one to go on with. */
const AT_A_TIME = 2;

/**
 * Threads beside the caller's that convert blocks of lines as `convertBlock` does. They are started when there is
 * enough to do. The caller converts what they don't take, so that he is the last of the jobs.
 */
export class WorkerPool {
	/** How many blocks may be on their way at a time. */
	readonly room: number;
	readonly #assignment: Assignment;
	readonly #others: number;
	readonly #members: Member[] = [];
	#seen = 0;
	#isStarted = false;

	constructor(jobs: number, assignment: Assignment) {
		this.#others = jobs - 1;
		this.#assignment = assignment;
		this.room = AT_A_TIME * jobs;
	}

	/**
	 * Converts a block, if it is one for other threads and one of them has time for it. The memory of its lines and of
	 * the spares goes with it, and that of the lines comes back.
	 */
	convert(
		{ size, lines }: Block,
		{ form, redrive }: BlockOptions,
		spares: ArrayBuffer[],
	): Promise<ConvertedBlock> | undefined {
		if (!lines) return undefined;
		this.#seen += size;
		if (!this.#isStarted && this.#seen > ALONE) this.#start();
		const [first, ...others] = this.#members.filter(({ isReady, load }) => isReady && load < AT_A_TIME);
		const idlest = others.reduce((a, b) => (a && a.load <= b.load ? a : b), first);
		return idlest?.convert({ size, lines: lines.map(owned), form, redrive, spares: spares.splice(0, 2) });
	}

	/** Ends all threads, whatever they are doing. */
	async close(): Promise<void> {
		await Promise.all(this.#members.map((member) => member.close()));
	}

	#start(): void {
		this.#isStarted = true;
		for (let i = 0; i < this.#others; i++) this.#members.push(new Member(this.#assignment));
	}
}

/** One thread. */
class Member {
	isReady = false;
	readonly #worker: Worker;
	/** Who waits for the blocks that it has, in order. */
	readonly #waiting: PromiseWithResolvers[] = [];

	constructor(workerData: Assignment) {
		this.#worker = new Worker(new URL("../records/run/worker.js", import.meta.url), {
			workerData,
			// What a lineage's module prints must not come between the records.
			stdout: true,
			// Records are short-lived: with less room for young objects the collector works too often, with more the
			// thread is bigger, and no faster.
			resourceLimits: { maxYoungGenerationSizeMb: 24 },
		});
		this.#worker.stdout.resume();
		this.#worker.on("message", (message: TaskDone | "ready") => {
			if (message === "ready") this.isReady = true;
			else this.#waiting.shift()?.resolve(message);
		});
		this.#worker.on("error", (error) => this.#fail(error));
		this.#worker.on("exit", () => this.#fail(new Error("a thread that converts records has ended")));
	}

	/** How many blocks it has. */
	get load(): number {
		return this.#waiting.length;
	}

	convert(task: Task): Promise<ConvertedBlock> {
		return new Promise((resolve, reject) => {
			this.#waiting.push({ resolve, reject });
			const memory = [...task.lines.map(({ buffer }) => buffer), ...task.spares];
			this.#worker.postMessage(task, [...new Set(memory)]);
		});
	}

	async close(): Promise<void> {
		await this.#worker.terminate();
	}

	/** One that has never become ready has no blocks, and gets none: the others do its work. */
	#fail(error: Error): void {
		this.isReady = false;
		for (const { reject } of this.#waiting.splice(0)) reject(error);
	}
}

interface PromiseWithResolvers {
	readonly resolve: (converted: ConvertedBlock) => void;
	readonly reject: (error: Error) => void;
}
