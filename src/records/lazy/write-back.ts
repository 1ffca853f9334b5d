/** What became of the writes that were handed in; pending are those that wait or are under way. */
export interface WriteCounts {
	readonly written: number;
	/** The row had changed since it was read: what stands there now counts. */
	readonly conflicts: number;
	readonly failed: number;
	/** There was no room in the queue. */
	readonly skipped: number;
	readonly pending: number;
}

/** How many writes there may be. */
export interface WriteLimits {
	/** Writes that may wait or be under way; 1,000 if not given. What finds no room is skipped. */
	readonly maxPending?: number | undefined;
	/** Writes at a time; 2 if not given. */
	readonly concurrency?: number | undefined;
	/** Writes that may begin in a second; as many as there are if not given. */
	readonly perSecond?: number | undefined;
	/** Told of each write that failed, by what it failed with. */
	readonly onFailure?: ((error: unknown) => void) | undefined;
}

/** A write that says whether it came through, or found that somebody else had been quicker. */
type Write = () => boolean | Promise<boolean>;

/** A bounded queue of writes that nobody waits for. */
export class WriteBack {
	readonly #limits: WriteLimits;
	readonly #waiting: Write[] = [];
	#running = 0;
	#nextAt = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#idle: (() => void)[] = [];
	readonly #counts = { written: 0, conflicts: 0, failed: 0, skipped: 0 };

	constructor(limits: WriteLimits) {
		this.#limits = limits;
	}

	get counts(): WriteCounts {
		return { ...this.#counts, pending: this.#waiting.length + this.#running };
	}

	/** Takes a write in, if there is room. It begins after the caller has gone on. */
	add(write: Write): void {
		const { maxPending = 1000 } = this.#limits;
		if (this.counts.pending >= maxPending) this.#counts.skipped++;
		else {
			this.#waiting.push(write);
			queueMicrotask(() => this.#go());
		}
	}

	/** Waits until nothing is pending. */
	async settle(): Promise<void> {
		while (this.counts.pending > 0) await new Promise<void>((resolve) => this.#idle.push(resolve));
	}

	/** Begins as many writes as may be under way now. */
	#go(): void {
		const { concurrency = 2, perSecond = Number.POSITIVE_INFINITY } = this.#limits;
		while (this.#running < concurrency && this.#timer === undefined) {
			const now = performance.now();
			if (this.#waiting.length === 0) return;
			if (now < this.#nextAt) {
				this.#timer = setTimeout(() => this.#wake(), this.#nextAt - now);
				return;
			}
			this.#nextAt = Math.max(this.#nextAt, now) + 1000 / perSecond;
			void this.#run(this.#waiting.shift());
		}
	}

	#wake(): void {
		this.#timer = undefined;
		this.#go();
	}

	async #run(write: Write | undefined): Promise<void> {
		if (!write) return;
		this.#running++;
		try {
			const came = await write();
			this.#counts[came ? "written" : "conflicts"]++;
		} catch (error) {
			this.#counts.failed++;
			this.#limits.onFailure?.(error);
		} finally {
			this.#running--;
			this.#go();
			if (this.counts.pending === 0) for (const resolve of this.#idle.splice(0)) resolve();
		}
	}
}
