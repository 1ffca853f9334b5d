import type { RecordOptions } from "../../records/index.js";
import { type Counts, sum } from "../counts.js";
import { arrayText } from "../literal.js";
import type { Range, Stage } from "../run/range.js";
import type { Session, Value } from "../session/session.js";
import { isRefusal, sqlState } from "../session/sql-error.js";
import { type Converted, recount, refusedRow, type WrittenRow } from "./batch.js";

/** Rows to be written at once, and where their range is then. */
export interface Batch {
	readonly rows: readonly Converted[];
	/** What they come to, if that is known. */
	readonly counts?: Counts;
	/** Keys that were left for later, and are settled by this batch or gone. */
	readonly settle: readonly string[];
	readonly cursor: string | null;
	readonly stage: Stage;
}

/** How batches are written. */
export interface Writer {
	readonly session: Session;
	readonly sql: string;
	readonly lease: string;
	/** Who writes. */
	readonly worker: string;
	/** How the rows were converted. */
	readonly records: RecordOptions;
}

/**
 * Writes a batch and moves its range on, in one transaction. Rows that have changed since they were read, or that
 * others hold, are left for later. Gives the range as it is then; undefined if it was not this worker's any more.
 */
export async function writeBatch(writer: Writer, range: Range, batch: Batch): Promise<Range | undefined> {
	let { rows } = batch;
	const later: string[] = [];
	for (;;) {
		const came = (rows === batch.rows && batch.counts) || recount(rows, writer.records);
		const counts = sum(range.counts, { ...came, conflicts: later.length });
		const next = { ...range, cursor: batch.cursor, stage: batch.stage, batch: range.batch + 1n, counts };
		const answer = await send(writer, range, next, { rows, settle: batch.settle, later });
		if (answer.moved) return next;
		if (!answer.fenced) return undefined;
		const held = new Set(answer.free);
		const conflicts = written(rows).flatMap(({ row }) => (held.has(row.key) ? [] : row.key));
		// Each round leaves some behind, so that there is a last one.
		later.push(...conflicts);
		const left = new Set(conflicts);
		rows = rows.filter(({ row }) => !left.has(row.key));
	}
}

/** As writeBatch; rows that the table refuses are found by halving, and become rejects. */
export async function settleBatch(writer: Writer, range: Range, batch: Batch): Promise<Range | undefined> {
	try {
		return await writeBatch(writer, range, batch);
	} catch (error) {
		if (!isRefusal(error)) throw error;
		const [suspect, ...more] = written(batch.rows);
		if (!suspect) throw error;
		if (more.length > 0) return settleHalves(writer, range, batch);
		const state = sqlState(error) ?? "";
		const rows = batch.rows.map((one) => (one === suspect ? refusedRow(one, state) : one));
		const { counts: _, ...rest } = batch;
		return writeBatch(writer, range, { ...rest, rows });
	}
}

async function settleHalves(writer: Writer, range: Range, batch: Batch): Promise<Range | undefined> {
	const middle = Math.ceil(batch.rows.length / 2);
	const first = batch.rows.slice(0, middle);
	const last = first.at(-1);
	const between = {
		rows: first,
		settle: first.map(({ row }) => row.key),
		cursor: range.stage === "scan" && last ? last.row.key : range.cursor,
		stage: range.stage,
	};
	const moved = await settleBatch(writer, range, between);
	const { counts: _, ...rest } = batch;
	return moved && settleBatch(writer, moved, { ...rest, rows: batch.rows.slice(middle) });
}

interface Answer {
	readonly fenced: boolean;
	readonly moved: boolean;
	/** If it has not moved: the rows that could be had. */
	readonly free: readonly string[];
}

interface Rows extends Pick<Batch, "rows" | "settle"> {
	readonly later: readonly string[];
}

async function send(
	{ session, sql, lease, worker }: Writer,
	range: Range,
	next: Range,
	{ rows, settle, later }: Rows,
): Promise<Answer> {
	const values = [
		range.run,
		String(range.number),
		String(range.batch),
		...writtenValues(written(rows)),
		...rejectValues(rows),
		arrayText(later),
		arrayText(settle.filter((key) => !later.includes(key))),
		next.cursor,
		next.stage,
		JSON.stringify(next.counts),
		String(next.counts.rejected),
		lease,
		worker,
	];
	const [row] = await session.ask(sql, values);
	return { fenced: row?.[0] === "1", moved: row?.[1] === "1", free: JSON.parse(row?.[2] ?? "[]") };
}

/** A row that has a document to be written. */
type ToWrite = Converted & { readonly outcome: WrittenRow };

function written(rows: readonly Converted[]): readonly ToWrite[] {
	return rows.filter((row): row is ToWrite => row.outcome.status === "converted");
}

/** Keys, versions, which documents are given by their changes; documents and what is kept, as lines: the cheapest array. */
function writtenValues(rows: readonly ToWrite[]): readonly Value[] {
	return [
		arrayText(rows.map(({ row }) => row.key)),
		arrayText(rows.map(({ row }) => row.version)),
		`{${rows.map(({ outcome }) => outcome.isChanges).join(",")}}`,
		joined(rows.map(({ outcome }) => outcome.line)),
		joined(rows.map(({ outcome }) => outcome.kept)),
	];
}

/** The lines as one text, as bytes: those are sent as they are. */
function joined(lines: readonly Uint8Array[]): Uint8Array {
	return Buffer.concat(lines).subarray(0, -1);
}

function rejectValues(rows: readonly Converted[]): readonly Value[] {
	const rejects = rows.flatMap(({ row, outcome }) =>
		outcome.status === "rejected" ? [{ key: row.key, ...outcome.reason }] : [],
	);
	return [
		arrayText(rejects.map(({ key }) => key)),
		arrayText(rejects.map(({ code }) => code)),
		arrayText(rejects.map(({ instanceLocation }) => instanceLocation)),
		arrayText(rejects.map(({ message }) => message)),
	];
}
