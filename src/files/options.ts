import type { Disk } from "../disk/index.js";
import type { EnvelopeCodec, Suspect, Undeclared } from "../lineage/index.js";
import type { AnyLineage, Form, LineageModule, Reject, RunCounts, Sink, Wrapping } from "../records/index.js";
import type { Source } from "./inputs.js";

/** What a run over files is given. */
export interface FileOptions extends Wrapping {
	/** Files by their paths, and streams; in this order. */
	readonly inputs: readonly Source[];
	readonly lineage: AnyLineage;
	/** How payloads may be wrapped; not used with `at` or `wrapped`, where all around payloads passes as its own bytes. */
	readonly envelope?: EnvelopeCodec | undefined;
	/** Where the lineage comes from: other threads load it there, and a run that another module began is not resumed. */
	readonly module?: LineageModule | undefined;
	/** How many threads convert; 1 if not given, and without a module. What comes out is the same. */
	readonly jobs?: number | undefined;
	/** Where the records go: a file by its path, or a stream; without it the run only counts. */
	readonly output?: string | Sink | undefined;
	/** Files for the rejects and for the report. */
	readonly rejects?: string | undefined;
	readonly report?: string | undefined;
	readonly to?: string | undefined;
	/** "reject" if not given. */
	readonly undeclared?: Undeclared | undefined;
	/** The form of the inputs; found by name and content if not given. */
	readonly form?: Form | "rejects" | undefined;
	/** The longest record that is read, in bytes, and the deepest nesting. */
	readonly maxBytes: number;
	readonly maxDepth: number;
	/**
	 * Whether rejects stay among the records, as marked lines, and blanks as empty ones: a line out for each line in.
	 * A later run takes marked lines for the records in them. Inputs are NDJSON then, and nothing is kept.
	 */
	readonly inlineRejects?: boolean | undefined;
	/** Whether rejects that are told of have what steps threw, which may hold the record's values. False if not given. */
	readonly debug?: boolean | undefined;
	/** The run ends early when there are more rejects than this. */
	readonly maxRejects?: number | undefined;
	/** Whether to go on with a run that was interrupted. */
	readonly resume?: boolean | undefined;
	/** How long a run works between two checkpoints; 2,000 if not given. */
	readonly checkpointMs?: number | undefined;
	/** Ends the run; with a checkpoint, if it can be resumed. */
	readonly signal?: AbortSignal | undefined;
	readonly onProgress?: ((tally: RunCounts) => void) | undefined;
	readonly onReject?: ((reject: Reject) => void) | undefined;
	/** Told once, before the first record. */
	readonly onBegin?: ((beginning: Beginning) => void) | undefined;
	/** The file system; Node's if not given. */
	readonly disk?: Disk | undefined;
}

/** What an upgrade is given besides: a file for what the newer version has no room for. */
export interface UpgradeFilesOptions extends FileOptions {
	readonly residue?: string | undefined;
	/** Whether each record is taken back and compared before it is written; what differs is a reject. False if not given. */
	readonly prove?: boolean | undefined;
	/** What to do with values that are valid but hardly meant: "tell", in the report, if not given. */
	readonly suspect?: Suspect | undefined;
}

/** What a downgrade is given besides: the version of the records, and what an upgrade kept of them. */
export interface DowngradeFilesOptions extends FileOptions {
	readonly from?: string | undefined;
	readonly kept?: string | undefined;
}

/** How a run begins: where an interrupted one ended, or at the start, though there was an interrupted one, or not. */
export type Beginning = "resumed" | "anew" | "fresh";
