import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { client, session, sessionEnvelope } from "../../../src/clerk/index.js";
import type { AnyLineage } from "../../../src/records/index.js";
import {
	type BatchCounts,
	pauseTable,
	resumeTable,
	rollbackTable,
	tableStatus,
	upgradeTable,
	verifyTable,
} from "../../../src/tables/index.js";
import { current, legacy, sessionV1, v1 } from "../../support/clerk-samples.js";
import { type Embedded, embedded } from "../../support/postgres/pglite.js";

let database: Embedded;
beforeAll(async () => {
	database = await embedded();
});
afterAll(() => database.end());
beforeEach(async () => {
	await database.db.exec(
		"DROP SCHEMA IF EXISTS upshape CASCADE; DROP SCHEMA IF EXISTS t CASCADE; CREATE SCHEMA t",
	);
});

const OPTIONS = { table: "t.clients", column: "doc", lineage: client, connections: 1 };

function options<T extends object = object>(more?: T) {
	return { ...OPTIONS, pool: database, ...more };
}

async function clients(type: "json" | "jsonb", documents: readonly unknown[], key = "bigint"): Promise<void> {
	await database.db.exec(`CREATE TABLE t.clients (id ${key} PRIMARY KEY, doc ${type})`);
	for (const [i, document] of documents.entries()) {
		const text = typeof document === "string" || document === null ? document : JSON.stringify(document);
		await database.rows(`INSERT INTO t.clients VALUES ($1, $2::text::${type})`, [String(i + 1), text]);
	}
}

const texts = async () =>
	(await database.rows("SELECT doc::text AS text FROM t.clients ORDER BY id")).map(({ text }) => text);

/** Texts as a jsonb has them. */
const asStored = async (all: readonly string[]) =>
	Promise.all(
		all.map(async (text) => (await database.rows("SELECT ($1::text)::jsonb::text AS text", [text]))[0]?.text),
	);

const documents = async () =>
	(await database.rows("SELECT doc FROM t.clients ORDER BY id")).map(({ doc }) => doc);

