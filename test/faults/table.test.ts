import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { type RangeJob, sendTable, workTable } from "../../src/bulk/pg-boss.js";
import { client } from "../../src/clerk/index.js";
import {
	rollbackTable,
	type TableUpgradeOptions,
	tableStatus,
	upgradeTable,
	verifyTable,
} from "../../src/tables/index.js";
import {
	counted,
	type Database,
	database,
	isWrite,
	SERVER,
	tapped,
	WITHOUT_SERVER,
	writes,
} from "../support/postgres/database.js";
import { cutting } from "../support/postgres/proxy.js";
import { binaries, startServer } from "../support/postgres/server.js";

// Postgres: what goes wrong while a table is upgraded. A trigger counts in each row how often its document was
// written, so that "every row once" is a fact of the database. Few faults in `npm test`, many in `npm run test:faults`.
const faults = (many: number, few: number) => (process.env.UPSHAPE_LONG ? many : few);
if (SERVER === undefined) console.log(`test/faults/table.test.ts: ${WITHOUT_SERVER}`);

const WHAT = { table: "clients", column: "doc", lineage: client };

const upgrade = (pool: TableUpgradeOptions["pool"], more: Partial<TableUpgradeOptions> = {}) =>
	upgradeTable({ ...WHAT, pool, ...more });

/** Every one of the rows is upgraded, was written once, and is counted once. */
async function expectEachOnce(at: Database, rows: number): Promise<void> {
	expect(await writes(at)).toEqual({ 1: rows });
	const verdict = await verifyTable({ ...WHAT, pool: at.pool });
	expect(verdict).toMatchObject({ records: rows, current: rows });
	const { rows: runs } = await at.pool.query("SELECT count(*)::int AS n FROM upshape.run");
	expect(runs).toEqual([{ n: 1 }]);
	const kept = await at.pool.query(
		"SELECT count(*)::int AS n, count(DISTINCT key)::int AS keys FROM upshape.residue, unnest(keys) AS key",
	);
	expect(kept.rows).toEqual([{ n: rows, keys: rows }]);
}

