import { BulkError } from "../../records/index.js";
import { isJob, type Job } from "../job.js";
import { jsonAnswer } from "../session/answer.js";
import type { Session } from "../session/session.js";
import type { State } from "../state.js";
import type { Target } from "../target.js";

/** How a new run is cut into ranges. */
export interface Start {
	/** Whether one process works on it, and no other. */
	readonly exclusive: boolean;
	/** About how many rows a range has. */
	readonly rangeRows: number;
	/** Whether an unfinished run is given up for this one. */
	readonly anew: boolean;
}

/**
 * Joins the run that is under way on this column, or starts one; of any number of processes that do so, one starts
 * it. Fails with a BulkError if the one under way does something else, or is paused.
 */
export async function joinRun(
	session: Session,
	state: State,
	target: Target,
	job: Job,
	start: Start,
): Promise<string> {
	return session.transaction(async () => {
		const lock = `upshape ${state.run} ${target.oid}`;
		await session.ask("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))::text", [lock]);
		if (start.anew) await abandon(session, state, target);
		const underWay = await findUnderWay(session, state, target, job, start);
		return underWay ?? createRun(session, state, target, job, start);
	});
}

const UNFINISHED = "status IN ('running', 'paused', 'rolling-back')";

async function abandon(session: Session, { run }: State, target: Target): Promise<void> {
	const text = `UPDATE ${run} SET status = 'abandoned', finished_at = clock_timestamp()
		WHERE table_oid = $1::oid AND column_name = $2 AND ${UNFINISHED}`;
	await session.ask(text, [target.oid, target.column]);
}

async function findUnderWay(
	session: Session,
	{ run }: State,
	target: Target,
	job: Job,
	{ exclusive }: Start,
): Promise<string | undefined> {
	const text = `SELECT id::text, status, job, key_name, exclusive::text FROM ${run}
		WHERE table_oid = $1::oid AND column_name = $2 AND ${UNFINISHED}`;
	const [row] = await session.ask(text, [target.oid, target.column]);
	if (!row) return undefined;
	const [id, status, theirs, key, alone] = row;
	const differs = differences(jsonAnswer(theirs, isJob), job);
	if (key !== target.key.name) differs.push("key");
	if (alone !== String(exclusive)) differs.push("exclusive");
	const name = `run ${id} on ${target.table}.${target.column}`;
	if (status !== "running") {
		throw new BulkError("run-paused", `${name} is ${status}: resume it, roll it back, or begin a new one`);
	}
	if (differs.length > 0) {
		const what = `is under way with another ${differs.join(", ")}`;
		throw new BulkError("run-differs", `${name} ${what}: finish it as it was begun, or begin a new one`);
	}
	return id ?? undefined;
}

function differences(theirs: Job, ours: Job): string[] {
	const names = [
		"lineage",
		"versions",
		"to",
		"undeclared",
		"dry",
		"prove",
		"refusesSuspects",
		"at",
		"wrapped",
		"keepEnvelope",
	] as const;
	return names.filter((name) => JSON.stringify(theirs[name]) !== JSON.stringify(ours[name]));
}

async function createRun(
	session: Session,
	state: State,
	target: Target,
	job: Job,
	start: Start,
): Promise<string> {
	const { oid, table, key, column, estimate } = target;
	const insert = `INSERT INTO ${state.run} (table_oid, table_name, key_name, column_name, job, exclusive, estimate)
		VALUES ($1::oid, $2, $3, $4, $5, $6::boolean, $7::bigint) RETURNING id::text`;
	const values = [
		oid,
		table,
		key.name,
		column,
		JSON.stringify(job),
		String(start.exclusive),
		String(estimate),
	];
	const [row] = await session.ask(insert, values);
	const run = row?.[0] ?? "";
	// What the statistics say may be nothing, or old: where all keys can be read quickly, they are.
	const share = Math.min(100, (100 * READ_ALL) / Math.max(estimate, 1));
	const step = start.exclusive
		? Number.MAX_SAFE_INTEGER
		: Math.max(1, Math.round((start.rangeRows * share) / 100));
	const sample = share < 100 ? [String(share)] : [];
	await session.ask(cut(target, state, sample.length > 0), [run, String(step), ...sample]);
	return run;
}

/** Up to so many rows all keys are read to cut them into ranges; of bigger tables, a sample. */
const READ_ALL = 1_000_000;

/** Ranges between real keys, the last one being the greatest key there is now: what comes later isn't the run's. */
function cut({ rows, key }: Target, { range }: State, sample: boolean): string {
	const order = `ORDER BY key USING ${key.isBelow}`;
	return `
INSERT INTO ${range} (run, number, above, up_to)
SELECT $1::bigint, row_number() OVER (${order}), lag(format('%s', key)) OVER (${order}), format('%s', key) FROM (
	SELECT key FROM (
		SELECT ${key.of("t")} AS key, row_number() OVER (ORDER BY ${key.of("t")} USING ${key.isBelow}) AS place
		FROM ${rows} t${sample ? " TABLESAMPLE SYSTEM ($3::real)" : ""}
	) sampled WHERE place % $2::bigint = 0
	UNION
	SELECT * FROM (SELECT ${key.of("t")} FROM ${rows} t ORDER BY ${key.of("t")} USING ${key.isAbove} LIMIT 1) greatest
) bounds`;
}
