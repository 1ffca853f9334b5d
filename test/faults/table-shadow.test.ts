import { describe, expect, test } from "vitest";
import { client } from "../../src/clerk/index.js";
import { shadowTable, upgradeTable, verifyTable } from "../../src/tables/index.js";
import { current, legacy, v1 } from "../support/clerk-samples.js";
import { type Database, database, SERVER, WITHOUT_SERVER } from "../support/postgres/database.js";

if (SERVER === undefined) console.log(`test/faults/table-shadow.test.ts: ${WITHOUT_SERVER}`);

const NAME = '"we""ird; drop table x"';
const WHAT = { table: 'we"ird; drop table x', column: 'd"oc', lineage: client, shadow: "new; 'one" };

async function odd({ pool }: Database, type: "json" | "jsonb", rows: number): Promise<void> {
	await pool.query(`CREATE TABLE ${NAME} ("d""oc" ${type}, id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
		note text, gone text, made numeric(9,3)[], twice text GENERATED ALWAYS AS (note || note) STORED);
		ALTER TABLE ${NAME} DROP COLUMN gone; CREATE INDEX ON ${NAME} (note)`);
	const documents = [legacy, v1, current, { no: "client" }].map((document) => JSON.stringify(document));
	await pool.query(
		`INSERT INTO ${NAME} ("d""oc", note, made) SELECT CASE i % 5 WHEN 4 THEN NULL ELSE ($1::text[])[1 + i % 5]::${type} END,
		CASE i % 7 WHEN 0 THEN NULL ELSE repeat(E'tab\\t\\\\ ', i % 50) END, ARRAY[i, NULL] FROM generate_series(0, $2 - 1) i`,
		[documents, rows],
	);
}

describe.skipIf(SERVER === undefined)("a shadow copy", () => {
	test.each(["json", "jsonb"] as const)(
		"of %s has the documents of an upgrade in place, and all else as it was",
		async (type) => {
			const at = await database();
			await odd(at, type, 5_000);
			const result = await shadowTable({ ...WHAT, pool: at.pool });
			expect(result).toMatchObject({
				records: 5_000,
				converted: 2_000,
				current: 1_000,
				rejected: 1_000,
				blank: 1_000,
			});
			expect(result.findings[0]).toMatchObject({ key: "4", code: "unknown-version" });
			const { converted } = await upgradeTable({ ...WHAT, pool: at.pool });
			expect(converted).toBe(2_000);
			const rows = async (table: string) =>
				(await at.pool.query(`SELECT id, note, made, twice, "d""oc"::text FROM ${table} ORDER BY id`)).rows;
			expect(await rows(`"new; 'one"`)).toEqual(await rows(NAME));
			const indexes = await at.pool.query(
				"SELECT tablename, count(*)::int FROM pg_indexes WHERE schemaname = 'public' GROUP BY 1",
			);
			expect(indexes.rows.map(({ count }) => count)).toEqual([2, 2]);
		},
	);

	test("takes the table's place, its numbers included, unless the table was changed since", async () => {
		const at = await database();
		await odd(at, "jsonb", 100);
		const late = await shadowTable({ ...WHAT, pool: at.pool });
		await at.pool.query(`UPDATE ${NAME} SET note = note WHERE id = 50`);
		await expect(at.pool.query(late.swap)).rejects.toThrow("the table was changed");
		await at.pool.query(`ROLLBACK; DROP TABLE "new; 'one"`);
		const { swap } = await shadowTable({ ...WHAT, pool: at.pool });
		await at.pool.query(swap);
		expect(await verifyTable({ ...WHAT, pool: at.pool })).toMatchObject({ current: 60, outdated: 0 });
		const insert = `INSERT INTO ${NAME} (note) VALUES ('next') RETURNING id::int`;
		expect((await at.pool.query(insert)).rows[0].id).toBeGreaterThan(100);
	});

	test.each(["é".repeat(31), "表".repeat(21), "👩‍👩‍👧‍👦x".repeat(2), "a".repeat(63)])(
		"takes the place of a table with a name as long as there may be: %s",
		async (name) => {
			const at = await database();
			await at.pool.query(`CREATE TABLE "${name}" (id int PRIMARY KEY, doc jsonb)`);
			const what = { pool: at.pool, table: name, column: "doc", lineage: client };
			const { swap } = await shadowTable({ ...what, shadow: "new" });
			await at.pool.query(swap);
			const { rows } = await at.pool.query(
				"SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
			);
			const names = rows.map((row: { readonly name: string }) => row.name);
			expect(names).toContain(name);
			expect(names.filter((other) => other.endsWith(" before upshape"))).toHaveLength(1);
		},
	);

	test("tells what the new table lacks", async () => {
		const at = await database();
		await odd(at, "jsonb", 1);
		await at.pool.query(`CREATE TABLE child (a bigint CONSTRAINT of_parent REFERENCES ${NAME}); CREATE VIEW seen AS SELECT * FROM ${NAME};
			CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
			CREATE TRIGGER t1 BEFORE UPDATE ON ${NAME} FOR EACH ROW EXECUTE FUNCTION nothing()`);
		const { lacks } = await shadowTable({ ...WHAT, pool: at.pool });
		expect(lacks).toEqual(["foreign key of_parent of public.child", "trigger t1", "view public.seen"]);
	});

	test("that fails leaves no table behind, and its connections as they were", async () => {
		const at = await database();
		await odd(at, "jsonb", 3_000);
		await at.pool.query(
			`ALTER TABLE ${NAME} ADD CHECK (NOT "d""oc" ? 'last_authentication_strategy' OR id < 2000) NOT VALID`,
		);
		await expect(shadowTable({ ...WHAT, pool: at.pool })).rejects.toMatchObject({ code: "database-refused" });
		expect((await at.pool.query(`SELECT to_regclass('"new; ''one"') AS there`)).rows).toEqual([
			{ there: null },
		]);
		await at.pool.query(`CREATE TABLE "new; 'one" ()`);
		await expect(shadowTable({ ...WHAT, pool: at.pool })).rejects.toMatchObject({ code: "database-refused" });
	});

	test("of an empty table is empty", async () => {
		const at = await database();
		await odd(at, "jsonb", 0);
		expect(await shadowTable({ ...WHAT, pool: at.pool })).toMatchObject({ records: 0 });
	});
});
