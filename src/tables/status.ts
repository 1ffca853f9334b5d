import { type Counts, countsAnswer, NOTHING, sum } from "./counts.js";
import { isJob, type Job } from "./job.js";
import { jsonAnswer } from "./session/answer.js";
import type { TextRow } from "./session/pool.js";
import type { Session } from "./session/session.js";
import type { State } from "./state.js";
import type { Target } from "./target.js";

/** How a run stands. */
export type RunState = "running" | "paused" | "done" | "abandoned" | "rolling-back" | "rolled-back";

/** A run, as the database knows it. */
export interface TableStatus extends Counts, Omit<Job, "versions"> {
	readonly run: string;
	/** The table and its column, quoted as SQL does. */
	readonly table: string;
	readonly column: string;
	readonly status: RunState;
	/** Whether one process works on it, and no other. */
	readonly exclusive: boolean;
	/** About how many rows the table had when it began. */
	readonly estimate: number;
	readonly ranges: number;
	readonly rangesDone: number;
	/** How many processes' connections work on it now. */
	readonly workers: number;
	/** Rows that others held, and that are left for later. */
	readonly deferred: number;
	readonly startedAt: string;
	readonly finishedAt: string | null;
}

/** How a run stands. */
export async function statusOf(session: Session, state: State, run: string): Promise<TableStatus> {
	const [row = []] = await session.ask(headSql(state), [run]);
	const ranges = await session.ask(`SELECT counts FROM ${state.range} WHERE run = $1::bigint`, [run]);
	const counts = ranges.map(([text]): Counts => countsAnswer(text));
	return { ...headOf(run, row), ...counts.reduce(sum, NOTHING) };
}

/** The newest run on a table's column. */
export async function latestRun(session: Session, state: State, target: Target): Promise<string | undefined> {
	const text = `SELECT max(id) FROM ${state.run} WHERE table_oid = $1::oid AND column_name = $2`;
	const [row] = await session.ask(text, [target.oid, target.column]);
	return row?.[0] ?? undefined;
}

function headSql({ run, range, deferred }: State): string {
	return `
SELECT u.table_name, u.column_name, u.job, u.exclusive::text, u.status, u.estimate::text,
	to_char(u.started_at AT TIME ZONE 'UTC', '${ISO}'), to_char(u.finished_at AT TIME ZONE 'UTC', '${ISO}'),
	(SELECT count(*) FROM ${range} r WHERE r.run = u.id)::text,
	(SELECT count(*) FROM ${range} r WHERE r.run = u.id AND r.stage = 'done')::text,
	(SELECT count(*) FROM ${range} r WHERE r.run = u.id AND r.stage <> 'done' AND r.lease >= clock_timestamp()
		AND (r.backend IS NULL OR EXISTS (SELECT FROM pg_stat_activity a WHERE a.pid = r.backend)))::text,
	(SELECT count(*) FROM ${deferred} d WHERE d.run = u.id)::text
FROM ${run} u WHERE u.id = $1::bigint`;
}

const ISO = 'YYYY-MM-DD"T"HH24:MI:SS"Z"';

function headOf(run: string, row: TextRow): Omit<TableStatus, keyof Counts> {
	const [table, column, job, exclusive, status, estimate, startedAt, finishedAt = null, ...numbers] = row;
	const [ranges = 0, rangesDone = 0, workers = 0, deferred = 0] = numbers.map(Number);
	const { versions: _, ...what } = jsonAnswer(job, isJob);
	return {
		run,
		table: table ?? "",
		column: column ?? "",
		...what,
		exclusive: exclusive === "true",
		status: status as RunState, // nobody else writes the column
		estimate: Number(estimate),
		startedAt: startedAt ?? "",
		finishedAt,
		ranges,
		rangesDone,
		workers,
		deferred,
	};
}
