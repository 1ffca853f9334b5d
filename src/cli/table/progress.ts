import { Progress } from "../print/progress.js";

/** The progress line of a command on a table, which hears of batches. */
export class TableProgress {
	readonly #progress = new Progress();
	readonly #sum = { records: 0, bytes: 0, rejected: 0 };

	/** Adds a batch. */
	readonly add = (batch: { records: number; bytes: number; rejected?: number }): void => {
		this.#sum.records += batch.records;
		this.#sum.bytes += batch.bytes;
		this.#sum.rejected += batch.rejected ?? 0;
		this.#progress.update(this.#sum);
	};

	/** Takes the line away. */
	readonly clear = (): void => this.#progress.clear();
}
