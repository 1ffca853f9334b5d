import { type ConvertedRow, convertRows, type Row, rowsOf } from "./batch/batch.js";
import { readRange } from "./batch/batch-sql.js";
import { type Counts, NOTHING, sum } from "./counts.js";
import { recordOptions, type TableRecordOptions } from "./job.js";
import type { Session } from "./session/session.js";
import { withTableToRead } from "./session/with-table.js";
import type { Target } from "./target.js";

/** A row that is not as it should be. */
export interface TableFinding {
	/** The row's key as Postgres writes it. */
	readonly key: string;
	/** Why its document is none of the lineage's; or "outdated". */
	readonly code: string;
	readonly instanceLocation: string;
	readonly message: string;
}

/** What a table's documents are: records = current + outdated + invalid + blank. */
export interface TableVerdict {
	readonly table: string;
	readonly column: string;
	readonly records: number;
	/** Valid, and of the version asked for. */
	readonly current: number;
	/** Valid, and of an older version. */
	readonly outdated: number;
	readonly invalid: number;
	/** The column is null. */
	readonly blank: number;
	readonly versions: { readonly [version: string]: number };
	readonly codes: { readonly [code: string]: number };
	/** The first of the rows that are outdated or invalid. */
	readonly findings: readonly TableFinding[];
	/** False if it was ended early. */
	readonly complete: boolean;
}

/** How a table is verified. */
export interface TableVerifyOptions extends TableRecordOptions {
	/** Ends when so many rows are not of the version asked for. */
	readonly stopAt?: number | undefined;
	readonly batchRows?: number | undefined;
	readonly onBatch?: ((counts: { readonly records: number; readonly bytes: number }) => void) | undefined;
}

const FINDINGS = 1_000;

/** Reads every row there is now, counts versions, and validates each document. Writes nothing, not even state. */
export function verifyTable(options: TableVerifyOptions): Promise<TableVerdict> {
	return withTableToRead(options, async (session, target) => {
		const records = recordOptions(options);
		const findings: TableFinding[] = [];
		let counts = NOTHING;
		let complete = true;
		for await (const rows of allRows(session, target, options.batchRows ?? 1_000)) {
			const { rows: converted, counts: batch } = convertRows(rows, records, "counts");
			for (const one of converted) if (findings.length < FINDINGS) findings.push(...findingsOf(one));
			counts = sum(counts, batch);
			options.onBatch?.(batch);
			complete = counts.converted + counts.rejected < (options.stopAt ?? Number.POSITIVE_INFINITY);
			if (!complete) break;
		}
		return { table: target.table, column: target.column, ...verdictOf(counts), findings, complete };
	});
}

/** All rows in order; the next ones are asked for while these are looked at. */
async function* allRows(session: Session, target: Target, size: number): AsyncGenerator<readonly Row[]> {
	const { key, rows } = target;
	const greatest = `SELECT ${key.of("t")} FROM ${rows} t ORDER BY ${key.of("t")} USING ${key.isAbove} LIMIT 1`;
	const [end] = await session.ask(greatest);
	if (end?.[0] == null) return;
	const upTo = end[0];
	const after = (last: string | undefined) =>
		session.ask(readRange(target, last !== undefined), [
			upTo,
			String(size),
			...(last === undefined ? [] : [last]),
		]);
	let next = after(undefined);
	try {
		for (;;) {
			const read = rowsOf(await next);
			const last = read.at(-1);
			if (last === undefined) return;
			next = after(last.key);
			// Its failure is met in the next round; until then it is not unhandled.
			next.catch(() => {});
			yield read;
		}
	} finally {
		// The connection must be free when it is given back.
		await next.catch(() => {});
	}
}

function findingsOf({ row: { key }, outcome }: ConvertedRow): readonly TableFinding[] {
	if (outcome.status === "rejected") return [{ key, ...outcome.reason }];
	if (outcome.status !== "converted") return [];
	return [{ key, code: "outdated", instanceLocation: "", message: `is of version ${outcome.version}` }];
}

function verdictOf(counts: Counts): Omit<TableVerdict, "table" | "column" | "findings" | "complete"> {
	const { records, current, converted, rejected, blank, versions, rejects } = counts;
	return { records, current, outdated: converted, invalid: rejected, blank, versions, codes: rejects };
}