describe.each(["json", "jsonb"] as const)("documents in a %s column", (type) => {
	test("are upgraded where they are, and counted", async () => {
		await clients(type, [legacy, v1, current, null, { no: "client" }]);
		const status = await upgradeTable(options());
		expect(status).toMatchObject({
			records: 5,
			converted: 2,
			current: 1,
			blank: 1,
			rejected: 1,
			status: "done",
		});
		expect(status.versions).toEqual({ legacy: 1, v1: 1, current: 1 });
		const expected = [legacy, v1, current].map((document) => client.upgrade(document).value);
		expect(await documents()).toEqual([...expected, null, { no: "client" }]);
	});

	test("a dry run says the same, and writes nothing", async () => {
		await clients(type, [legacy, v1, current, null, { no: "client" }]);
		const before = await documents();
		const { dry, run, startedAt, finishedAt, ...dryRun } = await upgradeTable(options({ dryRun: true }));
		expect(await documents()).toEqual(before);
		const wet = await upgradeTable(options());
		expect(wet).toMatchObject(dryRun);
	});

	test("are upgraded at places of theirs, and all around them stays", async () => {
		const text = (client: unknown) =>
			`{"n": 1.50, "clients": [${JSON.stringify(client)}, null],\n "z": {"b": 1e400, "a": 2}}`;
		await clients(type, [text(legacy), text(v1), text(current), { clients: [] }, { no: "client" }, null]);
		const before = await texts();
		const at = ["/clients/*"];
		const expected = { records: 6, converted: 2, current: 2, rejected: 1, blank: 1, payloads: 3, empty: 1 };
		expect(await upgradeTable(options({ at, dryRun: true }))).toMatchObject({ ...expected, status: "done" });
		expect(await texts()).toEqual(before);
		const status = await upgradeTable(options({ at }));
		expect(status).toMatchObject({ ...expected, status: "done", rejects: { "nothing-there": 1 } });
		const written = [legacy, v1, current].map((document) => text(client.upgrade(document).value));
		const stored = type === "json" ? written : await asStored(written);
		expect((await texts()).slice(0, 3)).toEqual(stored);
		expect((await texts()).slice(3)).toEqual(before.slice(3));
		expect(await verifyTable(options({ at }))).toMatchObject({
			current: 4,
			outdated: 0,
			invalid: 1,
			blank: 1,
		});
		const other = upgradeTable(options({ at, anew: true })).then(({ converted }) => converted);
		expect(await other).toBe(0);
		expect(await rollbackTable(options())).toMatchObject({ restored: 2 });
		expect(await texts()).toEqual(before);
	});

	test("are upgraded in strings, and given back", async () => {
		const text = (document: unknown) => JSON.stringify(JSON.stringify(document));
		await clients(type, [text(legacy), text(current), text({})]);
		const before = await texts();
		const wrapped = "string" as const;
		expect(await upgradeTable(options({ wrapped }))).toMatchObject({ converted: 1, current: 1, rejected: 1 });
		expect((await texts())[0]).toBe(text(client.upgrade(legacy).value));
		expect(await rollbackTable(options())).toMatchObject({ restored: 1 });
		expect(await texts()).toEqual(before);
	});

	test("what does not come back is a reject, where that is to be proved", async () => {
		await clients(type, [legacy, v1, current]);
		// It says otherwise than the engine expects, once the payload was converted.
		const lying: AnyLineage = {
			...{ name: client.name, head: client.head, versions: client.versions },
			detect: (payload) => client.detect(payload),
			upgrade: (payload, asked) => client.upgrade(payload, asked),
			downgrade: (payload, asked) => {
				const back = client.downgrade(payload, asked);
				if (back.issues || back.from !== "current" || !("sign_up_attempt" in Object(back.value))) return back;
				return { ...back, value: { ...Object(back.value), created_at: 1 }, account: [], residue: {} };
			},
		};
		const status = await upgradeTable(options({ lineage: lying, prove: true }));
		expect(status).toMatchObject({ records: 3, converted: 1, current: 1, rejected: 1, status: "done" });
		expect(status.rejects).toEqual({ "return-differs": 1 });
		expect((await documents())[0]).toEqual(legacy);
		const [reject] = await database.rows("SELECT key, code, instance_location FROM upshape.reject");
		expect(reject).toMatchObject({ code: "return-differs", instance_location: "/created_at" });
		expect(await upgradeTable(options({ prove: true }))).toMatchObject({ converted: 1, rejected: 0 });
	});

	test("times in seconds are told, or rejects where that is asked for; a run does either", async () => {
		const odd = { ...current, created_at: 1_622_532_323 };
		await clients("json", [odd, current, v1]);
		const told = await upgradeTable(options({ dryRun: true }));
		expect(told).toMatchObject({ current: 2, converted: 1, suspect: 1 });
		expect(told.account).toContainEqual({ kind: "suspect", step: "seconds", to: "/created_at", count: 1 });
		const refused = await upgradeTable(options({ suspect: "reject", maxRejects: 0 }));
		expect(refused).toMatchObject({ status: "paused", rejects: { suspect: 1 }, suspect: 0 });
		await resumeTable(options());
		await expect(upgradeTable(options())).rejects.toThrow("with another refusesSuspects");
	});

	test.each([true, false])(
		"stored events are upgraded in one call, and a rollback gives them back (envelope kept: %s)",
		async (keepEnvelope) => {
			const { expire_at, ...others } = sessionV1;
			const data = { ...others, latest_activity: { object: "session_activity", id: "act_1" }, expire_at };
			const user = { id: "user_1", object: "user" };
			const event = { data: { ...data, user }, object: "event", type: "session.created", timestamp: 1 };
			await clients("json", [event, data]);
			const sessions = { lineage: session, envelope: sessionEnvelope };
			const status = await upgradeTable(options({ ...sessions, keepEnvelope }));
			expect(status).toMatchObject({ converted: 2, versions: { v2: 2 } });
			const newer = { ...data, latest_activity: null };
			expect(await documents()).toEqual([
				keepEnvelope ? { ...event, data: { ...newer, user } } : newer,
				newer,
			]);
			expect(await rollbackTable(options({ ...sessions, run: status.run }))).toMatchObject({ restored: 2 });
			expect(await documents()).toEqual([event, data]);
		},
	);

	test("a run is proved wholly, or not at all", async () => {
		await clients(type, [legacy, v1]);
		const { run } = await upgradeTable(options({ prove: true, maxRejects: 0, lineage: client }));
		expect(run).toBeDefined();
		await database.rows("UPDATE upshape.run SET status = 'running'");
		await expect(upgradeTable(options())).rejects.toThrow("with another prove");
	});

	test("numbers and strings keep their text; a record that can't is a reject", async () => {
		const text = JSON.stringify(v1)
			.replace("1620366955000", "1620366955000.0")
			.replace('"client_1"', '"é\\u2028"');
		await clients(type, [text, JSON.stringify(v1).replace("1620366953000", "1620366953000.0")]);
		expect(await upgradeTable(options())).toMatchObject({ converted: 1, rejects: { inexact: 1 } });
		const [row] = await database.rows(
			"SELECT doc->'sessions'->0->>'last_active_at' AS at, doc->>'id' AS id FROM t.clients ORDER BY clients.id",
		);
		expect(row).toEqual({ at: "1620366955000.0", id: "é\u2028" });
	});
});