describe.skipIf(SERVER === undefined)("with other writers", () => {
	const CONFLICTS = faults(10_000, 400);
	const ROWS = 600;

	/** Eight writers change rows of each batch between its reading and its writing, until there were enough of them. */
	async function disturbed(at: Database, type: "json" | "jsonb", guard: (text: string) => string) {
		let [changes, pending] = [0, 0];
		// Where the run holds a row, after it was disturbed too often, they would wait for each other.
		const writers = at.connect({ max: 8, options: "-c lock_timeout=20ms" });
		const before = async (query: Parameters<typeof isWrite>[0]) => {
			if (!isWrite(query)) return query;
			const keys = String(query.values[3]).match(/\d+/g) ?? [];
			const disturb = async (writer: number) => {
				for (const key of keys.filter((_, i) => i % 8 === writer)) {
					if (changes + pending >= CONFLICTS) return;
					pending++;
					const change = "jsonb_set(doc::jsonb, '{updated_at}', to_jsonb((doc->>'updated_at')::bigint + 1))";
					const text = `UPDATE clients SET doc = ${change}::${type} WHERE id = $1`;
					const done = await writers.query(text, [key]).then(
						() => true,
						(error: unknown) => {
							expect(error).toMatchObject({ code: "55P03" });
							return false;
						},
					);
					pending--;
					if (done) changes++;
				}
			};
			await Promise.all(Array.from({ length: 8 }, (_, writer) => disturb(writer)));
			return { ...query, text: guard(query.text) };
		};
		await counted(at, ROWS);
		await at.pool.query(`DROP TRIGGER counted ON clients; ALTER TABLE clients ALTER doc TYPE ${type}`);
		const sum = async () => {
			const text = "SELECT sum((doc->>'updated_at')::bigint)::text AS sum FROM clients";
			return BigInt((await at.pool.query(text)).rows[0].sum);
		};
		const start = await sum();
		const status = await upgrade(tapped(at.pool, { before }), { batchRows: 50, prepare: false });
		return { changes, status, lost: changes - Number((await sum()) - start) };
	}

	test.each(["jsonb", "json"] as const)(
		`${CONFLICTS} conflicts with 8 writers lose no update of %s`,
		async (type) => {
			const at = await database();
			const { changes, status, lost } = await disturbed(at, type, (text) => text);
			expect({ changes, lost }).toEqual({ changes: CONFLICTS, lost: 0 });
			expect(status).toMatchObject({ status: "done", records: ROWS, converted: ROWS, deferred: 0 });
			expect(status.conflicts).toBeGreaterThanOrEqual(CONFLICTS);
		},
	);

	// Of json, as those documents are always written whole.
	test("the same without the guard loses updates", async () => {
		const at = await database();
		const { changes, lost } = await disturbed(at, "json", (text) => {
			const guards = ["t.xmin = i.version AND", "AND t.xmin = l.version", "t.ctid = l.tuple AND"];
			const unguarded = guards.reduce((left, one) => left.replace(one, ""), text);
			expect(unguarded).not.toMatch(/xmin|l\.tuple/);
			return unguarded;
		});
		expect(changes).toBeGreaterThan(0);
		expect(lost).toBeGreaterThan(0);
	});

	test("rows that others hold are left for later; the rest doesn't wait for them", async () => {
		const at = await database();
		await counted(at, 300);
		const holder = await at.pool.connect();
		await holder.query("BEGIN; SELECT FROM clients WHERE id % 10 = 0 FOR UPDATE");
		const run = upgrade(at.pool, { batchRows: 40 });
		await until(async () => (await writes(at))[1] === 270);
		await holder.query("UPDATE clients SET doc = jsonb_set(doc, '{sign_in_id}', '\"si_1\"') WHERE id = 10");
		await holder.query("COMMIT");
		holder.release();
		expect(await run).toMatchObject({ status: "done", converted: 300, deferred: 0 });
		expect(await writes(at)).toEqual({ 1: 299, 2: 1 });
		const { rows } = await at.pool.query("SELECT doc->>'sign_in_id' AS at FROM clients WHERE id = 10");
		expect(rows).toEqual([{ at: "si_1" }]);
	});

	test("a rollback restores rows that others hold when they are free, and two of them restore each once", async () => {
		const at = await database();
		await counted(at, 300);
		await upgrade(at.pool, { batchRows: 40 });
		const holder = await at.pool.connect();
		await holder.query("BEGIN; SELECT FROM clients WHERE id % 10 = 0 FOR UPDATE");
		const rollbacks = [1, 2].map(() => rollbackTable({ ...WHAT, pool: at.pool }));
		await until(async () => (await writes(at))[2] === 270);
		await holder.query("UPDATE clients SET doc = jsonb_set(doc, '{id}', '\"mine\"') WHERE id = 10");
		await holder.query("COMMIT");
		holder.release();
		const ends = await Promise.all(rollbacks);
		for (const end of ends) expect(end).toMatchObject({ restored: 299, edited: 1, complete: true });
		expect(await writes(at)).toEqual({ 2: 300 });
		expect(ends[0]?.rows).toEqual([{ key: "10", outcome: "edited" }]);
		expect(await verifyTable({ ...WHAT, pool: at.pool })).toMatchObject({ outdated: 299, current: 1 });
	});

	test("no application ever deadlocks with a run", async () => {
		const at = await database();
		await counted(at, 2_000);
		// Whoever waits for longer than this looks for a deadlock, and dies of it.
		const eager = at.connect({ options: "-c deadlock_timeout=5ms" });
		let over = false;
		let transactions = 0;
		const applications = Array.from({ length: 6 }, async (_, n) => {
			while (!over) {
				const client = await eager.connect();
				try {
					// From the end to the start, rows of its own.
					const first = 2_000 - 6 * Math.floor(Math.random() * 150) - n;
					await client.query("BEGIN");
					for (const id of [first, first - 300, first - 600]) {
						await client.query("SELECT FROM clients WHERE id = $1 FOR UPDATE", [id]);
						await sleep(1);
					}
					await client.query("COMMIT");
					transactions++;
				} finally {
					client.release();
				}
			}
		});
		const deadlocks: unknown[] = [];
		const pool = tapped(eager, { failed: (error) => deadlocks.push(error) });
		const status = await upgrade(pool, { batchRows: 50, aimMs: 5, delayMs: faults(20, 5) });
		over = true;
		await Promise.all(applications);
		expect(transactions).toBeGreaterThan(10);
		expect(status).toMatchObject({ status: "done", converted: 2_000 });
		expect(await writes(at)).toEqual({ 1: 2_000 });
		expect(deadlocks.filter((error) => Object(error).code === "40P01")).toEqual([]);
	});

	const DEADLOCKS = faults(1_000, 20);
	test(`${DEADLOCKS} deadlocks with a trigger reach nobody`, async () => {
		const at = await database();
		const rows = DEADLOCKS + 100;
		await counted(at, rows);
		// Whoever writes a document wants the lock, too, and gives the holder time to want the row.
		await at.pool.query(`CREATE FUNCTION greedy() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
				IF NOT pg_try_advisory_xact_lock(7) THEN PERFORM pg_sleep(0.01); PERFORM pg_advisory_xact_lock(7); END IF;
				RETURN NEW;
			END $$;
			CREATE TRIGGER greedy BEFORE UPDATE OF doc ON clients FOR EACH ROW EXECUTE FUNCTION greedy()`);
		let deadlocks = 0;
		let turn = 0;
		const opponents: Promise<unknown>[] = [];
		const opponent = at.connect({ options: "-c deadlock_timeout=60s" });
		const oppose = async (key: string | undefined) => {
			const holder = await opponent.connect();
			await holder.query("BEGIN; SELECT pg_advisory_xact_lock(7)");
			const wanting = sleep(4)
				.then(() => holder.query("SELECT FROM clients WHERE id = $1 FOR UPDATE", [key]))
				.then(() => holder.query("ROLLBACK"))
				.finally(() => holder.release());
			opponents.push(wanting);
		};
		const run = tapped(at.connect({ options: "-c deadlock_timeout=1ms" }), {
			async before(query) {
				const [key] = isWrite(query) ? (String(query.values[3]).match(/\d+/) ?? []) : [];
				if (key !== undefined && deadlocks < DEADLOCKS && turn++ % 2 === 0) await oppose(key);
				return query;
			},
			failed(error) {
				if (Object(error).code === "40P01") deadlocks++;
			},
		});
		const status = await upgrade(run, { batchRows: 1, aimMs: 0, connections: 1 });
		await Promise.all(opponents);
		expect(deadlocks).toBeGreaterThanOrEqual(DEADLOCKS);
		expect(status).toMatchObject({ status: "done", converted: rows });
		expect(await writes(at)).toEqual({ 1: rows });
	});
});

