import { BulkError, downgrading } from "../../records/index.js";
import { newestRun } from "../control.js";
import { type Job, recordOptions, type TableRecordOptions } from "../job.js";
import { arrayText } from "../literal.js";
import { atTable } from "../session/at-table.js";
import { rest } from "../session/pace.js";
import { Patience } from "../session/patience.js";
import type { TextRow } from "../session/pool.js";
import type { Session } from "../session/session.js";
import type { State } from "../state.js";
import type { Target } from "../target.js";
import { type Plan, planOf, proven, type Ways } from "./rollback-plan.js";
import { readResidue, writeBack } from "./rollback-sql.js";

/** How a run is undone. */
export interface TableRollbackOptions extends Omit<TableRecordOptions, "to" | "undeclared"> {
	readonly patience?: number | undefined;
	readonly signal?: AbortSignal | undefined;
	readonly onBatch?: ((counts: { readonly records: number; readonly bytes: number }) => void) | undefined;
}

/** What a rollback came to: all rows that the run converted are in one of these. */
export interface TableRollback {
	readonly run: string;
	readonly restored: number;
	/** Documents that were changed since the run wrote them: they stay as they are. */
	readonly edited: number;
	/** Rows that are no more. */
	readonly gone: number;
	/** Documents that the lineage can't convert back, or not to what they were: they stay as they are. */
	readonly refused: number;
	/** The first of the rows that were not restored, by their keys. */
	readonly rows: readonly { readonly key: string; readonly outcome: string }[];
	/** False if it was ended early. */
	readonly complete: boolean;
}

/**
 * Gives each row that the newest run converted its document of before, from the residue: equal as jsonb, or the same
 * text as json. Rows that were changed since are left alone and listed. The run ends with it, if it was under way;
 * a rollback that was interrupted goes on when it is called again.
 */
export function rollbackTable(options: TableRollbackOptions): Promise<TableRollback> {
	return atTable(options, async (session, target) => {
		const { state, run } = await newestRun(session, target, options, true);
		const job = await begin(session, state, run);
		const ways = waysOf(options, job);
		const patience = new Patience(options.patience, options.signal);
		const rollback = new Rollback({ session, target, state, run, ways, options });
		while (!options.signal?.aborted && (await rollback.pass(patience))) await rest(PAUSE, options.signal);
		return rollback.result();
	});
}

/** Between two looks at rows that others hold, in milliseconds. */
const PAUSE = 100;

/** Ends the run's batches; the ranges are locked once, so that none is under way any more. */
async function begin(session: Session, { run, range }: State, id: string): Promise<Job> {
	const text = `UPDATE ${run} SET status = 'rolling-back' WHERE id = $1::bigint AND status <> 'rolled-back' RETURNING job`;
	const [row] = await session.ask(text, [id]);
	if (row?.[0] == null) throw new BulkError("run-over", `run ${id} is rolled back already`);
	await session.ask(`SELECT 1::text FROM ${range} WHERE run = $1::bigint FOR UPDATE`, [id]);
	return JSON.parse(row[0]);
}

function waysOf(options: TableRollbackOptions, { lineage, to, undeclared }: Job): Ways {
	if (lineage !== options.lineage.name) {
		throw new BulkError("run-differs", `the run was of ${lineage}, not of ${options.lineage.name}`);
	}
	const forth = recordOptions({ ...options, to, undeclared });
	const convert = downgrading(options.lineage, { from: to });
	return { forth, back: { ...forth, envelope: undefined, rewrap: options.envelope, convert } };
}

interface Place {
	readonly session: Session;
	readonly target: Target;
	readonly state: State;
	readonly run: string;
	readonly ways: Ways;
	readonly options: TableRollbackOptions;
}

/** A batch of the run, by its range and number. */
type BatchName = readonly [range: string, batch: string];

const FIRST: BatchName = ["-1", "-1"];

class Rollback {
	readonly #place: Place;

	constructor(place: Place) {
		this.#place = place;
	}

