import { setTimeout as sleep } from "node:timers/promises";

/** How fast a run may go. */
export interface PaceOptions {
	/** How many rows a batch has at first; 500 if not given. */
	readonly batchRows?: number | undefined;
	/** How many rows a batch may have at most; 5,000 if not given. */
	readonly maxBatchRows?: number | undefined;
	/** How many milliseconds the writing of a batch should take: batches grow and shrink towards it; 100 if not given. */
	readonly aimMs?: number | undefined;
	/** How many milliseconds each connection rests between two batches; 0 if not given. */
	readonly delayMs?: number | undefined;
	/** Asked before each batch: how many milliseconds to wait before it is asked again, 0 to go on. For replica lag. */
	readonly probe?: (() => number | Promise<number>) | undefined;
	/** Ends the work behind the batch that is under way; the run can be joined again. */
	readonly signal?: AbortSignal | undefined;
}

/** The pace of one connection. */
export class BatchPace {
	readonly #options: PaceOptions;
	#rows: number;
	#began = false;

	constructor(options: PaceOptions) {
		this.#options = options;
		this.#rows = options.batchRows ?? 500;
	}

	/** How many rows the next batch should have. */
	get rows(): number {
		return this.#rows;
	}

	/** Whether the work is to end. */
	get ended(): boolean {
		return this.#options.signal?.aborted === true;
	}

	/** Waits until the next batch may begin. */
	async turn(): Promise<void> {
		const { delayMs = 0, probe, signal } = this.#options;
		if (this.#began && delayMs > 0) await pause(delayMs, signal);
		this.#began = true;
		for (let wait = await probe?.(); wait && !this.ended; wait = await probe?.()) await pause(wait, signal);
	}

	/** Learns from a batch of so many rows that took so many milliseconds. */
	learn(rows: number, took: number): void {
		const { aimMs = 100, maxBatchRows = 5_000 } = this.#options;
		// A short batch at a range's end says little about bigger ones.
		if (rows < this.#rows / 2 && took < aimMs) return;
		const factor = Math.min(1.5, Math.max(0.5, aimMs / Math.max(took, 1)));
		this.#rows = Math.min(maxBatchRows, Math.max(1, Math.round(rows * factor)));
	}

	/** Goes on with smaller batches. */
	shrink(): void {
		this.#rows = Math.max(1, Math.floor(this.#rows / 2));
	}
}

/** Waits, unless the work is to end. */
export async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
	await sleep(milliseconds, undefined, signal ? { signal } : {}).catch(() => {});
}
