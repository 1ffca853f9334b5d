import { describe, expect, test } from "vitest";
import { rollbackTable, upgradeTable } from "../../../src/bulk/index.js";
import { client } from "../../../src/clerk/index.js";
import { v1 } from "../../support/clerk-samples.js";
import { clientsTable } from "../../support/postgres/clients.js";

// What a table's owner has made to run when a document is written may refuse it, cancel its writing, or make something
// else of it: then the row is a reject that says what was in the way, and nothing of it is written.

const { exec, rows, options, clients, documents, trigger, messages } = clientsTable();

const BY = "is refused by its table once converted by";
const stored = () => rows("SELECT id, doc::text FROM t.clients ORDER BY id");

describe("an upgrade's rejects", () => {
	test("name the constraint, the index, the trigger or the function", async () => {
		const named = (id: string) => ({ ...v1, id });
		await clients("jsonb", [v1, named("twice"), named("raises"), named("divides"), named("long")]);
		await exec(`ALTER TABLE t.clients ADD CONSTRAINT one_of_them CHECK (NOT doc ? 'last_authentication_strategy' OR id <> 1);
			ALTER TABLE t.clients ADD seen text;
			CREATE UNIQUE INDEX only_once ON t.clients (seen);
			INSERT INTO t.clients VALUES (9, '{}', 'twice');
			CREATE FUNCTION t.halve(n int) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1 / n; END'`);
		await trigger(
			"guard",
			"BEFORE UPDATE",
			`CASE NEW.doc->>'id' WHEN 'twice' THEN NEW.seen := 'twice'; WHEN 'raises' THEN RAISE 'not this one';
			WHEN 'divides' THEN PERFORM t.halve(0); WHEN 'long' THEN
				SELECT string_agg(md5(i::text), '') INTO NEW.seen FROM generate_series(1, 150) i;
			ELSE NULL; END CASE; RETURN NEW;`,
		);
		expect(await upgradeTable(options())).toMatchObject({ rejects: { "table-refuses": 5 }, status: "done" });
		expect((await messages()).slice(0, 5)).toEqual([
			`${BY} constraint "one_of_them" (23514)`,
			`${BY} index "only_once" (23505)`,
			`${BY} trigger "guard" (P0001)`,
			`${BY} function "t.halve" (22012)`,
			`${BY} index "only_once" (54000)`,
		]);
	});

	test("are rows whose update a trigger cancels", async () => {
		await clients("jsonb", [v1, { ...v1, id: "odd" }, v1]);
		const body = "IF NEW.doc->>'id' = 'odd' THEN RETURN NULL; END IF; RETURN NEW;";
		await trigger("swallow", "BEFORE UPDATE", body);
		expect(await upgradeTable(options())).toMatchObject({ converted: 2, rejects: { "table-refuses": 1 } });
		expect(await messages()).toEqual([`${BY} trigger "swallow", which cancels the update`]);
	});

	const UNDONE = "NEW.doc::jsonb - 'last_authentication_strategy'";
	test.each([
		["json", "BEFORE UPDATE", `NEW.doc := (${UNDONE})::json;`],
		["jsonb", "BEFORE UPDATE", `NEW.doc := ${UNDONE};`],
		["jsonb", "BEFORE UPDATE OF doc", "NEW.doc := NULL;"],
		["jsonb", "AFTER UPDATE", `UPDATE t.clients SET doc = ${UNDONE} WHERE id = NEW.id;`],
		["jsonb", "AFTER UPDATE", "DELETE FROM t.clients WHERE id = NEW.id;"],
	] as const)("are rows of which a trigger makes another version: %s %s %s", async (type, when, body) => {
		await clients(type, [
			{ ...v1, id: "plain" },
			{ ...v1, id: "odd" },
		]);
		const before = await stored();
		const odd = "NEW.doc->>'id' = 'odd' AND pg_trigger_depth() = 1";
		await trigger("undo", when, `IF ${odd} THEN ${body} END IF; RETURN NEW;`);
		expect(await upgradeTable(options())).toMatchObject({ converted: 1, rejects: { "table-refuses": 1 } });
		expect(await messages()).toEqual([`${BY} trigger "undo", which makes another version of it`]);
		// What the trigger did is undone, too, and a rollback meets only the row that was written.
		expect((await stored())[1]).toEqual(before[1]);
		expect(await rollbackTable(options())).toMatchObject({ restored: 1, edited: 0, complete: true });
		expect(await stored()).toEqual(before);
	});

	const STAMP = "jsonb_set(NEW.doc, '{updated_at}', '1')";
	test.each([
		["BEFORE", `NEW.doc := ${STAMP}; RETURN NEW;`],
		[
			"AFTER",
			`IF pg_trigger_depth() = 1 THEN UPDATE t.clients SET doc = ${STAMP} WHERE id = NEW.id; END IF; RETURN NULL;`,
		],
	])("are none of those to which a trigger adds something: %s", async (when, body) => {
		await clients("jsonb", [v1, v1]);
		await trigger("stamp", `${when} UPDATE`, body);
		expect(await upgradeTable(options())).toMatchObject({ converted: 2, rejected: 0 });
		expect(await documents()).toMatchObject([{ updated_at: 1 }, { updated_at: 1 }]);
		await exec("ALTER TABLE t.clients DISABLE TRIGGER stamp");
		expect(await rollbackTable(options())).toMatchObject({ restored: 2, complete: true });
		expect(await documents()).toEqual([v1, v1]);
	});

	test("are none where a function misses the search path: that is told once, with the mend", async () => {
		await clients("jsonb", [v1]);
		await exec("CREATE TABLE public.audit (id bigint)");
		await trigger("audit", "BEFORE UPDATE", "INSERT INTO audit VALUES (NEW.id); RETURN NEW;");
		await expect(upgradeTable(options())).rejects.toThrow(
			/audit_function.* ALTER FUNCTION .* SET search_path/,
		);
		await exec("ALTER FUNCTION t.audit_function() SET search_path = public");
		expect(await upgradeTable(options())).toMatchObject({ converted: 1, status: "done" });
		await exec("DROP TABLE public.audit");
	});
});

describe("a rollback's rows that the table refuses", () => {
	const STAMP = "jsonb_set(NEW.doc, '{updated_at}', '1')";
	const later = `IF pg_trigger_depth() = 1 THEN UPDATE t.clients SET doc = ${STAMP} WHERE id = NEW.id; END IF; RETURN NULL;`;
	test.each([
		["BEFORE", "RETURN NULL;", ", which cancels the update"],
		["BEFORE", `NEW.doc := ${STAMP}; RETURN NEW;`, ", which changes the document"],
		["AFTER", later, ", which changes the document"],
		["BEFORE", "RAISE 'no'; RETURN NEW;", " (P0001)"],
	])("are listed with what was in the way, and the others restored: %s %s", async (when, body, why) => {
		await clients("jsonb", [v1, { ...v1, id: "odd" }, v1]);
		await upgradeTable(options());
		await trigger("late", `${when} UPDATE`, `IF NEW.doc->>'id' <> 'odd' THEN RETURN NEW; END IF; ${body}`);
		const rollback = await rollbackTable(options());
		expect(rollback).toMatchObject({ restored: 2, refused: 1, complete: true });
		expect(rollback.rows).toEqual([{ key: "2", outcome: "refused", why: `by trigger "late"${why}` }]);
		expect(await documents()).toEqual([v1, { ...(client.upgrade(v1).value as object), id: "odd" }, v1]);
	});
});
