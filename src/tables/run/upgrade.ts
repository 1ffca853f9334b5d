import { jobOf } from "../job.js";
import { Session } from "../session/session.js";
import { tableError } from "../session/sql-error.js";
import { withTable, withTableToRead } from "../session/with-table.js";
import { openState } from "../state.js";
import { statusOf, type TableStatus } from "../status.js";
import type { TableUpgradeOptions } from "./options.js";
import { joinRun } from "./start.js";
import { type OngoingRun, RunWorker } from "./worker.js";

/**
 * Upgrades the documents of a table where they are, while it is in use. Any number of processes that call this share
 * one run; whoever calls it after an interruption goes on with it. It ends when the run is done, which other processes
 * may be needed for, or paused by too many rejects. Never fails for a document.
 */
export async function upgradeTable(options: TableUpgradeOptions): Promise<TableStatus> {
	const run = await begin(options);
	await workTogether(options, run).catch((error: unknown) => {
		throw tableError(error);
	});
	return withTableToRead(options, (session) => statusOf(session, run.state, run.run));
}

/** Starts or joins a run without working on it; the numbers are those of its ranges that aren't done. */
export async function beginTable(
	options: TableUpgradeOptions,
): Promise<{ readonly status: TableStatus; readonly ranges: readonly number[] }> {
	const { state, run } = await begin(options);
	return withTable(options, async (session) => {
		const left = `SELECT number::text FROM ${state.range} WHERE run = $1::bigint AND stage <> 'done' ORDER BY number`;
		const ranges = (await session.ask(left, [run])).map(([number]) => Number(number));
		return { status: await statusOf(session, state, run), ranges };
	});
}

/** Works on one range of a run that is under way; false if there is something left of it, which others work on. */
export function upgradeRange(
	options: TableUpgradeOptions & { readonly run: string; readonly range: number },
): Promise<boolean> {
	return withTable(options, async (session, target) => {
		const state = await openState(session, target, options.state);
		return new RunWorker(options, { target, state, run: options.run }, session, options.range).workOut();
	});
}

function begin(options: TableUpgradeOptions): Promise<OngoingRun> {
	return withTable(options, async (session, target) => {
		const state = await openState(session, target, options.state);
		const { exclusive = false, rangeRows = 10_000, anew = false } = options;
		const job = jobOf(options, options.dryRun === true);
		return { target, state, run: await joinRun(session, state, target, job, { exclusive, rangeRows, anew }) };
	});
}

async function workTogether(options: TableUpgradeOptions, run: OngoingRun): Promise<void> {
	const connections = options.exclusive ? 1 : (options.connections ?? 2);
	const failed = new AbortController();
	const signals = [failed.signal, ...(options.signal ? [options.signal] : [])];
	const signal = AbortSignal.any(signals);
	const over = new AbortController();
	const workers = Array.from({ length: connections }, async () => {
		const session = new Session(options.pool, options);
		try {
			await new RunWorker({ ...options, signal }, run, session).work(over);
		} catch (error) {
			// One that can't go on ends the others after their batch.
			failed.abort();
			throw error;
		} finally {
			await session.end();
		}
	});
	const ends = await Promise.allSettled(workers);
	for (const end of ends) if (end.status === "rejected") throw end.reason;
}
