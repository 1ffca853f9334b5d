import { Worker } from "node:worker_threads";
import type { Block, BlockOptions, ConvertedBlock } from "./block.js";
import { owned } from "./owned.js";
import type { Assignment, Task, TaskDone } from "./worker.js";

/** The bytes of input that one thread converts before it pays to start others. */
const ALONE = 4 << 20;

/**
 * Threads that convert blocks of lines as `convertBlock` does. They are started when there is enough to do; until the
 * first one is ready, and of what isn't lines, the caller converts blocks himself.
 */
export class Crew {
	/** How many blocks may be on their way at a time: each thread has one at hand and one to go on with. */
	readonly room: number;
	readonly #assignment: Assignment;
	readonly #jobs: number;
	readonly #members: Member[] = [];
	#seen = 0;
	#isStarted = false;

	constructor(jobs: number, assignment: Assignment) {
		this.#jobs = jobs;
		this.#assignment = assignment;
		this.room = 2 * jobs + 1;
	}

	/** Whether the block is one for other threads, and one of them is ready. */
	takes(block: Block): boolean {
		if (!block.lines) return false;
		this.#seen += block.size;
		if (!this.#isStarted && this.#seen > ALONE) this.#start();
		return this.#ready.length > 0;
	}

	/** Converts a block; the memory of its lines and of the spares goes with it, and that of the lines comes back. */
	convert(block: Block, { form, redrive }: BlockOptions, spares: ArrayBuffer[]): Promise<ConvertedBlock> {
		const [first, ...others] = this.#ready;
		if (!first) throw new Error("no thread is ready"); // takes() was asked before
		const idlest = others.reduce((a, b) => (b.load < a.load ? b : a), first);
		const lines = (block.lines ?? []).map(owned);
		return idlest.convert({ size: block.size, lines, form, redrive, spares: spares.splice(0, 2) });
	}

	/** Ends all threads, whatever they are doing. */
	async close(): Promise<void> {
		await Promise.all(this.#members.map((member) => member.close()));
	}

	get #ready(): readonly Member[] {
		return this.#members.filter(({ isReady }) => isReady);
	}

	#start(): void {
		this.#isStarted = true;
		for (let i = 0; i < this.#jobs; i++) this.#members.push(new Member(this.#assignment));
	}
}

/** One thread. */
class Member {
	isReady = false;
	readonly #worker: Worker;
	/** Who waits for the blocks that it has, in order. */
	readonly #waiting: PromiseWithResolvers[] = [];

	constructor(workerData: Assignment) {
		this.#worker = new Worker(new URL("../bulk/worker.js", import.meta.url), {
			workerData,
			// What a lineage's module prints must not come between the records.
			stdout: true,
			// Records are short-lived: more room for young objects makes a thread bigger, and no faster.
			resourceLimits: { maxYoungGenerationSizeMb: 8 },
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