describe.skipIf(SERVER === undefined)("when connections and processes end", () => {
	const KILLS = faults(100, 4);
	test(`${KILLS} processes killed`, async () => {
		const at = await database();
		const rows = KILLS * 400;
		await counted(at, rows);
		for (let kill = 0; kill < KILLS; kill++) {
			const before = await batches(at);
			const child = cli(at, "--batch", "20", "--aim", "5", "--delay", "2");
			await until(async () => (await batches(at)) > before + 3 || child.exitCode !== null);
			await sleep(Math.random() * 20);
			child.kill("SIGKILL");
			await ended(child);
			expect(child.signalCode).toBe("SIGKILL");
		}
		expect(await upgrade(at.pool)).toMatchObject({ status: "done", records: rows, converted: rows });
		await expectEachOnce(at, rows);
	});

	const TERMINATED = faults(20, 5);
	test(`${TERMINATED} backends terminated`, async () => {
		const at = await database();
		await counted(at, TERMINATED * 200);
		const run = upgrade(at.connect({ application_name: "victim" }), { batchRows: 10, aimMs: 5, delayMs: 1 });
		let isOver = false;
		run
			.catch(() => {})
			.finally(() => {
				isOver = true;
			});
		// Until a run has begun there is nothing to go on with, and the call fails.
		await until(async () => isOver || (await batches(at)) > 0);
		for (let done = 0; done < TERMINATED && !isOver; ) {
			await sleep(Math.random() * 30);
			const kill =
				"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'victim' LIMIT 1";
			done += (await at.pool.query(kill)).rows.length;
		}
		expect(await run).toMatchObject({ status: "done", converted: TERMINATED * 200 });
		await expectEachOnce(at, TERMINATED * 200);
	});

	const CUTS = faults(200, 20);
	test(`${CUTS} connections cut between the commit and the reply`, async () => {
		const at = await database();
		await counted(at, CUTS * 30);
		const proxy = await cutting(at.url, "fence AS MATERIALIZED", CUTS);
		onTestFinished(() => proxy.close());
		const pool = at.connect({ connectionString: proxy.url });
		const status = await upgrade(pool, { batchRows: 10, aimMs: 5, prepare: false });
		expect(proxy.cuts).toBe(CUTS);
		expect(status).toMatchObject({ status: "done", records: CUTS * 30, converted: CUTS * 30 });
		await expectEachOnce(at, CUTS * 30);
	});

	const RESTARTS = faults(5, 1);
	const programs = binaries();
	test.skipIf(programs === undefined)(`${RESTARTS} servers restarted at once`, async () => {
		const server = await startServer(programs ?? "");
		onTestFinished(() => server.stop());
		const at = await database(server.url);
		const rows = RESTARTS * 2_000;
		await counted(at, rows);
		const run = upgrade(at.pool, { batchRows: 10, aimMs: 5, delayMs: 2 });
		for (let restart = 0; restart < RESTARTS; restart++) {
			const before = await batches(at).catch(() => 0);
			await until(async () => (await batches(at).catch(() => 0)) > before + 10);
			await server.restart();
		}
		expect(await run).toMatchObject({ status: "done", converted: rows });
		await expectEachOnce(at, rows);
	});

	test.skipIf(programs === undefined)("what was told to be done is done behind a crash, too", async () => {
		const server = await startServer(programs ?? "");
		onTestFinished(() => server.stop());
		const at = await database(server.url);
		await counted(at, 400);
		const options = { ...WHAT, pool: at.pool, rangeRows: 200 };
		const jobs: { run: string; range: number }[] = [];
		await sendTable({ send: async (_, job) => jobs.push(job as (typeof jobs)[0]) }, "queue", options);
		const work = async (_: string, handler: (jobs: { data: RangeJob }[]) => Promise<unknown>) => {
			for (const data of jobs) await handler([{ data }]);
		};
		await workTable(
			{
				work: (name, handler) =>
					work(name, async ([job]) => {
						if (job) await handler([job]);
						await server.restart();
					}),
			},
			"queue",
			options,
		);
		expect(await tableStatus(options)).toMatchObject({ status: "done", converted: 400, rangesDone: 2 });
		await expectEachOnce(at, 400);
	});
});