describe("keys of any type that has an order", () => {
	test.each([
		["bigint", "9007199254740993"],
		["numeric", "0.10"],
		["uuid", "c2d29867-3d0b-d497-9191-18a9d8ee7830"],
		["text", 'we"ird, {\\} \n NULL'],
		["varchar(40)", ""],
		["timestamptz", "1999-12-31 23:59:59.999999+00"],
		["bytea", "\\x00ff"],
		["double precision", "0.1"],
		["interval", "-1 mon +02:00:00"],
		["char(5)", "a"],
		["date", "0044-03-15 BC"],
	])("%s", async (type, key) => {
		await database.db.exec(`CREATE TABLE t.clients (id ${type} PRIMARY KEY, doc jsonb)`);
		await database.rows(`INSERT INTO t.clients VALUES ($1::text::${type}, $2::text::jsonb)`, [
			key,
			JSON.stringify(v1),
		]);
		expect(await upgradeTable(options())).toMatchObject({ records: 1, converted: 1, deferred: 0 });
		expect(await upgradeTable(options())).toMatchObject({ records: 1, current: 1 });
	});

	test("an enum of the user's", async () => {
		await database.db.exec(`CREATE TYPE t."mo""od" AS ENUM ('sad', 'ok');
			CREATE TABLE t.clients (id t."mo""od" PRIMARY KEY, doc jsonb)`);
		await database.rows("INSERT INTO t.clients VALUES ('sad', $1), ('ok', $1)", [v1]);
		expect(await upgradeTable(options({ rangeRows: 1 }))).toMatchObject({ converted: 2, ranges: 2 });
	});
});

test("names may hold anything", async () => {
	const hostile = 'we"ird; drop table x; --';
	const name = `"${hostile.replaceAll('"', '""')}"`;
	await database.db.exec(`CREATE TABLE t.${name} (${name} text PRIMARY KEY, "a.b$1" jsonb)`);
	await database.rows(`INSERT INTO t.${name} VALUES ('k', $1)`, [legacy]);
	const status = await upgradeTable(
		options({ table: `t.${hostile}`, key: hostile, column: "a.b$1", state: hostile }),
	);
	expect(status).toMatchObject({ converted: 1, table: `"t".${name}` });
	expect(await database.rows(`SELECT cardinality(keys) AS n FROM ${name}.residue`)).toEqual([{ n: 1 }]);
	await database.db.exec(`DROP SCHEMA ${name} CASCADE`);
});

