import type pg from "pg";
import { describe, expect, test } from "vitest";
import {
	pauseTable,
	replicaLag,
	resumeTable,
	rollbackTable,
	shadowTable,
	type TablePool,
	tableRuns,
	tableStatus,
	upgradeTable,
	verifyTable,
} from "../../src/bulk/index.js";
import { type RangeJob, sendTable, workTable } from "../../src/bulk/pg-boss.js";
import { client } from "../../src/clerk/index.js";
import { legacy, v1 } from "../support/clerk-samples.js";
import { type Database, database, SERVER, WITHOUT_SERVER } from "../support/postgres/database.js";
import { castImplicitly, caught, layTraps } from "../support/postgres/stranger.js";

if (SERVER === undefined) console.log(`test/faults/table-strangers.test.ts: ${WITHOUT_SERVER}`);

// A role that owns nothing of a run's can't have its code run by whoever upgrades a table. It is tried with a namesake of
// everything that there is in Postgres, and with a table of each type of key, through every statement that a run sends.

/** A type of key, and the values of two keys. */
const KEYS = [
	["varchar(20)", "a", "b"],
	["public.mood", "bad", "good"],
	["public.short", "a", "b"],
	["citext", "a", "B"],
	["bigint", "1", "2"],
	["char(3)", "a", "b"],
] as const;

/** Everything that is done with a table. */
async function everything(at: Database, pool: pg.Pool, type: "json" | "jsonb"): Promise<void> {
	const what = {
		pool,
		table: "public.clients",
		column: "doc",
		lineage: client,
		connections: 1,
		rangeRows: 1,
	};
	expect(await verifyTable({ ...what, batchRows: 1 })).toMatchObject({ outdated: 2 });
	expect(await upgradeTable({ ...what, dryRun: true })).toMatchObject({ converted: 2 });
	const jobs: RangeJob[] = [];
	await sendTable({ send: async (_, job) => jobs.push(job as RangeJob) }, "queue", what);
	await tableStatus(what);
	await pauseTable(what);
	await resumeTable(what);
	// One batch meets a row that is held, so that it is swept up later.
	const holder = await at.pool.connect();
	await holder.query("BEGIN; SELECT FROM public.clients LIMIT 1 FOR UPDATE");
	const [, ...others] = jobs.map((data) => ({ data }));
	await workTable({ work: (_, handle) => handle(others) }, "queue", what);
	const run = upgradeTable({ ...what, maxRejects: 100, batchRows: 1 });
	const held = "SELECT FROM upshape.deferred";
	for (let tries = 0; tries < 500 && (await at.pool.query(held)).rowCount === 0; tries++) {
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
	await holder.query("COMMIT");
	holder.release();
	expect(await run).toMatchObject({ status: "done", converted: 2 });
	const { swap } = await shadowTable({ ...what, shadow: `shadow_${type}` });
	await pool.query(swap);
}

async function back(pool: TablePool): Promise<readonly unknown[]> {
	const what = { pool, table: "public.clients", column: "doc", lineage: client };
	const runs = await tableRuns(what);
	return [
		runs.map(({ run, status, restorable }) => ({ run, status, restorable })),
		await rollbackTable({ ...what, dryRun: true }),
		await rollbackTable(what),
		await replicaLag(pool),
	];
}

async function clients(at: Database, key: string, values: readonly string[], type: string): Promise<void> {
	// With full names, as the traps are laid.
	await at.pool.query(`DROP SCHEMA IF EXISTS upshape CASCADE; DROP TABLE IF EXISTS public.clients, public."clients before upshape", public.shadow_${type};
		CREATE TABLE public.clients (id ${key} PRIMARY KEY, doc ${type})`);
	for (const [i, value] of values.entries()) {
		const document = JSON.stringify(i === 0 ? v1 : legacy);
		await at.pool.query(`INSERT INTO public.clients VALUES ('${value}', '${document}')`);
	}
}

describe.skipIf(SERVER === undefined)(
	"a stranger who may create things in a schema of the search path",
	() => {
		test("catches who looks for names there", async () => {
			const at = await database();
			await at.pool.query("CREATE EXTENSION citext");
			await layTraps(at);
			const victim = at.connect();
			const baits = [
				"SELECT 'a'::varchar <= 'b'::varchar",
				"SELECT 'bad'::public.mood::text",
				"SELECT 'a'::text::public.mood",
				"SELECT hashtextextended('a', 0)",
				"SELECT string_to_array('a', 'b')",
				"SELECT '{}'::jsonb || '{}'::jsonb",
				"SELECT array_to_json(ARRAY[1])",
			];
			for (const bait of baits) await expect(victim.query(bait), bait).rejects.toThrow("caught by");
			expect(await caught(at)).toBe(baits.length);
		});

		test.each(KEYS)("does not catch a run on a table with keys of %s", async (key, ...values) => {
			const at = await database();
			await at.pool.query("CREATE EXTENSION citext");
			await layTraps(at);
			for (const type of ["jsonb", "json"] as const) {
				const pool = at.connect();
				await clients(at, key, values, type);
				await everything(at, pool, type);
				expect(await caught(at)).toBe(0);
				await clients(at, key, values, type);
				await upgradeTable({ pool, table: "public.clients", column: "doc", lineage: client });
				const [, dry, wet] = await back(pool);
				expect([dry, wet]).toMatchObject([{ restored: 2 }, { restored: 2, complete: true }]);
				expect(await caught(at)).toBe(0);
			}
		});

		test("nor on one whose keys are of a type that functions of a stranger make others of", async () => {
			const at = await database();
			await at.pool.query("CREATE EXTENSION citext");
			await layTraps(at);
			await castImplicitly(at);
			await clients(at, "public.mood", ["bad", "good"], "jsonb");
			const what = { pool: at.connect(), table: "public.clients", column: "doc", lineage: client };
			await expect(verifyTable(what)).rejects.toMatchObject({ code: "wrong-key" });
			expect(await caught(at)).toBe(0);
		});
	},
);
