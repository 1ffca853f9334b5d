import { READ_DEFAULTS } from "../json/index.js";
import type { EnvelopeCodec, Suspect, Undeclared } from "../lineage/index.js";
import {
	type AnyLineage,
	type RecordOptions,
	upgrading,
	type Wrapping,
	wrappingOf,
} from "../records/index.js";
import { isListOf, isObjectOf, isText } from "./session/answer.js";

import type { TablePool } from "./session/pool.js";
import type { TargetOptions } from "./target.js";

/** Which column of which table, and how it is reached. */
export interface TableOptions extends TargetOptions {
	readonly pool: TablePool;
	/** The schema that the run's state is kept in; "upshape" if not given. */
	readonly state?: string | undefined;
	/** Whether statements are prepared, which some connection poolers can't do; true if not given. */
	readonly prepare?: boolean | undefined;
}

/** Which records, and what they are to become. */
export interface TableRecordOptions extends TableOptions, Wrapping {
	readonly lineage: AnyLineage;
	/** The version that documents are to be of; the head if not given. */
	readonly to?: string | undefined;
	/** What to do with properties that no schema declares; "reject" if not given. */
	readonly undeclared?: Undeclared | undefined;
	/** Whether each document is taken back and compared before it is written; what differs is a reject. False if not given. */
	readonly prove?: boolean | undefined;
	/** What to do with values that are valid but hardly meant: "tell", in the counts, if not given. */
	readonly suspect?: Suspect | undefined;
	/** How documents may be wrapped. */
	readonly envelope?: EnvelopeCodec | undefined;
	readonly maxBytes?: number | undefined;
	readonly maxDepth?: number | undefined;
}

/** What a run does, as it is kept in the database: processes that share it must agree. */
export interface Job {
	readonly lineage: string;
	readonly versions: readonly string[];
	readonly to: string;
	readonly undeclared: Undeclared;
	/** The same without writing a document. */
	readonly dry: boolean;
	/** Whether each document is taken back and compared; missing where a run of before began it. */
	readonly prove?: boolean;
	/** Where payloads are in each document; missing where it is one itself. */
	readonly at?: Wrapping["at"];
	readonly wrapped?: Wrapping["wrapped"];
	/** Whether envelopes stay around payloads; likewise. */
	readonly keepEnvelope?: boolean;
	/** Whether documents with values that are valid but hardly meant are refused; likewise. */
	readonly refusesSuspects?: boolean;
}

/** What the options ask for. */
export function jobOf(options: TableRecordOptions, dry: boolean): Job {
	const { lineage, to = lineage.head, undeclared = "reject", prove, suspect } = options;
	const { at = [], wrapped, keepEnvelope } = options;
	return {
		...{ lineage: lineage.name, versions: lineage.versions, to, undeclared, dry },
		...(prove === true && { prove }),
		...(suspect === "reject" && { refusesSuspects: true }),
		...(at.length > 0 && { at }),
		...(wrapped !== undefined && { wrapped }),
		...(keepEnvelope === true && { keepEnvelope }),
	};
}

/** How each record is converted. */
export function recordOptions(options: TableRecordOptions): RecordOptions {
	const { lineage, to, undeclared, prove, suspect, maxBytes, maxDepth } = options;
	const { at, wrapped, keepEnvelope, envelope } = options;
	return {
		convert: upgrading(lineage, { to, undeclared, prove, suspect }),
		...wrappingOf({ at, wrapped, keepEnvelope, envelope }),
		maxBytes: maxBytes ?? READ_DEFAULTS.maxBytes,
		maxDepth: maxDepth ?? READ_DEFAULTS.maxDepth,
	};
}

/** Whether it is a job, as it was kept. */
export const isJob = isObjectOf<Job>({
	lineage: isText,
	versions: isListOf(isText),
	to: isText,
	undeclared: isText,
	dry: (value) => typeof value === "boolean",
});
