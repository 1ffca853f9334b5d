import { describe, expect, test } from "vitest";
import {
	pauseTable,
	rollbackTable,
	type TablePool,
	tableRuns,
	tableStatus,
	upgradeTable,
	verifyTable,
} from "../../../src/bulk/index.js";
import { v1 } from "../../support/clerk-samples.js";
import { clientsTable } from "../../support/postgres/clients.js";

const { exec, rows, options, clients } = clientsTable();

describe("a state that is somebody else's", () => {
	const IN_THEIRS = "CREATE SCHEMA upshape; GRANT ALL ON SCHEMA upshape TO stranger; SET ROLE stranger";
	test.each([
		["schema", "GRANT CREATE ON DATABASE postgres TO stranger; SET ROLE stranger; CREATE SCHEMA upshape"],
		["table", `${IN_THEIRS}; CREATE TABLE upshape.layout (version int)`],
		[
			"view",
			`${IN_THEIRS}; CREATE FUNCTION upshape.evil() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RAISE 'caught'; END $$;
			CREATE VIEW upshape.layout AS SELECT upshape.evil() AS version`,
		],
	])("is refused before anything is read from it: a %s", async (_, make) => {
		await clients("jsonb", [v1]);
		await exec(`CREATE ROLE stranger; ${make}; RESET ROLE`);
		try {
			for (const call of [upgradeTable, tableStatus, tableRuns, rollbackTable, pauseTable]) {
				await expect(call(options())).rejects.toMatchObject({ code: "state-untrusted" });
			}
		} finally {
			await exec("DROP SCHEMA upshape CASCADE; DROP OWNED BY stranger; DROP ROLE stranger");
		}
	});

	test("is fine where it belongs to the table's owner", async () => {
		await clients("jsonb", [v1]);
		await exec(`CREATE ROLE app; GRANT USAGE, CREATE ON SCHEMA t TO app; ALTER TABLE t.clients OWNER TO app;
			CREATE SCHEMA upshape AUTHORIZATION app; SET ROLE app`);
		try {
			await upgradeTable(options({ dryRun: true }));
			await exec("RESET ROLE");
			expect(await upgradeTable(options())).toMatchObject({ converted: 1 });
		} finally {
			await exec("RESET ROLE; DROP OWNED BY app CASCADE; DROP ROLE app");
		}
	});
});

test("a database that takes no writes is refused at once, and can be looked at", async () => {
	await clients("jsonb", [v1]);
	await exec("SET default_transaction_read_only = on");
	try {
		expect(await verifyTable(options())).toMatchObject({ outdated: 1 });
		expect(await tableStatus(options())).toBeUndefined();
		const began = performance.now();
		for (const call of [upgradeTable, rollbackTable, pauseTable]) {
			await expect(call(options())).rejects.toMatchObject({ code: "read-only" });
		}
		expect(performance.now() - began).toBeLessThan(30_000);
	} finally {
		await exec("SET default_transaction_read_only = off");
	}
});

describe("rows that have a key in common", () => {
	test("by inheritance are refused with the reason, or left out", async () => {
		await clients("jsonb", [v1, v1]);
		await exec("CREATE TABLE t.child () INHERITS (t.clients); INSERT INTO t.child SELECT * FROM t.clients");
		for (const call of [upgradeTable, verifyTable]) {
			const why = expect.stringContaining("inherit from it (t.child)");
			await expect(call(options())).rejects.toMatchObject({ code: "wrong-key", message: why });
		}
		expect(await verifyTable(options({ only: true }))).toMatchObject({ records: 2 });
		expect(await upgradeTable(options({ only: true }))).toMatchObject({ converted: 2, status: "done" });
		expect(await rows("SELECT doc FROM t.child")).toEqual([{ doc: v1 }, { doc: v1 }]);
		expect(await rollbackTable(options({ only: true }))).toMatchObject({ restored: 2, complete: true });
	});
});

test("a batch that can't be written though nothing is in its way ends the run, and does so at once", async () => {
	await clients("jsonb", [v1, v1, v1]);
	const { pool } = options();
	const broken: TablePool = {
		async connect() {
			const connection = await pool.connect();
			const query: typeof connection.query = ({ text, ...rest }) =>
				connection.query({
					...rest,
					text: text.replace("= cardinality($5::xid[])", "<> cardinality($5::xid[])"),
				});
			return { ...connection, query };
		},
	};
	await expect(upgradeTable(options({ pool: broken }))).rejects.toMatchObject({ code: "no-progress" });
	// Nobody has to wait for the range.
	expect(await upgradeTable(options())).toMatchObject({ converted: 3, status: "done" });
});
