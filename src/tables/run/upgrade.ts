import { randomUUID } from "node:crypto";
import { BulkError } from "../../records/index.js";
import { readBack, writeBatch } from "../batch/batch-sql.js";
import type { Counts } from "../counts.js";
import { jobOf, recordOptions, type TableRecordOptions } from "../job.js";
import { atTable, lookAtTable } from "../session/at-table.js";
import { Pace, type PaceOptions, rest } from "../session/pace.js";
import { Patience } from "../session/patience.js";
import { Session } from "../session/session.js";
import { tableError } from "../session/sql-error.js";
import { openState, type State } from "../state.js";
import { statusOf, type TableStatus } from "../status.js";
import type { Target } from "../target.js";
import { type Claimer, claimRange, releaseRange } from "./range.js";
import { joinRun } from "./start.js";
import { type Workplace, workOn } from "./work.js";

/** How a table's documents are upgraded where they are. */
export interface TableUpgradeOptions extends TableRecordOptions, PaceOptions {
	/** How many of the pool's connections work at the same time; 2 if not given, 1 if the run is exclusive. */
	readonly connections?: number | undefined;
	/** Whether this process works alone on the run; false if not given. */
	readonly exclusive?: boolean | undefined;
	/** The same without writing a document. */
	readonly dryRun?: boolean | undefined;
	/** Whether an unfinished run is given up, and a new one begun. */
	readonly anew?: boolean | undefined;
	/** About how many rows are one range, which one connection works on at a time; 10,000 if not given. */
	readonly rangeRows?: number | undefined;
	/** The run is paused when there are more rejects than this. */
	readonly maxRejects?: number | undefined;
	/** How many milliseconds a silent connection keeps its range; 30,000 if not given. */
	readonly lease?: number | undefined;
	/** How many milliseconds to go on trying when nothing works; 60,000 if not given. */
	readonly patience?: number | undefined;
	/** Called behind every batch of this process with what the batch came to. */
	readonly onBatch?: ((counts: BatchCounts) => void) | undefined;
}

/** What one batch came to. */
export type BatchCounts = Pick<
	Counts,
	"records" | "converted" | "current" | "rejected" | "bytes" | "conflicts"
>;

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
	return lookAtTable(options, (session) => statusOf(session, run.state, run.run));
}

/** Starts or joins a run without working on it; the numbers are those of its ranges that aren't done. */
export async function beginTable(
	options: TableUpgradeOptions,
): Promise<{ readonly status: TableStatus; readonly ranges: readonly number[] }> {
	const { state, run } = await begin(options);
	return atTable(options, async (session) => {
		const left = `SELECT number::text FROM ${state.range} WHERE run = $1::bigint AND stage <> 'done' ORDER BY number`;
		const ranges = (await session.ask(left, [run])).map(([number]) => Number(number));
		return { status: await statusOf(session, state, run), ranges };
	});
}

/** Works on one range of a run that is under way; false if there is something left of it, which others work on. */
export function upgradeRange(
	options: TableUpgradeOptions & { readonly run: string; readonly range: number },
): Promise<boolean> {
	return atTable(options, async (session, target) => {
		const state = await openState(session, target, options.state);
		return new Lane(options, { target, state, run: options.run }, session, options.range).workOut();
	});
}

function begin(options: TableUpgradeOptions): Promise<Run> {
	return atTable(options, async (session, target) => {
		const state = await openState(session, target, options.state);
		const { exclusive = false, rangeRows = 10_000, anew = false } = options;
		const job = jobOf(options, options.dryRun === true);
		return { target, state, run: await joinRun(session, state, target, job, { exclusive, rangeRows, anew }) };
	});
}

interface Run {
	readonly target: Target;
	readonly state: State;
	readonly run: string;
}

async function workTogether(options: TableUpgradeOptions, run: Run): Promise<void> {
	const connections = options.exclusive ? 1 : (options.connections ?? 2);
	const failed = new AbortController();
	const signals = [failed.signal, ...(options.signal ? [options.signal] : [])];
	const signal = AbortSignal.any(signals);
	const over = new AbortController();
	const lanes = Array.from({ length: connections }, async () => {
		const session = new Session(options.pool, options);
		try {
			await new Lane({ ...options, signal }, run, session).work(over);
		} catch (error) {
			// One that can't go on ends the others behind their batch.
			failed.abort();
			throw error;
		} finally {
			await session.end();
		}
	});
	const ends = await Promise.allSettled(lanes);
	for (const end of ends) if (end.status === "rejected") throw end.reason;
}

/** How often a lane without work looks for some, in milliseconds. */
const LOOK = 200;

/** One connection's work on a run. */
class Lane {
	readonly #options: TableUpgradeOptions;
	readonly #run: Run;
	readonly #session: Session;
	readonly #claimer: Claimer;
	readonly #place: Workplace;
	readonly #patience: Patience;

