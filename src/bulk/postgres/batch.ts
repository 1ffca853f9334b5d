import type { Json } from "../../json/index.js";
import { convertRecord, type Outcome, type RecordOptions } from "../convert.js";
import { Gather } from "../gather.js";
import { reasonOfRun } from "../reject.js";
import { Snapshot } from "../snapshot.js";
import { Tally } from "../tally.js";
import type { Written } from "../written.js";
import { type Counts, countsOf } from "./counts.js";
import { hashOf } from "./originals.js";
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

/** A converted document. */
export interface WrittenRow extends RowLines {
	readonly status: "converted";
	readonly version: string;
}

/** The lines that are written of a document, each with its line break; empty if they weren't asked for. */
interface RowLines {
	/** The document; or only those of its members that are new or changed. */
	readonly line: Uint8Array;
	readonly isChanges: boolean;
	/** For a rollback from changes: the hash of what the document was, and what it has no room for. */
	readonly kept: Uint8Array;
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
): { readonly rows: readonly Converted[]; readonly counts: Counts; readonly memory: readonly ArrayBuffer[] } {
	const tally = new Tally();
	const writing =
		wanted === "counts" ? undefined : new Writing(wanted === "changes" && !options.envelope, spares);
	// Accounts are added up while the steps run, which is cheaper than to ask each record for its own.
	const { ledger } = tally.account;
	const counting = { ...options, keep: writing !== undefined, ledger, onPayload: writing?.onPayload };
	const converted = rows.map((row) => convertRow(row, counting, tally, writing));
	return { rows: converted, counts: countsOf(tally), memory: writing?.memory ?? [] };
}

/** What some of the rows come to; those that are written are converted again for it. */
export function recount(rows: readonly Converted[], options: RecordOptions): Counts {
	const tally = new Tally();
	const counting = { ...options, ledger: tally.account.ledger };
	for (const { row, outcome, bytes } of rows) {
		if (outcome.status === "converted") convertRow(row, counting, tally);
		else count(tally, outcome, bytes);
	}
	return countsOf(tally);
}

function count(tally: Tally, outcome: Outcome, bytes: number): void {
	tally.add(outcome);
	tally.bytes += bytes;
}

/** Converts a row's document as a run over files converts a record; a null is blank. */
function convertRow(row: Row, options: RecordOptions, tally: Tally, writing?: Writing): Converted {
	const { document } = row;
	if (document === null) {
		count(tally, BLANK, 0);
		return { row, outcome: BLANK, bytes: 0 };
	}
	const bytes = Buffer.byteLength(document);
	const outcome = convertRecord({ bytes: NONE, text: document, line: 0, offset: 0 }, undefined, options);
	count(tally, outcome, bytes);
	if (outcome.status !== "converted") return { row, outcome, bytes };
	const { status, version } = outcome;
	const lines = writing ? writing.linesOf(outcome, document) : NO_LINES;
	return { row, outcome: { status, version, ...lines }, bytes };
}

const BLANK = { status: "blank" } as const;
const NONE = new Uint8Array(0);
const NO_LINES: RowLines = { line: NONE, isChanges: false, kept: NONE };

/** Writes the lines of a batch. */
class Writing {
	/** What the payload at hand held; none if changes aren't wanted: those of a payload in an envelope aren't its document's. */
	readonly #before: Snapshot | undefined;
	readonly #documents: Gather;
	readonly #kept: Gather;
	readonly onPayload: ((payload: Json) => void) | undefined;

	constructor(changes: boolean, spares: ArrayBuffer[]) {
		const before = changes ? new Snapshot() : undefined;
		this.#before = before;
		this.onPayload = before && ((payload) => before.take(payload));
		this.#documents = new Gather(spares.pop());
		this.#kept = new Gather(spares.pop());
	}

	linesOf(outcome: Extract<Outcome, { status: "converted" }>, document: string): RowLines {
		const changes = this.#changesOf(outcome.record);
		if (changes === undefined) {
			const line = lineOf(this.#documents, outcome.record);
			return { line, isChanges: false, kept: lineOf(this.#kept) };
		}
		const kept = lineOf(this.#kept, hashOf(document), outcome.kept?.());
		return { line: lineOf(this.#documents, changes), isChanges: true, kept };
	}

	/** What the lines are in; it can be used again when nobody needs them any more. */
	get memory(): readonly ArrayBuffer[] {
		return [this.#documents.bytes.buffer, this.#kept.bytes.buffer];
	}

	/** The document's changes, which can't be told if a step has changed what it was given. */
	#changesOf(record: Written): string | undefined {
		const before = this.#before;
		const changes = before?.value === undefined ? undefined : record.changesFrom(before.value);
		return changes !== undefined && before?.isUntouched ? changes : undefined;
	}
}

/** One more line. */
function lineOf(lines: Gather, ...parts: readonly (string | Written | undefined)[]): Uint8Array {
	const start = lines.length;
	for (const part of parts) {
		if (typeof part === "string") lines.text(part);
		else if (part) lines.written(part);
	}
	lines.mark("\n");
	return lines.from(start);
}

/** The same row, refused by its table with one of Postgres' codes. */
export function refusedRow({ row, bytes }: Converted, state: string): Converted {
	const reason = reasonOfRun("table-refuses");
	const message = `${reason.message} (${state})`;
	return { row, bytes, outcome: { status: "rejected", reason: { ...reason, message } } };
}
