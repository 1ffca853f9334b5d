import { BulkError, downgrading } from "../../records/index.js";
import { type Job, recordOptions, type TableRecordOptions } from "../job.js";
import { requireNoOther, runToUndo } from "../runs.js";
import { atTable, lookAtTable } from "../session/at-table.js";
import { rest } from "../session/pace.js";
import { Patience } from "../session/patience.js";
import type { Session } from "../session/session.js";
import { findState, type State } from "../state.js";
import type { Target } from "../target.js";
import { Rollback } from "./rollback-batches.js";
import type { Ways } from "./rollback-plan.js";

/** How a run is undone. */
export interface TableRollbackOptions extends Omit<TableRecordOptions, "to" | "undeclared"> {
	/** Which run; if not given, the newest one that wrote something and is not rolled back. */
	readonly run?: string | undefined;
	/** The same without writing anything: tells what the rollback would come to. */
	readonly dryRun?: boolean | undefined;
	readonly patience?: number | undefined;
	readonly signal?: AbortSignal | undefined;
	readonly onBatch?: ((counts: { readonly records: number; readonly bytes: number }) => void) | undefined;
}

/** What a rollback came to, or would: all rows that the run converted are in one of these. */
export interface TableRollback {
	readonly run: string;
	readonly dry: boolean;
	readonly restored: number;
	/** Documents that were changed since the run wrote them: they stay as they are. */
	readonly edited: number;
	/** Rows that are no more. */
	readonly gone: number;
	/** Documents that can't be converted back to what they were, or that the table refuses: they stay as they are. */
	readonly refused: number;
	/** The first of the rows that were not restored, by their keys; of some it is known what was in the way. */
	readonly rows: readonly { readonly key: string; readonly outcome: string; readonly why?: string }[];
	/** Newer runs that wrote something and are not rolled back: what they wrote again counts as edited. */
	readonly newer: readonly string[];
	/** False if it was ended early. */
	readonly complete: boolean;
}

/**
 * Gives each row that a run converted its document of before, from the residue: equal as jsonb, or the same text as
 * json. Rows that were changed since are left alone and listed. The run ends with it, if it was under way; a rollback
 * that was interrupted goes on when it is called again. To undo several runs, undo the newest first.
 */
export function rollbackTable(options: TableRollbackOptions): Promise<TableRollback> {
	const dry = options.dryRun === true;
	return (dry ? lookAtTable : atTable)(options, async (session, target) => {
		const state = await stateOf(session, target, options.state);
		const { run, newer, job } = await runToUndo(session, state, target, options.run);
		const ways = waysOf(options, job);
		if (!dry) await begin(session, state, target, run);
		const patience = new Patience(options.patience, options.signal);
		const rollback = new Rollback({ session, target, state, run, ways, options });
		while (!options.signal?.aborted && (await rollback.pass(patience)) && !dry)
			await rest(PAUSE, options.signal);
		return { ...(await rollback.result()), dry, newer };
	});
}

/** Between two looks at rows that others hold, in milliseconds. */
const PAUSE = 100;

async function stateOf(session: Session, target: Target, schema: string | undefined): Promise<State> {
	const state = await findState(session, target, schema);
	if (state) return state;
	throw new BulkError("no-run", `there was no run on ${target.table}.${target.column} yet`);
}

/** Ends the run's batches; the ranges are locked once, so that none is under way any more. */
async function begin(session: Session, state: State, target: Target, id: string): Promise<void> {
	const { run, range } = state;
	await session.transaction(async () => {
		await requireNoOther(session, state, target, id);
		await session.ask(
			`UPDATE ${run} SET status = 'rolling-back' WHERE id = $1::bigint AND status <> 'rolled-back'`,
			[id],
		);
	});
	await session.ask(`SELECT 1 FROM ${range} WHERE run = $1::bigint FOR UPDATE`, [id]);
}

function waysOf(options: TableRollbackOptions, { lineage, to, undeclared }: Job): Ways {
	if (lineage !== options.lineage.name) {
		throw new BulkError("run-differs", `the run was of ${lineage}, not of ${options.lineage.name}`);
	}
	const forth = recordOptions({ ...options, to, undeclared });
	const convert = downgrading(options.lineage, { from: to });
	return { forth, back: { ...forth, envelope: undefined, rewrap: options.envelope, convert } };
}
