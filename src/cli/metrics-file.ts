import { renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Measured, openMetrics, reportOf, type Tally, writeError } from "../records/index.js";

/** Often enough for those who scrape it. */
const EVERY_MS = 5_000;

/** A file with a run's metrics as OpenMetrics text, written anew while the run goes on; always whole. */
export class MetricsFile {
	readonly #name: string;
	readonly #labels: { readonly [name: string]: string };
	#written = performance.now();

	constructor(name: string, labels: { readonly [name: string]: string }) {
		this.#name = name;
		this.#labels = labels;
	}

	/** Writes it, unless it was written just now. */
	update(tally: Tally): void {
		if (performance.now() - this.#written >= EVERY_MS) this.write(reportOf({ tally, end: "complete" }));
	}

	/** Fails with a BulkError if it can't be written. */
	write(run: Measured): void {
		const part = join(dirname(this.#name), `.${basename(this.#name)}.${process.pid}.part`);
		try {
			writeFileSync(part, openMetrics(run, this.#labels));
			renameSync(part, this.#name);
		} catch (error) {
			throw writeError(this.#name, error);
		}
		this.#written = performance.now();
	}
}
