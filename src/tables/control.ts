import { BulkError } from "../records/index.js";
import type { TableOptions } from "./job.js";
import type { Session } from "./session/session.js";
import { withTable, withTableToRead } from "./session/with-table.js";
import { findState, type State } from "./state.js";
import { latestRun, type RunState, statusOf, type TableStatus } from "./status.js";
import type { Target } from "./target.js";

/** How the newest run on a table's column stands; undefined if there was none. */
export function tableStatus(options: TableOptions): Promise<TableStatus | undefined> {
	return withTableToRead(options, async (session, target) => {
		const state = await findState(session, target, options.state);
		const run = state && (await latestRun(session, state, target));
		return state && run !== undefined ? statusOf(session, state, run) : undefined;
	});
}

/** Has every process stop behind the batch that it is writing, and wait. */
export function pauseTable(options: TableOptions): Promise<TableStatus> {
	return turn(options, "running", "paused");
}

/** Has a paused run go on, in the processes that wait and those that join it. */
export function resumeTable(options: TableOptions): Promise<TableStatus> {
	return turn(options, "paused", "running");
}

function turn(options: TableOptions, from: RunState, to: RunState): Promise<TableStatus> {
	return withTable(options, async (session, target) => {
		const { state, run } = await newestRun(session, target, options);
		const text = `UPDATE ${state.run} SET status = $2 WHERE id = $1::bigint AND status = ANY ($3::text[]) RETURNING 1`;
		const changed = await session.ask(text, [run, to, `{${from},${to}}`]);
		const status = await statusOf(session, state, run);
		if (changed.length > 0) return status;
		throw new BulkError("run-over", `run ${run} on ${target.table}.${target.column} is ${status.status}`);
	});
}

/** The newest run on the column, and the state that it is in; fails if there is none. */
async function newestRun(
	session: Session,
	target: Target,
	options: TableOptions,
): Promise<{ readonly state: State; readonly run: string }> {
	const state = await findState(session, target, options.state);
	const run = state && (await latestRun(session, state, target));
	if (state && run !== undefined) return { state, run };
	throw new BulkError("no-run", `there was no run on ${target.table}.${target.column} yet`);
}
