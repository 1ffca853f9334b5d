import { BulkError, downgrading } from "../../records/index.js";
import { type Job, recordOptions } from "../job.js";
import { requireNoOther, runToUndo } from "../runs.js";
import { pause } from "../session/pace.js";
import { Retry } from "../session/retry.js";
import type { Session } from "../session/session.js";
import { withTable, withTableToRead } from "../session/with-table.js";
import { findState, type State } from "../state.js";
import type { Target } from "../target.js";
import type { TableRollback, TableRollbackOptions } from "./options.js";
import { Rollback } from "./rollback-batches.js";
import type { Ways } from "./rollback-plan.js";

/**
 * Gives each row that a run converted its document of before, from the residue: equal as jsonb, or the same text as
 * json. Rows that were changed since are left alone and listed. The run ends with it, if it was under way; a rollback
 * that was interrupted goes on when it is called again. To undo several runs, undo the newest first.
 */
export function rollbackTable(options: TableRollbackOptions): Promise<TableRollback> {
	const dry = options.dryRun === true;
	return (dry ? withTableToRead : withTable)(options, async (session, target) => {
		const state = await stateOf(session, target, options.state);
		const { run, newer, job } = await runToUndo(session, state, target, options.run);
		const ways = waysOf(options, job);
		if (!dry) await begin(session, state, target, run);
		const retry = new Retry(options.retryMs, options.signal);
		const rollback = new Rollback({ session, target, state, run, ways, options });
		while (!options.signal?.aborted && (await rollback.pass(retry)) && !dry)
			await pause(PAUSE, options.signal);
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

function waysOf(options: TableRollbackOptions, job: Job): Ways {
	const { lineage, to, undeclared, at, wrapped, keepEnvelope } = job;
	if (lineage !== options.lineage.name) {
		throw new BulkError("run-differs", `the run was of ${lineage}, not of ${options.lineage.name}`);
	}
	const forth = recordOptions({ ...options, to, undeclared, at, wrapped, keepEnvelope });
	const convert = downgrading(options.lineage, { from: to });
	if (keepEnvelope) return { forth, back: { ...forth, convert } };
	return { forth, back: { ...forth, envelope: undefined, rewrap: options.envelope, convert } };
}
