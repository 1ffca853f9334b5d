import type { TableRecordOptions } from "../job.js";

/** How a run is undone. */
export interface TableRollbackOptions extends Omit<TableRecordOptions, "to" | "undeclared"> {
	/** Which run; if not given, the newest one that wrote something and is not rolled back. */
	readonly run?: string | undefined;
	/** The same without writing anything: tells what the rollback would come to. */
	readonly dryRun?: boolean | undefined;
	readonly retryMs?: number | undefined;
	readonly signal?: AbortSignal | undefined;
	readonly onBatch?: ((counts: { readonly records: number; readonly bytes: number }) => void) | undefined;
}

/** What a rollback came to, or would: all rows that the run converted are in one of these. */
export interface TableRollback {
	readonly run: string;
	readonly dry: boolean;
	readonly restored: number;
	/** Documents that were changed since the run wrote them: they stay as they are. */
	readonly edited: number;
	/** Rows that are no more. */
	readonly gone: number;
	/** Documents that can't be converted back to what they were, or that the table refuses: they stay as they are. */
	readonly refused: number;
	/** The first of the rows that were not restored, by their keys; of some it is known what was in the way. */
	readonly rows: readonly { readonly key: string; readonly outcome: string; readonly why?: string }[];
	/** Newer runs that wrote something and are not rolled back: what they wrote again counts as edited. */
	readonly newer: readonly string[];
	/** False if it was ended early. */
	readonly complete: boolean;
}
