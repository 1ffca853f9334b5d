import { randomUUID } from "node:crypto";
import { BulkError } from "../../records/index.js";
import { batchSql, readBack } from "../batch/batch-sql.js";
import type { Counts } from "../counts.js";
import { recordOptions } from "../job.js";
import { BatchPace, pause } from "../session/pace.js";
import { Retry } from "../session/retry.js";
import type { Session } from "../session/session.js";
import type { State } from "../state.js";
import type { Target } from "../target.js";
import type { TableUpgradeOptions } from "./options.js";
import { type Claimer, claimRange, releaseRange } from "./range.js";
import { type Workplace, workOn } from "./work.js";

/** A run that is under way, and where. */
export interface OngoingRun {
	readonly target: Target;
	readonly state: State;
	readonly run: string;
}

/** How often a connection without work looks for some, in milliseconds. */
const LOOK_MS = 200;

/** One connection's work on a run. */
export class RunWorker {
	readonly #options: TableUpgradeOptions;
	readonly #run: OngoingRun;
	readonly #session: Session;
	readonly #claimer: Claimer;
	readonly #place: Workplace;
	readonly #retry: Retry;

	constructor(options: TableUpgradeOptions, run: OngoingRun, session: Session, only?: number) {
		const { target, state } = run;
		const records = recordOptions(options);
		const lease = `${options.leaseMs ?? 30_000} milliseconds`;
		const worker = randomUUID();
		const sql = batchSql(target, state, options.dryRun === true);
		const { triggers } = target;
		// What triggers do after an update may change any of it: then the old documents are kept as they were.
		const isChangedLater = triggers.some(({ isBefore }) => !isBefore);
		const byChanges = target.columnType === "jsonb" && !isChangedLater && !records.places;
		const wanted = options.dryRun ? "counts" : byChanges ? "changes" : "documents";
		this.#options = options;
		this.#run = run;
		this.#session = session;
		this.#claimer = { worker, lease, only };
		this.#retry = new Retry(options.retryMs, options.signal);
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
			pace: new BatchPace(options),
			spares: [],
			onBatch: (before, after) => this.#onBatch(before, after),
		};
	}

	/** Works on one range after the other, until there is none left; lets the others know when the run is over. */
	async work(over: AbortController): Promise<void> {
		const { signal } = this.#options;
		const awake = signal ? AbortSignal.any([signal, over.signal]) : over.signal;
		while (!this.#place.pace.ended) {
			const claimed = await this.#retrying(() => this.workOnce());
			if (claimed === true) continue;
			const status = claimed === undefined ? "running" : await this.#retrying(() => this.#finish());
			if (status === "paused" && this.#stopped) return;
			if (status !== undefined && status !== "running" && status !== "paused") {
				over.abort();
				return;
			}
			if (claimed === false) await pause(LOOK_MS, awake);
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
		if (ending === "held") await pause(LOOK_MS, this.#options.signal);
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
	async #retrying<T>(work: () => Promise<T>): Promise<T | undefined> {
		try {
			const result = await work();
			this.#retry.reset();
			return result;
		} catch (error) {
			this.#place.pace.shrink();
			await this.#retry.after(error);
			return undefined;
		}
	}

	async #onBatch(before: Counts, after: Counts): Promise<"go on" | "end"> {
		this.#retry.reset();
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
