import { pause } from "./pace.js";
import { isPassing } from "./sql-error.js";

/** How long a run goes on trying when nothing works, in milliseconds, if the options don't say. */
const RETRY_MS = 60_000;

/** What is tried again after errors that may pass, until nothing has worked for too long. */
export class Retry {
	readonly #limit: number;
	readonly #signal: AbortSignal | undefined;
	#since: number | undefined;
	#wait = 0;

	constructor(limit: number = RETRY_MS, signal?: AbortSignal) {
		this.#limit = limit;
		this.#signal = signal;
	}

	/** Something worked. */
	reset(): void {
		this.#since = undefined;
	}

	/** Waits a while, longer each time; throws the error if it won't pass, or too much time has. */
	async after(error: unknown): Promise<void> {
		const now = performance.now();
		if (this.#since === undefined) this.#wait = FIRST;
		this.#since ??= now;
		if (!isPassing(error) || now - this.#since > this.#limit) throw error;
		// At random, so that those who got into each other's way don't meet again.
		await pause(this.#wait * (0.5 + Math.random()), this.#signal);
		this.#wait = Math.min(LONGEST, this.#wait * 2);
	}
}

const FIRST = 5;
const LONGEST = 2_000;
