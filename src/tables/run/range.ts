import { type Counts, countsAnswer } from "../counts.js";
import { integerAnswer } from "../session/answer.js";
import type { TextRow } from "../session/pool.js";
import type { Session } from "../session/session.js";
import type { State } from "../state.js";

/** A part of a run's table, as far as it has come: rows above one key, up to another. */
export interface Range {
	readonly run: string;
	readonly number: number;
	readonly above: string | null;
	readonly upTo: string;
	/** The last key that is done. */
	readonly cursor: string | null;
	/** What is left to do: all rows, or those that others held, or nothing. */
	readonly stage: Stage;
	/** How often it has moved on: whoever writes must know. */
	readonly batch: bigint;
	readonly counts: Counts;
}

/** Where a range is: its rows are read once (scan), rows that others held are read again (sweep), none is left (done). */
export type Stage = "scan" | "sweep" | "done";

/** Who works, and for how long a range is theirs without a word from them. */
export interface Claimer {
	readonly worker: string;
	readonly lease: string;
	/** Only the range of that number. */
	readonly only?: number | undefined;
}

/**
 * Takes a range that is nobody's: never begun, given back, or left by a connection that is no more or has been
 * silent for too long. The worker's own comes first, the ones that wait for others come last. A connection from a
 * pooler is at another server process each time, whose end says nothing: then only silence counts.
 */
export async function claimRange(
	session: Session,
	state: State,
	run: string,
	{ worker, lease, only }: Claimer,
): Promise<Range | undefined> {
	const [row] = await session.ask(claim(state), [
		run,
		worker,
		lease,
		only === undefined ? null : String(only),
		String(session.isDirect),
	]);
	return row && rangeOf(run, row);
}

/** Gives a range back before its lease ends, if it is still the worker's. */
export async function releaseRange(
	session: Session,
	state: State,
	range: Range,
	worker: string,
): Promise<void> {
	const text = `UPDATE ${state.range} SET lease = NULL WHERE run = $1::bigint AND number = $2::integer AND worker = $3`;
	await session.ask(text, [range.run, String(range.number), worker]);
}

function claim({ range, run }: State): string {
	return `
WITH free AS (
	SELECT r.number FROM ${range} r JOIN ${run} u ON u.id = r.run
	WHERE r.run = $1::bigint AND u.status = 'running' AND r.stage <> 'done' AND ($4::integer IS NULL OR r.number = $4::integer)
	AND (r.lease IS NULL OR r.worker = $2 OR r.lease < clock_timestamp()
		OR (r.backend IS NOT NULL AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.pid = r.backend)))
	ORDER BY r.worker IS NOT DISTINCT FROM $2 DESC, r.stage = 'sweep', r.number LIMIT 1 FOR UPDATE OF r SKIP LOCKED
)
UPDATE ${range} r SET worker = $2, backend = CASE WHEN $5::boolean THEN pg_backend_pid() END, lease = clock_timestamp() + $3::interval, batch = r.batch + 1
FROM free WHERE r.run = $1::bigint AND r.number = free.number
RETURNING r.number::text, r.above, r.up_to, r."cursor", r.stage, r.batch::text, r.counts`;
}

function rangeOf(run: string, row: TextRow): Range {
	const [number, above = null, upTo, cursor = null, stage, batch, counts] = row;
	return {
		run,
		number: Number(number),
		above,
		upTo: upTo ?? "",
		cursor,
		stage: stage as Stage, // nobody else writes the column
		batch: integerAnswer(batch),
		counts: countsAnswer(counts),
	};
}
