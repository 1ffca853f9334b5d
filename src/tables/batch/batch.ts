import {
	convertRecord,
	type RecordOptions,
	type RecordOutcome,
	RunCounts,
	reasonOfRun,
} from "../../records/index.js";
import { type Counts, countsOf } from "../counts.js";
import type { TextRow } from "../session/pool.js";
import { BatchLines, type RowLines } from "./batch-lines.js";

/** One row as it was read: its key, which version of it that was, and its document. */
export interface Row {
	readonly key: string;
	readonly version: string;
	/** The document's own text; null where the column is null. */
	readonly document: string | null;
}

/** What became of a row's document. */
export interface ConvertedRow {
	readonly row: Row;
	readonly outcome: RowOutcome;
	readonly bytes: number;
}

/**
 * The outcome of a row. It has texts in place of values, as a batch's values would all be in memory at once, and cost
 * more to keep there than to write.
 */
type RowOutcome = Exclude<RecordOutcome, { status: "converted" }> | WrittenRow;

/** A converted document. */
export interface WrittenRow extends RowLines {
	readonly status: "converted";
	readonly version: string;
}

/** What is wanted of converted documents; changes where a document can be written by them. */
export type Wanted = "counts" | "documents" | "changes";

/** The rows of an answer that has key, version and document. */
export function rowsOf(rows: readonly TextRow[]): readonly Row[] {
	return rows.map(([key, version, document = null]) => ({
		key: key ?? "",
		version: version ?? "",
		document,
	}));
}

/** Converts the rows' documents, and counts what becomes of them; their lines are in the spare memory, if there is any. */
export function convertRows(
	rows: readonly Row[],
	options: RecordOptions,
	wanted: Wanted,
	spares: ArrayBuffer[] = [],
): {
	readonly rows: readonly ConvertedRow[];
	readonly counts: Counts;
	readonly memory: readonly ArrayBuffer[];
} {
	const tally = new RunCounts();
	const lines = wanted === "counts" ? undefined : new BatchLines(wanted === "changes", spares);
	// Accounts are added up while the steps run, which is cheaper than to ask each record for its own.
	const { ledger } = tally.account;
	const counting = { ...options, keep: lines !== undefined, ledger, beforeSteps: lines?.beforeSteps };
	const converted = rows.map((row) => convertRow(row, counting, tally, lines));
	return { rows: converted, counts: countsOf(tally), memory: lines?.memory ?? [] };
}

/** What some of the rows come to; those that are written are converted again for it. */
export function recount(rows: readonly ConvertedRow[], options: RecordOptions): Counts {
	const tally = new RunCounts();
	const counting = { ...options, ledger: tally.account.ledger };
	for (const { row, outcome, bytes } of rows) {
		if (outcome.status === "converted") convertRow(row, counting, tally);
		else count(tally, outcome, bytes);
	}
	return countsOf(tally);
}

function count(tally: RunCounts, outcome: RecordOutcome, bytes: number): void {
	tally.add(outcome);
	tally.bytes += bytes;
}

/** Converts a row's document as a run over files converts a record; a null is blank. */
function convertRow(row: Row, options: RecordOptions, tally: RunCounts, lines?: BatchLines): ConvertedRow {
	const { document } = row;
	if (document === null) {
		count(tally, BLANK, 0);
		return { row, outcome: BLANK, bytes: 0 };
	}
	const bytes = Buffer.byteLength(document);
	lines?.begin();
	const outcome = convertRecord({ bytes: NONE, text: document, line: 0, offset: 0 }, undefined, options);
	count(tally, outcome, bytes);
	if (outcome.status !== "converted") return { row, outcome, bytes };
	const { status, version } = outcome;
	const written = lines ? lines.of(outcome, document) : NO_LINES;
	return { row, outcome: { status, version, ...written }, bytes };
}

const BLANK = { status: "blank" } as const;
const NONE = new Uint8Array(0);
const NO_LINES: RowLines = { line: NONE, isChanges: false, kept: NONE };

/** The same row, refused by its table; `why` says by what of it. */
export function refusedRow({ row, bytes }: ConvertedRow, why: string): ConvertedRow {
	const reason = reasonOfRun("table-refuses");
	const message = `${reason.message} ${why}`;
	return { row, bytes, outcome: { status: "rejected", reason: { ...reason, message } } };
}

/** Whether a document is of the version asked for as it stands. */
export function isCurrent(document: string | null, options: RecordOptions): boolean {
	if (document === null) return false;
	const record = { bytes: NONE, text: document, line: 0, offset: 0 };
	return convertRecord(record, undefined, { ...options, ledger: undefined }).status === "current";
}
