import { convertRecord, type RecordOptions } from "../convert.js";
import { downgrading } from "../converter.js";
import { BulkError } from "../error.js";
import { keptLineOf } from "../kept.js";
import { atTable } from "./at-table.js";
import { newestRun } from "./control.js";
import { type Job, recordOptions, type TableRecordOptions } from "./job.js";
import { arrayText } from "./literal.js";
import { HASH_LENGTH, hashOf } from "./original.js";
import { rest } from "./pace.js";
import { Patience } from "./patience.js";
import type { TextRow } from "./pool.js";
import { readResidue, writeBack } from "./rollback-sql.js";
import type { Session } from "./session.js";
import type { State } from "./state.js";
import type { Target } from "./target.js";

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
		const records = backwards(options, job);
		const patience = new Patience(options.patience, options.signal);
		const rollback = new Rollback({ session, target, state, run, records, options });
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

function backwards(options: TableRollbackOptions, { lineage, to }: Job): RecordOptions {
	if (lineage !== options.lineage.name) {
		throw new BulkError("run-differs", `the run was of ${lineage}, not of ${options.lineage.name}`);
	}
	const convert = downgrading(options.lineage, { from: to });
	return { ...recordOptions(options), envelope: undefined, rewrap: options.envelope, convert };
}

interface Place {
	readonly session: Session;
	readonly target: Target;
	readonly state: State;
	readonly run: string;
	readonly records: RecordOptions;
	readonly options: TableRollbackOptions;
}

/** A batch of the run, by its range and number. */
type BatchName = readonly [range: string, batch: string];

const FIRST: BatchName = ["-1", "-1"];

/** What is to be done with one row. */
interface Plan {
	/** Where in its batch it is. */
	readonly place: string;
	/** The hash of the document's text before the run. */
	readonly was: string;
	readonly version: string;
	/** The document to be written; empty where the old text is kept. */
	readonly document: string;
	/** Why it isn't to be written. */
	readonly outcome?: "edited" | "gone" | "refused";
}

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
				await this.#write(batch, await this.#proven(rows.map((row) => plan(row, this.#place.records))));
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

	/** The plans, without those documents that aren't what they were: steps that keep too little can't be undone. */
	async #proven(plans: readonly Plan[]): Promise<readonly Plan[]> {
		const documents = plans.map(({ document }) => document || "null").join("\n");
		const text = `SELECT document::jsonb::text FROM unnest(string_to_array($1, E'\\n')) WITH ORDINALITY AS i (document, place)
			ORDER BY place`;
		const texts = await this.#place.session.ask(text, [documents]);
		return plans.map((plan, i) => {
			const isProven = plan.document === "" || hashOf(texts[i]?.[0] ?? "") === plan.was;
			return isProven ? plan : { ...plan, document: "", outcome: "refused" };
		});
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

function plan([, , place, kept, original, version, document, same]: TextRow, records: RecordOptions): Plan {
	const was = kept?.slice(0, HASH_LENGTH) ?? "";
	const at = { place: place ?? "", was, version: version ?? "", document: "" };
	if (version == null) return { ...at, outcome: "gone" };
	if (same !== "1" || document == null) return { ...at, outcome: "edited" };
	if (original === "1") return at;
	const line = keptLineOf(Buffer.from(kept?.slice(HASH_LENGTH) ?? ""));
	if (!line) return { ...at, outcome: "refused" };
	const record = { bytes: Buffer.from(document), line: 0, offset: 0 };
	const outcome = convertRecord(record, line, records);
	if (outcome.status === "converted") return { ...at, document: outcome.record.text };
	return outcome.status === "current"
		? { ...at, document: oneLine(document) }
		: { ...at, outcome: "refused" };
}

/** The same JSON without line breaks. */
function oneLine(json: string): string {
	return json.includes("\n") ? json.replaceAll("\n", " ") : json;
}