describe("what a run can't work with is refused by name", () => {
	test.each([
		["no-such-table", { table: "t.none" }],
		["no-such-table", { table: "t.clients.doc" }],
		["no-such-table", { table: 't."clients' }],
		["no-such-table", { column: "nothing" }],
		["no-such-table", { table: "t.view" }],
		["wrong-column", { column: "id" }],
		["wrong-key", { key: "doc" }],
		["wrong-key", { key: "loose" }],
		["wrong-key", { key: "half" }],
		["wrong-key", { table: "t.pairs" }],
	])("%s: %o", async (code, more) => {
		await database.db.exec(`
			CREATE TABLE t.clients (id bigint PRIMARY KEY, doc jsonb, loose bigint UNIQUE, half bigint NOT NULL);
			CREATE UNIQUE INDEX ON t.clients (half) WHERE half > 0;
			CREATE TABLE t.pairs (a int, b int, doc jsonb, PRIMARY KEY (a, b));
			CREATE VIEW t.view AS SELECT * FROM t.clients`);
		await expect(upgradeTable(options(more))).rejects.toMatchObject({ name: "BulkError", code });
	});

	test("a unique key that is not the primary one is fine", async () => {
		await database.db.exec(
			"CREATE TABLE t.clients (a int, b int UNIQUE NOT NULL, doc jsonb, PRIMARY KEY (a, b))",
		);
		expect(await upgradeTable(options({ key: "b" }))).toMatchObject({ records: 0, status: "done" });
	});
});

describe("a run that was left", () => {
	test("goes on behind its last batch, and counts each row once", async () => {
		await clients(
			"jsonb",
			Array.from({ length: 20 }, (_, i) => (i === 7 ? { bad: i } : i % 2 ? legacy : v1)),
		);
		const controller = new AbortController();
		let records = 0;
		const onBatch = (batch: BatchCounts) => {
			records += batch.records;
			if (records > 7) controller.abort();
		};
		const first = await upgradeTable(options({ batchRows: 2, signal: controller.signal, onBatch }));
		expect(first).toMatchObject({ status: "running", records });
		expect(records).toBeLessThan(20);
		const second = await upgradeTable(options());
		expect(second).toMatchObject({ run: first.run, status: "done", records: 20, converted: 19, rejected: 1 });
	});

	test("is not mixed with another", async () => {
		await clients("jsonb", [v1, v1]);
		const signal = AbortSignal.abort();
		await upgradeTable(options({ signal }));
		await expect(upgradeTable(options({ to: "v1" }))).rejects.toMatchObject({ code: "run-differs" });
		await expect(upgradeTable(options({ dryRun: true }))).rejects.toMatchObject({ code: "run-differs" });
		expect(await upgradeTable(options({ to: "v1", anew: true }))).toMatchObject({
			current: 2,
			status: "done",
		});
	});
});

describe("rows that the table refuses", () => {
	test("become rejects, and the others are written", async () => {
		await clients(
			"jsonb",
			Array.from({ length: 30 }, (_, i) => ({ ...v1, id: `client_${i}` })),
		);
		await database.db.exec(`ALTER TABLE t.clients ADD CHECK (NOT doc ? 'last_authentication_strategy'
			OR doc->>'id' NOT IN ('client_3', 'client_17'))`);
		const status = await upgradeTable(options());
		expect(status).toMatchObject({
			converted: 28,
			rejected: 2,
			rejects: { "table-refuses": 2 },
			status: "done",
		});
		const rejects = await database.rows("SELECT key, code, message FROM upshape.reject ORDER BY key");
		expect(rejects.map(({ key }) => key)).toEqual(["18", "4"]);
		expect(JSON.stringify(rejects)).not.toContain("client_3");
	});
});

test("a big table is cut by a sample of its keys, and no row is left out", async () => {
	await clients(
		"jsonb",
		Array.from({ length: 300 }, () => v1),
	);
	await database.db.exec("UPDATE pg_class SET reltuples = 2e6 WHERE oid = 't.clients'::regclass");
	const status = await upgradeTable(options({ rangeRows: 10 }));
	expect(status).toMatchObject({ status: "done", estimate: 2_000_000, converted: 300 });
	expect(await verifyTable(options())).toMatchObject({ current: 300, outdated: 0 });
});

test("too many rejects pause the run", async () => {
	await clients("jsonb", [v1, {}, {}, ...Array.from({ length: 20 }, () => v1)]);
	const status = await upgradeTable(options({ batchRows: 2, maxRejects: 1 }));
	expect(status).toMatchObject({ status: "paused", rejected: 2 });
	expect(status.records).toBeLessThan(20);
	await expect(upgradeTable(options())).rejects.toMatchObject({ code: "run-paused" });
});

