import { convertRecord, type Outcome, type RecordOptions } from "../convert.js";
import { reasonOfRun } from "../reject.js";
import { Tally } from "../tally.js";
import { type Counts, countsOf } from "./counts.js";
import type { TextRow } from "./pool.js";

/** One row as it was read: its key, which version of it that was, and its document. */
export interface Row {
	readonly key: string;
	readonly version: string;
	/** The document's own text; null where the column is null. */
	readonly document: string | null;
}

/** What became of a row's document. */
export interface Converted {
	readonly row: Row;
	readonly outcome: Outcome;
	readonly bytes: number;
}

/** The rows of an answer that has key, version and document. */
export function rowsOf(rows: readonly TextRow[]): readonly Row[] {
	return rows.map(([key, version, document = null]) => ({
		key: key ?? "",
		version: version ?? "",
		document,
	}));
}

/** Converts the rows' documents, and counts what becomes of them. */
export function convertRows(
	rows: readonly Row[],
	options: RecordOptions,
): { readonly rows: readonly Converted[]; readonly counts: Counts } {
	const tally = new Tally();
	// Accounts are added up while the steps run, which is cheaper than to ask each record for its own.
	const counting = { ...options, ledger: tally.account.ledger };
	const converted = rows.map((row) => add(tally, convertRow(row, counting)));
	return { rows: converted, counts: countsOf(tally) };
}

/** What some of the rows come to; those that are written are converted again for it. */
export function recount(rows: readonly Converted[], options: RecordOptions): Counts {
	const tally = new Tally();
	const counting = { ...options, keep: false, ledger: tally.account.ledger };
	for (const one of rows) {
		add(tally, one.outcome.status === "converted" ? convertRow(one.row, counting) : one);
	}
	return countsOf(tally);
}

function add(tally: Tally, converted: Converted): Converted {
	tally.add(converted.outcome);
	tally.bytes += converted.bytes;
	return converted;
}

/** Converts a row's document as a run over files converts a record; a null is blank. */
function convertRow(row: Row, options: RecordOptions): Converted {
	if (row.document === null) return { row, outcome: { status: "blank" }, bytes: 0 };
	const bytes = Buffer.from(row.document);
	const outcome = convertRecord({ bytes, line: 0, offset: 0 }, undefined, options);
	return { row, outcome, bytes: bytes.length };
}

/** The same row, refused by its table with one of Postgres' codes. */
export function refusedRow({ row, bytes }: Converted, state: string): Converted {
	const reason = reasonOfRun("table-refuses");
	const message = `${reason.message} (${state})`;
	return { row, bytes, outcome: { status: "rejected", reason: { ...reason, message } } };
}