describe.skipIf(SERVER === undefined)("when many begin", () => {
	test("of 10 starts of one exclusive run, one works", async () => {
		const at = await database();
		await counted(at, 600);
		const starts = Array.from({ length: 10 }, () =>
			upgrade(at.connect({ max: 2 }), { exclusive: true, batchRows: 20, aimMs: 5, delayMs: 10 }),
		);
		const ends = await Promise.allSettled(starts);
		const refused = ends.flatMap((end) => (end.status === "rejected" ? [end.reason.code] : []));
		expect(refused).toEqual(Array.from({ length: 9 }, () => "run-busy"));
		await expectEachOnce(at, 600);
	});

	test("4 processes share a run", async () => {
		const at = await database();
		const rows = faults(40_000, 4_000);
		await counted(at, rows);
		const children = Array.from({ length: 4 }, () => cli(at, "--batch", "50", "--delay", "2"));
		expect(await Promise.all(children.map(ended))).toEqual([0, 0, 0, 0]);
		await expectEachOnce(at, rows);
	});
});

/** How many batches the run has written so far. */
async function batches({ pool }: Database): Promise<number> {
	const { rows } = await pool.query("SELECT to_regclass('upshape.range') IS NOT NULL AS there");
	if (!rows[0].there) return 0;
	return Number((await pool.query("SELECT coalesce(sum(batch), 0) AS n FROM upshape.range")).rows[0].n);
}

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

function cli({ url }: Database, ...flags: readonly string[]): ChildProcess {
	const words = ["table", "upgrade", "--url", url, "--table", "clients", "--column", "doc", ...flags];
	return spawn(process.execPath, [main, ...words], { stdio: ["ignore", "ignore", "inherit"] });
}

async function ended(child: ChildProcess): Promise<number | null> {
	if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
	return child.exitCode;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
	while (!(await holds())) await sleep(5);
}
