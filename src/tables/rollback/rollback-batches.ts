import { arrayText } from "../literal.js";
import { isListOf, isNumber, jsonAnswer } from "../session/answer.js";
import type { Retry } from "../session/retry.js";
import type { Session } from "../session/session.js";
import { isRefusal } from "../session/sql-error.js";
import type { State } from "../state.js";
import type { Target } from "../target.js";
import { obstacle, suspects } from "../triggers.js";
import type { TableRollback, TableRollbackOptions } from "./options.js";
import { planRow, proven, type RowPlan, type Ways } from "./rollback-plan.js";
import { changedBack, nextBatch, readResidue, writeBack } from "./rollback-sql.js";

interface Place {
	readonly session: Session;
	readonly target: Target;
	readonly state: State;
	readonly run: string;
	readonly ways: Ways;
	readonly options: Pick<TableRollbackOptions, "signal" | "dryRun" | "onBatch">;
}

/** A batch of the run, by its range and number, and its keys as one array. */
interface Batch {
	readonly name: readonly [range: string, batch: string];
	readonly keys: string;
}

const FIRST: Batch["name"] = ["-1", "-1"];

/** How many rows that weren't restored are listed. */
const LISTED = 1_000;

/** The way back of a run, batch by batch. */
export class Rollback {
	readonly #place: Place;
	/** Of a dry one: what the rows would come to. */
	readonly #foreseen = new Map<string, number>();
	readonly #left: { readonly key: string; readonly outcome: string }[] = [];
	/** What was in the way of rows, by their keys. */
	readonly #why = new Map<string, string>();

	constructor(place: Place) {
		this.#place = place;
	}

	/** Goes through what is left once, batch by batch; whether there was something. */
	async pass(retry: Retry): Promise<boolean> {
		const { options, ways } = this.#place;
		let last = FIRST;
		let found = false;
		while (!options.signal?.aborted) {
			try {
				const batch = await this.#next(last);
				if (!batch) return found;
				found = true;
				const rows = await this.#read(batch);
				const plans = await this.#proven(rows.map((row) => planRow(row, ways)));
				if (options.dryRun) this.#foresee(plans);
				else await this.#settle(batch, plans);
				last = batch.name;
				retry.reset();
				const bytes = rows.reduce((sum, row) => sum + (row[4]?.length ?? 0), 0);
				options.onBatch?.({ records: rows.length, bytes });
			} catch (error) {
				await retry.after(error);
			}
		}
		return found;
	}

	/** What has become of the run's rows so far; the run is over if nothing is left. */
	async result(): Promise<Omit<TableRollback, "dry" | "newer">> {
		const { session, state, run, options } = this.#place;
		const rowsOf = `FROM ${state.residue} b CROSS JOIN LATERAL unnest(b.keys, b.outcomes) WITH ORDINALITY
			AS i (key, outcome, place) WHERE b.run = $1::bigint AND i.outcome IS NOT NULL`;
		const counts = await session.ask(`SELECT i.outcome, count(*) ${rowsOf} GROUP BY i.outcome`, [run]);
		const byOutcome = new Map(this.#foreseen);
		for (const [outcome, n] of counts) add(byOutcome, outcome ?? "", Number(n));
		const count = (outcome: string) => byOutcome.get(outcome) ?? 0;
		const left = `SELECT i.key, i.outcome ${rowsOf} AND i.outcome <> 'restored'
			ORDER BY b.range, b.batch, i.place LIMIT ${LISTED}`;
		const noted = (await session.ask(left, [run])).map(([key, outcome]) => ({
			key: key ?? "",
			outcome: outcome ?? "",
		}));
		return {
			run,
			restored: count("restored"),
			edited: count("edited"),
			gone: count("gone"),
			refused: count("refused"),
			rows: [...noted, ...this.#left].slice(0, LISTED).map((row) => {
				const why = this.#why.get(row.key);
				return why === undefined ? row : { ...row, why };
			}),
			complete: options.dryRun ? !options.signal?.aborted : await this.#end(),
		};
	}

