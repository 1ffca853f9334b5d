import { replaceFile } from "../../disk/index.js";
import { type Measured, openMetrics, type RunCounts, reportOf } from "../../records/index.js";

/** Often enough for those who scrape it. */
const EVERY_MS = 5_000;

/** A file with a run's metrics as OpenMetrics text, written anew while the run goes on; always whole. */
export class MetricsFile {
	readonly #name: string;
	readonly #labels: { readonly [name: string]: string };
	#written = performance.now();
	#writing: Promise<void> = Promise.resolve();

	constructor(name: string, labels: { readonly [name: string]: string }) {
		this.#name = name;
		this.#labels = labels;
	}

	/** Begins to write it, unless that was done just now; a failure is met at the end. */
	update(tally: RunCounts): void {
		if (performance.now() - this.#written < EVERY_MS) return;
		this.#written = performance.now();
		this.#writing = this.#write(reportOf({ tally, end: "complete" }));
		this.#writing.catch(() => {});
	}

	/** Writes it for the last time; fails with a BulkError if it can't be written, now or before. */
	async end(run: Measured): Promise<void> {
		await this.#write(run);
	}

	async #write(run: Measured): Promise<void> {
		await this.#writing;
		await replaceFile(this.#name, openMetrics(run, this.#labels));
	}
}
