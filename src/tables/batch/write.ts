import type { RecordOptions } from "../../records/index.js";
import { BulkError } from "../../records/index.js";
import { type Counts, sum } from "../counts.js";
import { arrayText } from "../literal.js";
import type { Range, Stage } from "../run/range.js";
import { isListOf, isNumber, isText, jsonAnswer } from "../session/answer.js";
import type { Session, Value } from "../session/session.js";
import { isRefusal } from "../session/sql-error.js";
import { obstacle, suspects, type Trigger } from "../triggers.js";
import { type ConvertedRow, isCurrent, recount, refusedRow, type WrittenRow } from "./batch.js";

/** Rows to be written at once, and where their range is then. */
export interface RowBatch {
	readonly rows: readonly ConvertedRow[];
	/** What they come to, if that is known. */
	readonly counts?: Counts;
	/** Keys that were left for later, and are settled by this batch or gone. */
	readonly settle: readonly string[];
	readonly cursor: string | null;
	readonly stage: Stage;
}

/** How batches are written. */
export interface BatchWriter {
	readonly session: Session;
	readonly sql: string;
	/** Reads documents again that were written, where triggers may have changed them since. */
	readonly readBack: string | undefined;
	readonly triggers: readonly Trigger[];
	readonly lease: string;
	/** Who writes. */
	readonly worker: string;
	/** How the rows were converted. */
	readonly records: RecordOptions;
}

/**
 * Writes a batch and moves its range on, in one transaction. Rows that have changed since they were read, or that
 * others hold, are left for later; rows whose update a trigger cancels, or makes something else of than the version
 * asked for, become rejects. Gives the range as it is then; undefined if it was not this worker's any more.
 */
export async function writeBatch(
	writer: BatchWriter,
	range: Range,
	batch: RowBatch,
): Promise<Range | undefined> {
	let { rows } = batch;
	const later: string[] = [];
	for (;;) {
		const came = (rows === batch.rows && batch.counts) || recount(rows, writer.records);
		const counts = sum(range.counts, { ...came, conflicts: later.length });
		const next = { ...range, cursor: batch.cursor, stage: batch.stage, batch: range.batch + 1n, counts };
		const answer = await attempt(writer, range, next, { rows, settle: batch.settle, later });
		if (!answer.fenced) return undefined;
		const { refused, conflicts } = answer;
		if (answer.moved && refused.size === 0) return next;
		// Each round settles some of the rows, so that there is a last one.
		if (refused.size + conflicts.size === 0) {
			const what = `a batch of range ${range.number} can't be written, and no row is in its way`;
			throw new BulkError(
				"no-progress",
				`${what}: the key may not tell its rows apart, or the index is damaged`,
			);
		}
		later.push(...[...conflicts].map(({ row }) => row.key));
		const left = rows.filter((row) => !conflicts.has(row));
		rows = left.map((row) => {
			const why = refused.get(row);
			return why === undefined ? row : refusedRow(row, why);
		});
	}
}

/** As writeBatch; rows that the table refuses are found by halving, and become rejects. */
export async function settleBatch(
	writer: BatchWriter,
	range: Range,
	batch: RowBatch,
): Promise<Range | undefined> {
	try {
		return await writeBatch(writer, range, batch);
	} catch (error) {
		if (!isRefusal(error)) throw error;
		const [suspect, ...more] = written(batch.rows);
		if (!suspect) throw error;
		if (more.length > 0) return settleHalves(writer, range, batch);
		const why = obstacle(error, writer.triggers);
		const rows = batch.rows.map((one) => (one === suspect ? refusedRow(one, why) : one));
		const { counts: _, ...rest } = batch;
		return writeBatch(writer, range, { ...rest, rows });
	}
}

async function settleHalves(writer: BatchWriter, range: Range, batch: RowBatch): Promise<Range | undefined> {
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
	/** If it has not moved: the rows that could not be had. */
	readonly conflicts: ReadonlySet<ConvertedRow>;
	/** The rows that triggers did not leave as they were sent, and why. */
	readonly refused: ReadonlyMap<ConvertedRow, string>;
}

