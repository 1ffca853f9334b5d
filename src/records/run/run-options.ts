import type { RecordOptions } from "../convert/convert.js";
import type { Reject } from "../convert/reject.js";
import type { ResidueReader } from "../convert/residue-file.js";
import type { RunCounts, RunCountsSum } from "../counts/run-counts.js";
import type { Sink } from "./output.js";
import type { RunPosition } from "./position.js";
import type { WorkerPool } from "./worker-pool.js";

/** What a run does with its records, and where everything goes. */
export interface RunOptions extends Omit<RecordOptions, "keep" | "onPayload" | "onConverted"> {
	/** Where the converted records go, in the form of the input; without it the run only counts. */
	readonly output?: Sink | undefined;
	/** Where the residue goes, as NDJSON, a line for each record that was converted. */
	readonly residue?: Sink | undefined;
	/** What an upgrade kept, for the way back. */
	readonly kept?: ResidueReader | undefined;
	readonly rejects?: Sink | undefined;
	readonly onReject?: ((reject: Reject) => void) | undefined;
	/** The run ends early when there are more rejects than this. */
	readonly maxRejects?: number | undefined;
	/** Whether digests of the records' ids are wanted. */
	readonly digest?: boolean | undefined;
	/** Whether rejects stay among the records, as marked lines, and blanks as empty ones; for NDJSON. */
	readonly inlineRejects?: boolean | undefined;
	/** Threads that convert lines as this one would, once they are ready; what comes out is the same. */
	readonly workers?: WorkerPool | undefined;
	/** Ends the run behind the block at hand. */
	readonly signal?: AbortSignal | undefined;
	/** What the run came to before it was interrupted. */
	readonly resumed?: { readonly position: RunPosition; readonly tally: RunCountsSum } | undefined;
	/** Called behind every block of input. */
	readonly onProgress?: ((tally: RunCounts) => void) | undefined;
	/** Called behind every block whose bytes were all handed on. */
	readonly onBlock?: ((run: RunProgress) => void) | undefined;
}

/** Where a run is between two blocks. */
export interface RunProgress {
	readonly position: RunPosition;
	readonly tally: RunCounts;
}

/** What a run came to. */
export interface RunResult extends RunProgress {
	/** Whether all was converted, or it ended early: for too many rejects, or because it was told to. */
	readonly end: "complete" | "given-up" | "stopped";
	/** Whether the residue file goes on behind the last record, so that it may be that of another output. */
	readonly unmatched: boolean;
}