	constructor(options: TableUpgradeOptions, run: Run, session: Session, only?: number) {
		const { target, state } = run;
		const records = recordOptions(options);
		const lease = `${options.lease ?? 30_000} milliseconds`;
		const worker = randomUUID();
		const sql = writeBatch(target, state, options.dryRun === true);
		const { triggers } = target;
		// What triggers do after an update may change any of it: then the old documents are kept as they were.
		const isChangedLater = triggers.some(({ isBefore }) => !isBefore);
		const byChanges = target.columnType === "jsonb" && !isChangedLater;
		const wanted = options.dryRun ? "counts" : byChanges ? "changes" : "documents";
		this.#options = options;
		this.#run = run;
		this.#session = session;
		this.#claimer = { worker, lease, only };
		this.#patience = new Patience(options.patience, options.signal);
		this.#place = {
			session,
			state,
			target,
			records,
			wanted,
			writer: {
				session,
				sql,
				readBack: isChangedLater && !options.dryRun ? readBack(target) : undefined,
				triggers,
				lease,
				worker,
				records,
			},
			pace: new Pace(options),
			spares: [],
			onBatch: (before, after) => this.#onBatch(before, after),
		};
	}

	/** Works on one range after the other, until there is none left; lets the others know when the run is over. */
	async work(over: AbortController): Promise<void> {
		const { signal } = this.#options;
		const awake = signal ? AbortSignal.any([signal, over.signal]) : over.signal;
		while (!this.#place.pace.ended) {
			const claimed = await this.#bearing(() => this.workOnce());
			if (claimed === true) continue;
			const status = claimed === undefined ? "running" : await this.#bearing(() => this.#finish());
			if (status === "paused" && this.#stopped) return;
			if (status !== undefined && status !== "running" && status !== "paused") {
				over.abort();
				return;
			}
			if (claimed === false) await rest(LOOK, awake);
		}
	}

	/** Works on a range if there is one to be had; whether there was. */
	async workOnce(): Promise<boolean> {
		const { state, run } = this.#run;
		const range = await claimRange(this.#session, state, run, this.#claimer);
		if (!range) return false;
		const ending = await workOn(this.#place, range).catch(async (error: unknown) => {
			// Others need not wait for the lease to end; where that fails, too, they do.
			await releaseRange(this.#session, state, range, this.#claimer.worker).catch(() => {});
			throw error;
		});
		if (ending !== "lost") await releaseRange(this.#session, state, range, this.#claimer.worker);
		// What others hold is tried again when they have had some time.
		if (ending === "held") await rest(LOOK, this.#options.signal);
		return true;
	}

	/** Works on its only range until nothing is left of it; whether that is so. */
	async workOut(): Promise<boolean> {
		while (!this.#place.pace.ended && (await this.workOnce()));
		await this.#finish();
		const { range } = this.#run.state;
		// Whoever did the last batch, when this is written it is on disk, too: the answer may be kept elsewhere.
		const done = `UPDATE ${range} SET lease = NULL WHERE run = $1::bigint AND number = $2::integer AND stage = 'done'
			RETURNING 1::text`;
		return (await this.#session.ask(done, [this.#run.run, String(this.#claimer.only)])).length > 0;
	}

	#stopped = false;

	/** Does what may fail and pass; undefined if it failed. */
	async #bearing<T>(work: () => Promise<T>): Promise<T | undefined> {
		try {
			const result = await work();
			this.#patience.renew();
			return result;
		} catch (error) {
			this.#place.pace.shrink();
			await this.#patience.bear(error);
			return undefined;
		}
	}

	async #onBatch(before: Counts, after: Counts): Promise<"go on" | "end"> {
		this.#patience.renew();
		const { onBatch, maxRejects } = this.#options;
		onBatch?.({
			records: after.records - before.records,
			converted: after.converted - before.converted,
			current: after.current - before.current,
			rejected: after.rejected - before.rejected,
			bytes: after.bytes - before.bytes,
			conflicts: after.conflicts - before.conflicts,
		});
		if (maxRejects === undefined || after.rejected === before.rejected) return "go on";
		if (!(await this.#pauseAbove(maxRejects))) return "go on";
		this.#stopped = true;
		return "end";
	}

	async #pauseAbove(maxRejects: number): Promise<boolean> {
		const { run, range } = this.#run.state;
		const text = `UPDATE ${run} SET status = 'paused' WHERE id = $1::bigint AND status = 'running'
			AND (SELECT sum(rejected) FROM ${range} WHERE run = $1::bigint) > $2::bigint RETURNING 1`;
		const rows = await this.#session.ask(text, [this.#run.run, String(maxRejects)]);
		return rows.length > 0;
	}

	/** Ends the run if nothing is left of it; how it stands. */
	async #finish(): Promise<string> {
		const { run, range } = this.#run.state;
		const done = `UPDATE ${run} SET status = 'done', finished_at = clock_timestamp() WHERE id = $1::bigint
			AND status = 'running' AND NOT EXISTS (SELECT FROM ${range} WHERE run = $1::bigint AND stage <> 'done')`;
		await this.#session.ask(done, [this.#run.run]);
		const [row] = await this.#session.ask(`SELECT status FROM ${run} WHERE id = $1::bigint`, [this.#run.run]);
		const status = row?.[0] ?? "abandoned";
		if (status === "running" && this.#options.exclusive) {
			throw new BulkError("run-busy", `another process works on run ${this.#run.run}, which is exclusive`);
		}
		return status;
	}
}