describe("a rollback", () => {
	const odd = { ...v1, surprise: [1.5, "x"] };

	test.each(["json", "jsonb"] as const)("gives %s documents back what they were", async (type) => {
		const spaced = JSON.stringify(legacy, undefined, 2).replace("1620366953", "1620366953");
		await clients(type, [legacy, v1, current, odd, null, { bad: 1 }, spaced]);
		const text = () => database.rows("SELECT id, doc::text AS doc FROM t.clients ORDER BY id");
		const before = await text();
		expect(await upgradeTable(options({ undeclared: "drop" }))).toMatchObject({ converted: 4, rejected: 1 });
		expect(await verifyTable(options())).toMatchObject({ current: 5, outdated: 0, invalid: 1, blank: 1 });
		await upgradeTable(options({ dryRun: true }));
		expect(await rollbackTable(options())).toMatchObject({
			run: "1",
			restored: 4,
			edited: 0,
			complete: true,
		});
		expect(await text()).toEqual(before);
		await expect(rollbackTable(options())).rejects.toMatchObject({ code: "run-over" });
	});

	test("leaves what was edited since alone, and lists it", async () => {
		await clients("jsonb", [v1, v1, v1, v1]);
		await upgradeTable(options());
		await database.db.exec(`UPDATE t.clients SET doc = jsonb_set(doc, '{id}', '"mine"') WHERE id = 2;
			UPDATE t.clients SET doc = doc WHERE id = 3; DELETE FROM t.clients WHERE id = 4`);
		const rollback = await rollbackTable(options());
		expect(rollback).toMatchObject({ restored: 2, edited: 1, gone: 1, refused: 0 });
		expect(rollback.rows).toEqual([
			{ key: "2", outcome: "edited" },
			{ key: "4", outcome: "gone" },
		]);
		expect(await documents()).toEqual([v1, { ...client.upgrade(v1).value, id: "mine" }, v1]);
	});

	test.each(["json", "jsonb"] as const)(
		"tells an edit of a %s document from a write beside it",
		async (type) => {
			const odd = { ...legacy, surprise: [1.5, "x"] };
			await clients(type, [v1, odd, v1, v1, odd, v1]);
			await database.db.exec("ALTER TABLE t.clients ADD seen int");
			await upgradeTable(options({ undeclared: "drop" }));
			const set = (id: number, sql: string) =>
				database.db.exec(`UPDATE t.clients SET doc = (${sql})::text::${type} WHERE id = ${id}`);
			await database.db.exec("UPDATE t.clients SET seen = 1 WHERE id < 3");
			// What the old version has no room for would not be missed by who only looks at what a document was.
			await set(3, `jsonb_set(doc::jsonb, '{last_authentication_strategy}', '"password"')`);
			await set(4, `jsonb_set(doc::jsonb, '{created_at}', '"yesterday"')`);
			await set(5, "doc::jsonb - 'sessions'");
			await set(6, "NULL");
			const edited = await database.rows("SELECT id, doc::text FROM t.clients WHERE id > 2 ORDER BY id");
			const rollback = await rollbackTable(options());
			expect(rollback).toMatchObject({ restored: 2, edited: 4, gone: 0, refused: 0, complete: true });
			expect(rollback.rows.map(({ key }) => key)).toEqual(["3", "4", "5", "6"]);
			expect((await documents()).slice(0, 2)).toEqual([v1, odd]);
			const left = await database.rows("SELECT id, doc::text FROM t.clients WHERE id > 2 ORDER BY id");
			expect(left).toEqual(edited);
		},
	);

	test("of a json document, another spelling is an edit", async () => {
		await clients("json", [v1, v1]);
		await upgradeTable(options());
		await database.db.exec("UPDATE t.clients SET doc = (doc::text || ' ')::json WHERE id = 2");
		expect(await rollbackTable(options())).toMatchObject({ restored: 1, edited: 1, complete: true });
	});

	/** A lineage of steps that lose something: what it was comes back only by chance. */
	const lossy = (upgrade: (n: number) => object, downgrade: (value: object) => object): AnyLineage => ({
		name: "lossy",
		head: "new",
		versions: ["old", "new"],
		detect: () => ({ version: "old" }) as never,
		upgrade: (
			payload,
			{ beforeSteps }: { readonly beforeSteps?: (payload: unknown, from: string) => void },
		) => {
			beforeSteps?.(payload, "old");
			const value = upgrade((payload as { readonly n: number }).n);
			return { value, from: "old", account: [], residue: {} } as never;
		},
		downgrade: (payload) => {
			return { value: downgrade(payload), from: "new", account: [], residue: {} } as never;
		},
	});

	test("writes no document that isn't what it was, whatever a step has lost, and lists the row", async () => {
		await clients("jsonb", [{ n: 1.5 }, { n: 2.25 }, { n: 3.5 }]);
		const lineage = lossy(
			(n) => ({ n: Math.trunc(n) }),
			(value) => ({ n: Object(value).n + 0.5 }),
		);
		await upgradeTable(options({ lineage }));
		const rollback = await rollbackTable(options({ lineage }));
		expect(rollback).toMatchObject({ restored: 2, edited: 0, gone: 0, refused: 1, complete: true });
		expect(rollback.rows).toEqual([{ key: "2", outcome: "refused" }]);
		expect(await documents()).toEqual([{ n: 1.5 }, { n: 2 }, { n: 3.5 }]);
	});

	test("gives a document that was written whole back whatever a step has lost", async () => {
		await clients("jsonb", [{ n: 1.5 }, { n: 2.25 }]);
		const lineage = lossy(
			() => ({ m: 1 }),
			() => ({ n: 1.5 }),
		);
		await upgradeTable(options({ lineage }));
		expect(await documents()).toEqual([{ m: 1 }, { m: 1 }]);
		expect(await rollbackTable(options({ lineage }))).toMatchObject({ restored: 2, complete: true });
		expect(await documents()).toEqual([{ n: 1.5 }, { n: 2.25 }]);
	});

	test("ends a run that is under way", async () => {
		await clients(
			"jsonb",
			Array.from({ length: 9 }, () => v1),
		);
		const controller = new AbortController();
		const { converted } = await upgradeTable(
			options({ batchRows: 2, signal: controller.signal, onBatch: () => controller.abort() }),
		);
		expect(await rollbackTable(options())).toMatchObject({
			restored: converted,
			complete: true,
		});
		expect(await verifyTable(options())).toMatchObject({ outdated: 9 });
		expect(await upgradeTable(options())).toMatchObject({ run: "2", converted: 9 });
	});
});