interface Rows extends Pick<RowBatch, "rows" | "settle"> {
	readonly later: readonly string[];
}

/** Thrown to undo what an attempt has written. */
class Undone extends Error {
	readonly answer: Answer;

	constructor(answer: Answer) {
		super("a batch is undone");
		this.answer = answer;
	}
}

/** Tries to write all of the rows; where that isn't to be had, nothing is written. */
async function attempt(writer: BatchWriter, range: Range, next: Range, rows: Rows): Promise<Answer> {
	try {
		return await writer.session.transaction(async () => {
			const answer = await send(writer, range, next, rows);
			if (answer.refused.size > 0) throw new Undone(answer);
			return answer;
		});
	} catch (error) {
		if (error instanceof Undone) return error.answer;
		throw error;
	}
}

async function send(writer: BatchWriter, range: Range, next: Range, batch: Rows): Promise<Answer> {
	const { session, sql, lease, worker } = writer;
	const rows = written(batch.rows);
	const keys = arrayText(rows.map(({ row }) => row.key));
	const values = [
		range.run,
		String(range.number),
		String(range.batch),
		keys,
		...writtenValues(rows),
		...rejectValues(batch.rows),
		arrayText(batch.later),
		arrayText(batch.settle.filter((key) => !batch.later.includes(key))),
		next.cursor,
		next.stage,
		JSON.stringify(next.counts),
		String(next.counts.rejected),
		lease,
		worker,
		keys,
	];
	const [row] = await session.ask(sql, values);
	const [fence, move, free, cancelled, changed] = row ?? [];
	const moved = move === "1";
	const had = new Set(places(free).map((place) => rows[place - 1]));
	const conflicts = new Set(moved ? [] : rows.filter((one) => !had.has(one)));
	const stored = moved ? await storedOf(writer, keys, changed) : [];
	return {
		fenced: fence === "1",
		moved,
		conflicts,
		refused: refusals(writer, rows, places(cancelled), stored),
	};
}

/** The places of rows, from 1, as the server lists them. */
function places(list: string | null | undefined): readonly number[] {
	return jsonAnswer(list, isListOf(isNumber));
}

/** A document as it stands in the table, where that may not be what was sent; with its place among the rows. */
type Stored = readonly [place: number, document: string | null];

function isStored(value: unknown): value is Stored {
	return Array.isArray(value) && isNumber(value[0]) && (value[1] === null || isText(value[1]));
}

async function storedOf(
	{ session, readBack }: BatchWriter,
	keys: string,
	changed: string | null | undefined,
): Promise<readonly Stored[]> {
	if (readBack === undefined) return jsonAnswer(changed, isListOf(isStored));
	const rows = await session.ask(readBack, [keys]);
	return rows.map(([place, document = null]) => [Number(place), document] as const);
}

function refusals(
	{ triggers, records }: BatchWriter,
	rows: readonly ConvertedRow[],
	cancelled: readonly number[],
	stored: readonly Stored[],
): ReadonlyMap<ConvertedRow, string> {
	const by = suspects(triggers);
	const refused = new Map<ConvertedRow, string>();
	for (const [place, document] of stored) {
		const row = rows[place - 1];
		// What a trigger adds of its own is the application's business, as long as the document stays one of the version.
		if (row && !isCurrent(document, records)) refused.set(row, `by ${by}, which makes another version of it`);
	}
	for (const place of cancelled) {
		const row = rows[place - 1];
		if (row) refused.set(row, `by ${by}, which cancels the update`);
	}
	return refused;
}

/** A row that has a document to be written. */
type ToWrite = ConvertedRow & { readonly outcome: WrittenRow };

function written(rows: readonly ConvertedRow[]): readonly ToWrite[] {
	return rows.filter((row): row is ToWrite => row.outcome.status === "converted");
}

/** Versions, which documents are given by their changes; documents and what is kept, as lines: the cheapest array. */
function writtenValues(rows: readonly ToWrite[]): readonly Value[] {
	return [
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

function rejectValues(rows: readonly ConvertedRow[]): readonly Value[] {
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
