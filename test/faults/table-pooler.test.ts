import { describe, expect, test } from "vitest";
import { rollbackTable, shadowTable, tableRuns, upgradeTable, verifyTable } from "../../src/bulk/index.js";
import { client } from "../../src/clerk/index.js";
import { upshape } from "../e2e/upshape.js";
import { counted, database, SERVER, WITHOUT_SERVER, writes } from "../support/postgres/database.js";
import { bouncer, pooled, WITHOUT_BOUNCER } from "../support/postgres/pgbouncer.js";

const MISSING = SERVER === undefined ? WITHOUT_SERVER : bouncer() === undefined ? WITHOUT_BOUNCER : undefined;
if (MISSING !== undefined) console.log(`test/faults/table-pooler.test.ts: ${MISSING}`);

// A real PgBouncer with three connections to the server, which its clients share: whatever a run leaves in one of them,
// others would meet.

const WHAT = { table: "clients", column: "doc", lineage: client };
const ROWS = 600;

/** What a session of an application would notice of a run. */
const SETTINGS = ["search_path", "lock_timeout", "jit", "plan_cache_mode", "synchronous_commit", "datestyle"];

describe.skipIf(MISSING !== undefined)("behind PgBouncer", () => {
	test.each(["transaction", "session"] as const)(
		"that pools by %s, a run works, and leaves nothing behind",
		async (mode) => {
			const at = await database();
			await counted(at, ROWS);
			const url = await pooled(at.url, mode);
			const pool = at.connect({ connectionString: url, max: 4 });
			const application = at.connect({ connectionString: url, max: 3 });
			const settings = async () => {
				const one = `SELECT ${SETTINGS.map((name) => `current_setting('${name}')`).join()}, count(*)::int AS prepared FROM pg_prepared_statements`;
				return (await Promise.all([1, 2, 3].map(() => application.query(one)))).map(({ rows }) => rows[0]);
			};
			const before = await settings();
			const seen: unknown[] = [];
			const status = await upgradeTable({
				...WHAT,
				pool,
				batchRows: 20,
				maxBatchRows: 20,
				connections: 2,
				rangeRows: 200,
				onBatch: () =>
					void settings().then(
						(found) => seen.push(...found),
						(error) => seen.push(error),
					),
			});
			expect(status).toMatchObject({ status: "done", converted: ROWS, workers: 0 });
			expect(await writes(at)).toEqual({ 1: ROWS });
			expect(await settings()).toEqual(before);
			expect(seen.length).toBeGreaterThan(10);
			for (const found of seen) expect(found).toEqual(before[0]);
			expect(await verifyTable({ ...WHAT, pool })).toMatchObject({ current: ROWS });
			expect(await shadowTable({ ...WHAT, pool, shadow: "copy" })).toMatchObject({ current: ROWS });
			expect(await rollbackTable({ ...WHAT, pool })).toMatchObject({ restored: ROWS, complete: true });
			expect(await tableRuns({ ...WHAT, pool })).toMatchObject([{ status: "rolled-back", restorable: 0 }]);
			expect(await settings()).toEqual(before);
		},
	);

	test("several processes share a run", async () => {
		const at = await database();
		await counted(at, ROWS);
		const url = await pooled(at.url, "transaction");
		const words = [
			"table",
			"upgrade",
			"--url",
			url,
			"--table",
			"clients",
			"--column",
			"doc",
			"--batch",
			"20",
			"--delay",
			"2",
		];
		const ends = await Promise.all([1, 2, 3].map(() => upshape(words)));
		expect(ends.map(({ code, stderr }) => [code, stderr])).toEqual([1, 2, 3].map(() => [0, ""]));
		expect(await writes(at)).toEqual({ 1: ROWS });
	});

	test("that pools by statement, a run is refused in one line", async () => {
		const at = await database();
		await counted(at, 3);
		const url = await pooled(at.url, "statement");
		const began = performance.now();
		const end = await upshape(["table", "upgrade", "--url", url, "--table", "clients", "--column", "doc"]);
		expect(end).toMatchObject({ code: 2, stdout: "" });
		expect(end.stderr).toMatch(/^upshape: the connection is pooled by statement: .*\n$/);
		expect(performance.now() - began).toBeLessThan(30_000);
		expect(await writes(at)).toEqual({ 0: 3 });
	});
});