	/** Goes through what is left once, batch by batch; whether there was something. */
	async pass(patience: Patience): Promise<boolean> {
		const { options } = this.#place;
		let last = FIRST;
		let found = false;
		while (!options.signal?.aborted) {
			try {
				const rows = await this.#read(last);
				const [first] = rows;
				if (!first) return found;
				found = true;
				const batch: BatchName = [first[0] ?? "", first[1] ?? ""];
				await this.#write(batch, await this.#proven(rows.map((row) => planOf(row, this.#place.ways))));
				last = batch;
				patience.renew();
				options.onBatch?.({
					records: rows.length,
					bytes: rows.reduce((sum, row) => sum + (row[6]?.length ?? 0), 0),
				});
			} catch (error) {
				await patience.bear(error);
			}
		}
		return found;
	}

	/** What has become of the run's rows so far; the run is over if nothing is left. */
	async result(): Promise<TableRollback> {
		const { session, state, run } = this.#place;
		const over = `UPDATE ${state.run} SET status = 'rolled-back', finished_at = clock_timestamp() WHERE id = $1::bigint
			AND NOT EXISTS (SELECT FROM ${state.residue} WHERE run = $1::bigint AND open > 0) RETURNING 1::text`;
		const complete = (await session.ask(over, [run])).length > 0;
		const rowsOf = `FROM ${state.residue} b CROSS JOIN LATERAL unnest(b.keys, b.outcomes) WITH ORDINALITY
			AS i (key, outcome, place) WHERE b.run = $1::bigint`;
		const counts = `SELECT i.outcome, count(*)::text ${rowsOf} GROUP BY i.outcome`;
		const byOutcome = new Map((await session.ask(counts, [run])).map(([outcome, n]) => [outcome, Number(n)]));
		const count = (outcome: string) => byOutcome.get(outcome) ?? 0;
		const left = `SELECT i.key, i.outcome ${rowsOf} AND i.outcome <> 'restored'
			ORDER BY b.range, b.batch, i.place LIMIT 1000`;
		const rows = (await session.ask(left, [run])).map(([key, outcome]) => ({
			key: key ?? "",
			outcome: outcome ?? "",
		}));
		return {
			run,
			restored: count("restored"),
			edited: count("edited"),
			gone: count("gone"),
			refused: count("refused"),
			rows,
			complete,
		};
	}

	#read(last: BatchName): Promise<readonly TextRow[]> {
		const { session, target, state, run } = this.#place;
		return session.ask(readResidue(target, state), [run, ...last]);
	}

	/** The plans, as far as what they would write is proven to be right. */
	async #proven(plans: readonly Plan[]): Promise<readonly Plan[]> {
		const { session, target } = this.#place;
		if (target.columnType === "json") return plans.map((plan) => proven(plan, "", plan.since?.again ?? ""));
		const documents = plans.flatMap(({ document, since }) => [document || "null", since?.again ?? "null"]);
		const text = `SELECT document::jsonb::text FROM unnest(string_to_array($1, E'\\n')) WITH ORDINALITY AS i (document, place)
			ORDER BY place`;
		const texts = (await session.ask(text, [documents.join("\n")])).map(([one]) => one ?? "");
		return plans.map((plan, i) => proven(plan, texts[2 * i] ?? "", texts[2 * i + 1] ?? ""));
	}

	async #write(batch: BatchName, plans: readonly Plan[]): Promise<void> {
		const { session, target, state, run } = this.#place;
		const write = plans.filter(({ outcome }) => outcome === undefined);
		const leave = plans.filter(({ outcome }) => outcome !== undefined);
		await session.ask(writeBack(target, state), [
			run,
			...batch,
			arrayText(write.map(({ place }) => place)),
			arrayText(write.map(({ version }) => version)),
			// Not empty for one empty document, as that would be none.
			write.map(({ document }) => document || " ").join("\n"),
			arrayText(leave.map(({ place }) => place)),
			arrayText(leave.map(({ outcome }) => outcome ?? "")),
		]);
	}
}
