import { BulkError } from "../records/index.js";
import { isJob, type Job, type TableOptions } from "./job.js";
import { jsonAnswer } from "./session/answer.js";
import type { Session } from "./session/session.js";
import { withTableToRead } from "./session/with-table.js";
import { findState, type State } from "./state.js";
import { type RunState, statusOf, type TableStatus } from "./status.js";
import type { Target } from "./target.js";

/** A run that was, or is under way. */
export interface TableRun extends TableStatus {
	/** How many rows it wrote that no rollback has looked at. */
	readonly restorable: number;
}

/** All runs on a table's column, the newest first. */
export function tableRuns(options: TableOptions): Promise<readonly TableRun[]> {
	return withTableToRead(options, async (session, target) => {
		const state = await findState(session, target, options.state);
		const runs: TableRun[] = [];
		for (const { run, restorable } of state ? await runsOf(session, state, target) : []) {
			if (state) runs.push({ ...(await statusOf(session, state, run)), restorable });
		}
		return runs;
	});
}

interface Run {
	readonly run: string;
	readonly status: RunState;
	readonly job: Job;
	/** Whether it has written anything. */
	readonly wrote: boolean;
	readonly restorable: number;
}

async function runsOf(
	session: Session,
	{ run, residue }: State,
	{ oid, column }: Target,
): Promise<readonly Run[]> {
	const text = `SELECT u.id, u.status, u.job, count(b.run) > 0, coalesce(sum(b.open), 0) FROM ${run} u
		LEFT JOIN ${residue} b ON b.run = u.id WHERE u.table_oid = $1::oid AND u.column_name = $2
		GROUP BY u.id ORDER BY u.id DESC`;
	return (await session.ask(text, [oid, column])).map(([id, status, job, wrote, restorable]) => ({
		run: id ?? "",
		status: status as RunState, // nobody else writes the column
		job: jsonAnswer(job, isJob),
		wrote: wrote === "t",
		restorable: Number(restorable),
	}));
}

/** The run that a rollback is about, and the newer ones whose rows it would meet; a BulkError says why there is none. */
export async function runToUndo(
	session: Session,
	state: State,
	target: Target,
	id: string | undefined,
): Promise<Run & { readonly newer: readonly string[] }> {
	const runs = await runsOf(session, state, target);
	const wet = runs.filter(({ job }) => !job.dry);
	const undoable = wet.filter(({ status, wrote }) => wrote && status !== "rolled-back");
	const where = `${target.table}.${target.column}`;
	const found = id === undefined ? undoable[0] : runs.find(({ run }) => run === id);
	if (!found) {
		if (id !== undefined) throw new BulkError("no-run", `there is no run ${id} on ${where}`);
		const [newest] = wet;
		if (!newest) throw new BulkError("no-run", `there was no run on ${where} yet`);
		const what = isOver(newest.status)
			? ""
			: `; run ${newest.run}, which is ${newest.status}, is ended by its number`;
		throw new BulkError(
			"run-over",
			`no run on ${where} wrote anything that is not rolled back already${what}`,
		);
	}
	if (found.job.dry) throw new BulkError("run-over", `run ${found.run} was a dry one: it wrote nothing`);
	if (found.status === "rolled-back")
		throw new BulkError("run-over", `run ${found.run} is rolled back already`);
	const newer = undoable.map(({ run }) => run).filter((run) => Number(run) > Number(found.run));
	return { ...found, newer };
}

/** Fails with a BulkError if another run than this one is under way: it would undo what a rollback does. */
export async function requireNoOther(
	session: Session,
	state: State,
	target: Target,
	id: string,
): Promise<void> {
	const runs = await runsOf(session, state, target);
	const other = runs.find(({ run, status }) => run !== id && !isOver(status));
	if (!other) return;
	const message = `run ${other.run} on ${target.table}.${target.column} is ${other.status}: let it end first`;
	throw new BulkError("run-differs", message);
}

function isOver(status: RunState): boolean {
	return status === "done" || status === "abandoned" || status === "rolled-back";
}
