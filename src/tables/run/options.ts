import type { Counts } from "../counts.js";
import type { TableRecordOptions } from "../job.js";
import type { PaceOptions } from "../session/pace.js";

/** How a table's documents are upgraded where they are. */
export interface TableUpgradeOptions extends TableRecordOptions, PaceOptions {
	/** How many of the pool's connections work at the same time; 2 if not given, 1 if the run is exclusive. */
	readonly connections?: number | undefined;
	/** Whether this process works alone on the run; false if not given. */
	readonly exclusive?: boolean | undefined;
	/** The same without writing a document. */
	readonly dryRun?: boolean | undefined;
	/** Whether an unfinished run is given up, and a new one begun. */
	readonly anew?: boolean | undefined;
	/** About how many rows are one range, which one connection works on at a time; 10,000 if not given. */
	readonly rangeRows?: number | undefined;
	/** The run is paused when there are more rejects than this. */
	readonly maxRejects?: number | undefined;
	/** How many milliseconds a silent connection keeps its range; 30,000 if not given. */
	readonly leaseMs?: number | undefined;
	/** How many milliseconds to go on trying when nothing works; 60,000 if not given. */
	readonly retryMs?: number | undefined;
	/** Called behind every batch of this process with what the batch came to. */
	readonly onBatch?: ((counts: BatchCounts) => void) | undefined;
}

/** What one batch came to. */
export type BatchCounts = Pick<
	Counts,
	"records" | "converted" | "current" | "rejected" | "bytes" | "conflicts"
>;
