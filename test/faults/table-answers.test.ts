import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	pauseTable,
	rollbackTable,
	type TableClient,
	type TablePool,
	tableRuns,
	tableStatus,
	upgradeTable,
	verifyTable,
} from "../../src/bulk/index.js";
import { client } from "../../src/clerk/index.js";
import { counted, database, SERVER, WITHOUT_SERVER } from "../support/postgres/database.js";
import { RUNS } from "../support/runs.js";

if (SERVER === undefined) console.log(`test/faults/table-answers.test.ts: ${WITHOUT_SERVER}`);

// Whatever a database answers, however odd: a call ends, and what it fails with is a BulkError. Real answers are changed,
// one of each call, so that a call is met at every place that it comes to.

type Cell = string | null;
type Row = readonly Cell[];
type Change = (rows: readonly Row[]) => readonly Row[];

const cell = fc.constantFrom<Cell>(
	null,
	"",
	"x",
	"t",
	"-1",
	"0",
	"7",
	"[]",
	"{}",
	"[null]",
	'{"a":1}',
	"[[1]]",
	"\u0000",
	"[9]",
);
const place = fc.nat({ max: 12 });
const change = fc.oneof(
	fc.constant<Change>(() => []),
	fc.constant<Change>((rows) => [...rows, ...rows]),
	fc.constant<Change>((rows) => rows.map(() => [])),
	fc.constant<Change>(() => [["t", "r", "public", "f", "1", "x", "7"]]),
	fc.tuple(place, cell).map(
		([at, to]): Change =>
			(rows) =>
				rows.map((row) => row.with?.(at % Math.max(1, row.length), to) ?? row),
	),
);

/** The pool, of which the answer to that statement is changed; without end, it is gone at some time. */
function odd(pool: TablePool, nth: number, change: Change): TablePool {
	let asked = 0;
	return {
		async connect(): Promise<TableClient> {
			const connection = await pool.connect();
			return {
				processID: connection.processID ?? null,
				release: (error) => connection.release(error),
				async query(query) {
					if (asked > 400) throw new Error("read ECONNRESET");
					const result = await connection.query(query);
					const rows = (result.rows ?? []) as readonly Row[];
					return query.values.length > 0 && asked++ === nth ? { rows: change(rows) } : { rows };
				},
			};
		},
	};
}

const WHAT = { table: "clients", column: "doc", lineage: client, connections: 1, retryMs: 1, rangeRows: 4 };
const CALLS = [verifyTable, upgradeTable, tableStatus, tableRuns, pauseTable, rollbackTable] as const;

describe.skipIf(SERVER === undefined)("answers that nobody expects", () => {
	test("end a call with its result, or a BulkError", async () => {
		const at = await database();
		await counted(at, 10);
		await upgradeTable({ ...WHAT, pool: at.pool });
		await fc.assert(
			fc.asyncProperty(fc.constantFrom(...CALLS), fc.nat({ max: 25 }), change, async (call, nth, change) => {
				await at.pool.query(
					"UPDATE upshape.run SET status = 'running' WHERE id = 1; UPDATE upshape.range SET stage = 'scan', lease = NULL, cursor = NULL",
				);
				const signal = AbortSignal.timeout(5_000);
				const end = await call({ ...WHAT, pool: odd(at.pool, nth, change), signal }).then(
					() => "ended",
					(error: unknown) => (Object(error).name === "BulkError" ? "ended" : error),
				);
				expect(end).toBe("ended");
			}),
			{ ...RUNS, numRuns: process.env.UPSHAPE_LONG ? 5_000 : 150 },
		);
	});
});
