import type { Json } from "../../json/index.js";
import { convertRecord, type Outcome, type RecordOptions } from "../convert.js";
import { textHash } from "../digest.js";
import { reasonOfRun } from "../reject.js";
import { Snapshot } from "../snapshot.js";
import { Tally } from "../tally.js";
import type { Written } from "../written.js";
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
	readonly outcome: RowOutcome;
	readonly bytes: number;
}

/**
 * The outcome of a row. It has texts in place of values, as a batch's values would all be in memory at once, and cost
 * more to keep there than to write.
 */
type RowOutcome = Exclude<Outcome, { status: "converted" }> | WrittenRow;

/** A converted document, on one line, if it was asked for. */
export interface WrittenRow {
	readonly status: "converted";
	readonly version: string;
	/** The document; or only those of its members that are new or changed. */
	readonly text: string;
	readonly isChanges: boolean;
	/** For a rollback: the hash of what the document was, and what it has no room for. */
	readonly kept: string;
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

/** Converts the rows' documents, and counts what becomes of them. */
export function convertRows(
	rows: readonly Row[],
	options: RecordOptions,
	wanted: Wanted,
): { readonly rows: readonly Converted[]; readonly counts: Counts } {
	const tally = new Tally();
	// Accounts are added up while the steps run, which is cheaper than to ask each record for its own.
	const { ledger } = tally.account;
	// A payload in an envelope is not the document, so that its changes aren't the document's.
	const before = wanted === "changes" && !options.envelope ? new Snapshot() : undefined;
	const onPayload = before && ((payload: Json) => before.take(payload));
	const counting = { ...options, keep: wanted !== "counts", ledger, onPayload };
	const converted = rows.map((row) => convertRow(row, counting, wanted, tally, before));
	return { rows: converted, counts: countsOf(tally) };
}

/** What some of the rows come to; those that are written are converted again for it. */
export function recount(rows: readonly Converted[], options: RecordOptions): Counts {
	const tally = new Tally();
	const counting = { ...options, ledger: tally.account.ledger };
	for (const { row, outcome, bytes } of rows) {
		if (outcome.status === "converted") convertRow(row, counting, "counts", tally);
		else count(tally, outcome, bytes);
	}
	return countsOf(tally);
}

function count(tally: Tally, outcome: Outcome, bytes: number): void {
	tally.add(outcome);
	tally.bytes += bytes;
}

/** Converts a row's document as a run over files converts a record; a null is blank. */
function convertRow(
	row: Row,
	options: RecordOptions,
	wanted: Wanted,
	tally: Tally,
	before?: Snapshot,
): Converted {
	const { document } = row;
	if (document === null) {
		count(tally, BLANK, 0);
		return { row, outcome: BLANK, bytes: 0 };
	}
	const bytes = Buffer.byteLength(document);
	const outcome = convertText(document, options);
	count(tally, outcome, bytes);
	return {
		row,
		outcome: outcome.status === "converted" ? writtenRow(outcome, wanted, document, before) : outcome,
		bytes,
	};
}

const BLANK = { status: "blank" } as const;

function convertText(text: string, options: RecordOptions): Outcome {
	return convertRecord({ bytes: NONE, text, line: 0, offset: 0 }, undefined, options);
}

const NONE = new Uint8Array(0);

function writtenRow(
	outcome: Extract<Outcome, { status: "converted" }>,
	wanted: Wanted,
	document: string,
	before: Snapshot | undefined,
): WrittenRow {
	const { status, version, record, kept } = outcome;
	if (wanted === "counts") return { status, version, text: "", isChanges: false, kept: "" };
	const changes = before && changesOf(record, before);
	const text = changes ?? record.line;
	return {
		status,
		version,
		text,
		isChanges: changes !== undefined,
		kept: textHash(document) + (kept?.line ?? ""),
	};
}

/** The document's changes, which can't be told if a step has changed what it was given. */
function changesOf(record: Written, before: Snapshot): string | undefined {
	const changes = before.value === undefined ? undefined : record.changesFrom(before.value);
	return changes !== undefined && before.isUntouched ? changes : undefined;
}

/** The same row, refused by its table with one of Postgres' codes. */
export function refusedRow({ row, bytes }: Converted, state: string): Converted {
	const reason = reasonOfRun("table-refuses");
	const message = `${reason.message} (${state})`;
	return { row, bytes, outcome: { status: "rejected", reason: { ...reason, message } } };
}
