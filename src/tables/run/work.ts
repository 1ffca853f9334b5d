import type { RecordOptions } from "../../records/index.js";
import { BulkError } from "../../records/index.js";
import { type ConvertedRow, convertRows, refusedRow, rowsOf, type Wanted } from "../batch/batch.js";
import { readKeys, readRange } from "../batch/batch-sql.js";
import { type BatchWriter, settleBatch, writeBatch } from "../batch/write.js";
import type { Counts } from "../counts.js";
import { arrayText } from "../literal.js";
import type { BatchPace } from "../session/pace.js";
import type { Session } from "../session/session.js";
import { isRefusal, sqlState } from "../session/sql-error.js";
import type { State } from "../state.js";
import type { Target } from "../target.js";
import { obstacle } from "../triggers.js";
import type { Range } from "./range.js";

/** What it takes to work on a run's ranges over one connection. */
export interface Workplace {
	readonly session: Session;
	readonly state: State;
	readonly target: Target;
	readonly records: RecordOptions;
	readonly wanted: Wanted;
	readonly writer: BatchWriter;
	readonly pace: BatchPace;
	/** Memory of batches that are written, to be used again. */
	readonly spares: ArrayBuffer[];
	/** Called behind every batch with the range's counts before and after it; the work ends if it says so. */
	onBatch(before: Counts, after: Counts): Promise<"go on" | "end">;
}

/** How the work on a range ended: there is nothing left of it, or it is another's, or others hold its rows. */
export type Ending = "done" | "lost" | "held" | "ended";

/** Works on a range until it is done or can't be gone on with. */
export async function workOn(place: Workplace, claimed: Range): Promise<Ending> {
	let range = claimed;
	while (range.stage !== "done") {
		await place.pace.turn();
		if (place.pace.ended) return "ended";
		const step = await (range.stage === "scan" ? scan : sweep)(place, range);
		if (step === undefined) return "lost";
		const word = await place.onBatch(range.counts, step.range.counts);
		range = step.range;
		if (step.held) return "held";
		if (word === "end") return "ended";
	}
	return "done";
}

/** The range behind a batch, and whether others hold all that is left of it; undefined if it is another's. */
type Step = { readonly range: Range; readonly held: boolean } | undefined;

function step(range: Range | undefined, held = false): Step {
	return range && { range, held };
}

/** The next rows of the range. */
async function scan(place: Workplace, range: Range): Promise<Step> {
	const { session, target, pace, records, wanted } = place;
	const after = range.cursor ?? range.above;
	const values = [range.upTo, String(pace.rows), ...(after === null ? [] : [after])];
	const rows = rowsOf(await session.ask(readRange(target, after !== null), values));
	const last = rows.at(-1);
	const stage = last === undefined || last.key === range.upTo ? "sweep" : "scan";
	const { memory, ...converted } = convertRows(rows, records, wanted, place.spares);
	const batch = {
		...converted,
		settle: [],
		cursor: last?.key ?? range.cursor,
		stage,
	} as const;
	const began = performance.now();
	const next = await settleBatch(place.writer, range, batch);
	if (next?.stage === "scan" && next.cursor === after) throw stuck(range);
	pace.learn(rows.length, performance.now() - began);
	place.spares.push(...memory);
	return step(next);
}

function stuck({ number }: Range): BulkError {
	const why = "the key doesn't order its rows, or its index is damaged";
	return new BulkError("no-progress", `range ${number} doesn't come past one of its rows: ${why}`);
}

/** The rows that were left for later. */
async function sweep(place: Workplace, range: Range): Promise<Step> {
	const keys = await deferredKeys(place, range);
	const { cursor } = range;
	if (keys.length === 0) {
		return step(await writeBatch(place.writer, range, { rows: [], settle: [], cursor, stage: "done" }));
	}
	const read = await readRows(place, keys, false);
	const next = await settleBatch(place.writer, range, { ...read, settle: keys, cursor, stage: "sweep" });
	const conflicts = next && next.counts.conflicts - range.counts.conflicts;
	return next && conflicts === keys.length ? sweepHeld(place, next, keys) : step(next);
}

/** Waits for the first of the rows that others hold, as long as locks are waited for. */
async function sweepHeld(place: Workplace, range: Range, keys: readonly string[]): Promise<Step> {
	const settle = keys.slice(0, 1);
	const batch = { settle, cursor: range.cursor, stage: "sweep" } as const;
	let rows: readonly ConvertedRow[] = [];
	try {
		const next = await place.session.transaction(async () => {
			const read = await readRows(place, settle, true);
			rows = read.rows;
			return writeBatch(place.writer, range, { ...batch, ...read });
		});
		// Nobody can have changed a row that was held.
		if (next && next.counts.conflicts > range.counts.conflicts) throw stuck(range);
		return step(next);
	} catch (error) {
		if (sqlState(error) === "55P03") return step(range, true);
		if (!isRefusal(error)) throw error;
		const refused = rows.map((one) => refusedRow(one, obstacle(error, place.target.triggers)));
		return step(await writeBatch(place.writer, range, { ...batch, rows: refused }));
	}
}

async function deferredKeys({ session, state, pace }: Workplace, range: Range): Promise<readonly string[]> {
	const text = `SELECT key FROM ${state.deferred} WHERE run = $1::bigint AND range = $2::integer LIMIT $3::bigint`;
	const rows = await session.ask(text, [range.run, String(range.number), String(pace.rows)]);
	return rows.map(([key]) => key ?? "");
}

async function readRows(
	{ session, target, records, wanted }: Workplace,
	keys: readonly string[],
	lock: boolean,
): Promise<ReturnType<typeof convertRows>> {
	return convertRows(rowsOf(await session.ask(readKeys(target, lock), [arrayText(keys)])), records, wanted);
}
