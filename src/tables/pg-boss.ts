import type { TableUpgradeOptions } from "./run/options.js";
import { beginTable, upgradeRange } from "./run/upgrade.js";
import type { TableStatus } from "./status.js";

/** What is needed of pg-boss, from 10 on: it is handed in as it is. */
export interface Boss {
	send(name: string, data: object, options: object): Promise<unknown>;
	work(name: string, handler: (jobs: { readonly data: RangeJob }[]) => Promise<unknown>): Promise<unknown>;
}

/** A job: one range of a run. */
export interface RangeJob {
	readonly run: string;
	readonly range: number;
}

/** A job whose range others have, or hold rows of, is tried again for about a day. */
const RETRY = { retryLimit: 1_000, retryDelay: 10, retryBackoff: false };

/**
 * Starts or joins the run, and sends a job for each of its ranges that isn't done. The queue must exist; to send the
 * jobs of a run twice does no harm.
 */
export async function sendTable(
	boss: Pick<Boss, "send">,
	queue: string,
	options: TableUpgradeOptions,
): Promise<TableStatus> {
	const { status, ranges } = await beginTable(options);
	for (const range of ranges) await boss.send(queue, { run: status.run, range }, RETRY);
	return status;
}

/** Works on the jobs of a queue in this process; each is over when its range is, and the run when they all are. */
export async function workTable(
	boss: Pick<Boss, "work">,
	queue: string,
	options: TableUpgradeOptions,
): Promise<void> {
	await boss.work(queue, async (jobs) => {
		for (const { data } of jobs) {
			const done = await upgradeRange({ ...options, ...data });
			if (!done) throw new Error(`range ${data.range} of run ${data.run} is not done: others work on it`);
		}
	});
}
