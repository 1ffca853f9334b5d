import PgBoss from "pg-boss";
import { describe, expect, onTestFinished, test } from "vitest";
import { sendTable, workTable } from "../../src/bulk/pg-boss.js";
import { client } from "../../src/clerk/index.js";
import { tableStatus } from "../../src/tables/index.js";
import { counted, database, SERVER, WITHOUT_SERVER, writes } from "../support/postgres/database.js";

if (SERVER === undefined) console.log(`test/faults/table-pg-boss.test.ts: ${WITHOUT_SERVER}`);

describe.skipIf(SERVER === undefined)("pg-boss", () => {
	test("has its workers share a run, a range a job", async () => {
		const at = await database();
		await counted(at, 500);
		const boss = new PgBoss(at.url);
		boss.on("error", () => {});
		await boss.start();
		onTestFinished(() => boss.stop({ graceful: false }));
		await boss.createQueue("clients");
		const options = { pool: at.pool, table: "clients", column: "doc", lineage: client, rangeRows: 100 };
		expect(await sendTable(boss, "clients", options)).toMatchObject({ ranges: 5, rangesDone: 0 });
		// Sent twice: the second jobs find nothing left.
		await sendTable(boss, "clients", options);
		const sent = await at.pool.query("SELECT count(*)::int AS n FROM pgboss.job WHERE name = 'clients'");
		expect(sent.rows).toEqual([{ n: 10 }]);
		await workTable(boss, "clients", options);
		await workTable(boss, "clients", options);
		while ((await tableStatus(options))?.status !== "done")
			await new Promise((resolve) => setTimeout(resolve, 50));
		expect(await tableStatus(options)).toMatchObject({ records: 500, converted: 500, rangesDone: 5 });
		expect(await writes(at)).toEqual({ 1: 500 });
	});

	test("tries a job again whose range others have", async () => {
		const at = await database();
		await counted(at, 10);
		const options = { pool: at.pool, table: "clients", column: "doc", lineage: client };
		const jobs: object[] = [];
		await sendTable({ send: async (_, data) => jobs.push(data) }, "queue", options);
		const taken =
			"UPDATE upshape.range SET worker = 'another', backend = $1, lease = now() + interval '1 hour'";
		const other = await at.pool.connect();
		onTestFinished(() => other.release());
		const { rows } = await other.query("SELECT pg_backend_pid() AS pid");
		await at.pool.query(taken, [rows[0].pid]);
		let handle: Parameters<Parameters<typeof workTable>[0]["work"]>[1] = async () => {};
		const work: Parameters<typeof workTable>[0]["work"] = async (_, handler) => {
			handle = handler;
		};
		await workTable({ work }, "queue", options);
		await expect(handle([{ data: jobs[0] as never }])).rejects.toThrow("range 1 of run 1 is not done");
		await at.pool.query("UPDATE upshape.range SET lease = now()");
		await handle([{ data: jobs[0] as never }]);
		expect(await tableStatus(options)).toMatchObject({ status: "done", converted: 10 });
	});
});