test.each([2, 4])("state of layout %i is left alone", async (layout) => {
	await clients("jsonb", [v1]);
	await upgradeTable(options());
	await database.rows("UPDATE upshape.layout SET version = $1", [layout]);
	await expect(upgradeTable(options())).rejects.toMatchObject({ code: "state-unknown" });
	await expect(rollbackTable(options())).rejects.toMatchObject({ code: "state-unknown" });
});

describe("a run can be looked at", () => {
	test("and paused, and resumed", async () => {
		await clients(
			"jsonb",
			Array.from({ length: 9 }, () => v1),
		);
		expect(await tableStatus(options())).toBeUndefined();
		await expect(pauseTable(options())).rejects.toMatchObject({ code: "no-run" });
		await upgradeTable(options({ signal: AbortSignal.abort() }));
		expect(await pauseTable(options())).toMatchObject({ status: "paused" });
		await expect(upgradeTable(options())).rejects.toMatchObject({ code: "run-paused" });
		expect(await resumeTable(options())).toMatchObject({ status: "running" });
		expect(await upgradeTable(options())).toMatchObject({ status: "done", converted: 9 });
		expect(await tableStatus(options())).toMatchObject({ status: "done", converted: 9, workers: 0 });
		await expect(resumeTable(options())).rejects.toMatchObject({ code: "run-over" });
	});
});

test("a verification can end at the first row that isn't upgraded", async () => {
	await clients("jsonb", [current, v1, v1, v1, v1]);
	const verdict = await verifyTable(options({ batchRows: 2, stopAt: 1 }));
	expect(verdict).toMatchObject({ records: 2, current: 1, outdated: 1, complete: false });
	expect(verdict.findings).toMatchObject([{ key: "2", code: "outdated" }]);
});