	/** Ends the run if nothing is left of it; whether that is so. */
	async #end(): Promise<boolean> {
		const { session, state, run } = this.#place;
		const over = `UPDATE ${state.run} SET status = 'rolled-back', finished_at = clock_timestamp() WHERE id = $1::bigint
			AND NOT EXISTS (SELECT FROM ${state.residue} WHERE run = $1::bigint AND open > 0) RETURNING 1`;
		return (await session.ask(over, [run])).length > 0;
	}

	async #next(last: Batch["name"]): Promise<Batch | undefined> {
		const { session, state, run } = this.#place;
		const [row] = await session.ask(nextBatch(state), [run, ...last]);
		return row && { name: [row[0] ?? "", row[1] ?? ""], keys: row[2] ?? "{}" };
	}

	#read({ name, keys }: Batch) {
		const { session, target, state, run } = this.#place;
		return session.ask(readResidue(target, state), [run, ...name, keys]);
	}

	/** The plans, as far as what they would write is proven to be right. */
	async #proven(plans: readonly RowPlan[]): Promise<readonly RowPlan[]> {
		const { session, target } = this.#place;
		if (target.columnType === "json") return plans.map((plan) => proven(plan, "", plan.since?.again ?? ""));
		const documents = plans.flatMap(({ document, since }) => [document || "null", since?.again ?? "null"]);
		const text = `SELECT document::jsonb FROM unnest(string_to_array($1, E'\\n')) WITH ORDINALITY AS i (document, place)
			ORDER BY place`;
		const texts = (await session.ask(text, [documents.join("\n")])).map(([one]) => one ?? "");
		return plans.map((plan, i) => proven(plan, texts[2 * i] ?? "", texts[2 * i + 1] ?? ""));
	}

	#foresee(plans: readonly RowPlan[]): void {
		for (const { key, outcome = "restored" } of plans) {
			add(this.#foreseen, outcome, 1);
			if (outcome !== "restored" && this.#left.length < LISTED) this.#left.push({ key, outcome });
		}
	}

	/** Carries plans out; rows that the table refuses are found by halving. */
	async #settle(batch: Batch, plans: readonly RowPlan[]): Promise<void> {
		try {
			await this.#write(batch, plans);
		} catch (error) {
			if (!isRefusal(error)) throw error;
			const [suspect, ...more] = plans.filter(({ outcome }) => outcome === undefined);
			if (!suspect) throw error;
			if (more.length === 0) {
				this.#why.set(suspect.key, obstacle(error, this.#place.target.triggers));
				return this.#write(batch, refuse(plans, new Set([suspect.place])));
			}
			const middle = Math.ceil(plans.length / 2);
			await this.#settle(batch, plans.slice(0, middle));
			await this.#settle(batch, plans.slice(middle));
		}
	}

	/** Carries plans out; those that a trigger cancels, or makes something else of, are undone and refused. */
	async #write(batch: Batch, plans: readonly RowPlan[]): Promise<void> {
		const { session, target } = this.#place;
		const undone = await session
			.transaction(async () => {
				const [cancelled, changed] = await this.#send(batch, plans);
				if (cancelled.length + changed.length > 0) throw new Undone(cancelled, changed);
			})
			.catch((error: unknown) => {
				if (error instanceof Undone) return error;
				throw error;
			});
		if (!(undone instanceof Undone)) return;
		const by = suspects(target.triggers);
		for (const { place, key } of plans) {
			if (undone.cancelled.includes(place)) this.#why.set(key, `by ${by}, which cancels the update`);
			if (undone.changed.includes(place)) this.#why.set(key, `by ${by}, which changes the document`);
		}
		await this.#write(batch, refuse(plans, new Set([...undone.cancelled, ...undone.changed])));
	}

	async #send({ name, keys }: Batch, plans: readonly RowPlan[]): Promise<readonly [string[], string[]]> {
		const { session, target, state, run } = this.#place;
		const write = plans.filter(({ outcome }) => outcome === undefined);
		const leave = plans.filter(({ outcome }) => outcome !== undefined);
		const written = [
			run,
			...name,
			keys,
			arrayText(write.map(({ place }) => place)),
			arrayText(write.map(({ version }) => version)),
			// Not empty for one empty document, as that would be none.
			write.map(({ document }) => document || " ").join("\n"),
		];
		const [row] = await session.ask(writeBack(target, state), [
			...written,
			arrayText(leave.map(({ place }) => place)),
			arrayText(leave.map(({ outcome }) => outcome ?? "")),
		]);
		const [cancelled, changed] = [placesOf(row?.[0]), placesOf(row?.[1])];
		if (target.triggers.every(({ isBefore }) => isBefore)) return [cancelled, changed];
		const [later] = await session.ask(changedBack(target, state), written);
		return [cancelled, placesOf(later?.[0])];
	}
}

/** Thrown to undo what was written of a batch. */
class Undone extends Error {
	readonly cancelled: readonly string[];
	readonly changed: readonly string[];

	constructor(cancelled: readonly string[], changed: readonly string[]) {
		super("a batch is undone");
		this.cancelled = cancelled;
		this.changed = changed;
	}
}

function placesOf(list: string | null | undefined): string[] {
	return jsonAnswer(list, isListOf(isNumber)).map(String);
}

function refuse(plans: readonly RowPlan[], places: ReadonlySet<string>): readonly RowPlan[] {
	return plans.map((plan) => (places.has(plan.place) ? { ...plan, document: "", outcome: "refused" } : plan));
}

function add(counts: Map<string, number>, outcome: string, n: number): void {
	counts.set(outcome, (counts.get(outcome) ?? 0) + n);
}
