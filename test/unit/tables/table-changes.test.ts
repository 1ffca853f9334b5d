import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { client, clientEnvelope } from "../../../src/clerk/index.js";
import type { AnyLineage } from "../../../src/records/index.js";
import { upgradeTable } from "../../../src/tables/index.js";
import { v1 } from "../../support/clerk-samples.js";
import { type Embedded, embedded } from "../../support/postgres/pglite.js";
import { RUNS } from "../../support/runs.js";

// In a jsonb column a document is written by what changes in it, if nothing was taken away: the row must then hold
// exactly what the lineage made, whatever was kept, changed, added or taken away, and however it is called.

let database: Embedded;
beforeAll(async () => {
	database = await embedded();
});
afterAll(() => database.end());

type Members = { readonly [name: string]: unknown };

/** What a run tells a lineage, and a real one does. */
interface Told {
	readonly beforeSteps?: (payload: unknown, from: string) => void;
}

/** What becomes of a document of that id. */
interface Plan {
	readonly before: Members;
	readonly dropped: readonly string[];
	readonly set: Members;
}

/** A lineage that does to each document what its plan says. */
function planned(plans: readonly Plan[]): AnyLineage {
	const head = (value: Members) => ({ value, from: "old", account: [], residue: {} });
	return {
		name: "planned",
		head: "new",
		versions: ["old", "new"],
		detect: () => ({ version: "old" }) as never,
		upgrade: (payload, { beforeSteps }: Told) => {
			beforeSteps?.(payload, "old");
			const { _id: id, ...members } = payload as { _id: number } & Members;
			const plan = plans[id];
			const kept = Object.entries(members).filter(([name]) => !plan?.dropped.includes(name));
			return head({ ...Object.fromEntries(kept), _id: id, ...plan?.set }) as never;
		},
		downgrade: () => ({ issues: [] }) as never,
	};
}

const NAMES = ["a", "b", "toString", "constructor", "", "é\u2028", 'q"\\'];
const leaf = fc.oneof(
	fc.integer(),
	fc.string(),
	fc.constant(null),
	fc.boolean(),
	fc.constantFrom(0.5, -12.25),
);
const member = fc.oneof(
	leaf,
	fc.array(leaf, { maxLength: 3 }),
	fc.dictionary(fc.constantFrom(...NAMES), leaf),
);
const members = fc
	.dictionary(fc.constantFrom(...NAMES), member)
	.map((one) => JSON.parse(JSON.stringify(one)));
const plan = fc.record<Plan>({
	before: members,
	dropped: fc.oneof(fc.constant([]), fc.subarray(NAMES)),
	set: members,
});

test("documents become exactly what the lineage makes of them", async () => {
	const storable = (one: unknown) => !JSON.stringify(one).includes("\\u0000");
	await fc.assert(
		fc.asyncProperty(fc.array(plan.filter(storable), { minLength: 1, maxLength: 40 }), async (plans) => {
			await database.db.exec("DROP SCHEMA IF EXISTS upshape CASCADE; DROP TABLE IF EXISTS t");
			await database.db.exec("CREATE TABLE t (id int PRIMARY KEY, doc jsonb, made jsonb)");
			const lineage = planned(plans);
			const rows = plans.map(({ before }, id) => {
				const made = lineage.upgrade({ ...before, _id: id }, {} as never) as { value: unknown };
				return { id, doc: { ...before, _id: id }, made: made.value };
			});
			const insert =
				"INSERT INTO t SELECT * FROM jsonb_to_recordset($1) AS r (id int, doc jsonb, made jsonb)";
			await database.rows(insert, [JSON.stringify(rows)]);
			const status = await upgradeTable({
				pool: database,
				table: "t",
				column: "doc",
				lineage,
				connections: 1,
			});
			expect(status).toMatchObject({ status: "done", converted: rows.length });
			const other = "SELECT id, doc::text AS doc, made::text AS made FROM t WHERE doc::text <> made::text";
			expect(await database.rows(other)).toEqual([]);
		}),
		{ ...RUNS, numRuns: Math.ceil(RUNS.numRuns / 500) },
	);
});

test("documents in an envelope are written whole, without it; others by their changes, all the same", async () => {
	const wrapped = { response: v1, client: null };
	await database.db.exec("DROP SCHEMA IF EXISTS upshape CASCADE; DROP TABLE IF EXISTS t");
	await database.db.exec("CREATE TABLE t (id int PRIMARY KEY, doc jsonb)");
	await database.rows("INSERT INTO t VALUES (1, $1), (2, $2)", [wrapped, v1]);
	const options = { pool: database, table: "t", column: "doc", lineage: client, connections: 1 };
	expect(await upgradeTable({ ...options, envelope: clientEnvelope })).toMatchObject({ converted: 2 });
	const kept =
		"SELECT k IS NULL AS by_changes FROM upshape.residue, unnest(documents) WITH ORDINALITY AS i (k, n) ORDER BY n";
	expect(await database.rows(kept)).toEqual([{ by_changes: false }, { by_changes: true }]);
	const { value } = client.upgrade(v1);
	expect(await database.rows("SELECT doc FROM t ORDER BY id")).toEqual([{ doc: value }, { doc: value }]);
});

test("what a step changes in what it was given is written, too, though it must not", async () => {
	const lineage: AnyLineage = {
		...planned([]),
		upgrade: (payload, { beforeSteps }: Told) => {
			beforeSteps?.(payload, "old");
			const { inner } = payload as { readonly inner: { n: number } };
			inner.n = 2;
			return {
				value: Object.assign(payload as Members, { b: 1 }),
				from: "old",
				account: [],
				residue: {},
			} as never;
		},
	};
	await database.db.exec("DROP SCHEMA IF EXISTS upshape CASCADE; DROP TABLE IF EXISTS t");
	await database.db.exec(
		`CREATE TABLE t (id int PRIMARY KEY, doc jsonb); INSERT INTO t VALUES (1, '{"inner":{"n":1}}')`,
	);
	await upgradeTable({ pool: database, table: "t", column: "doc", lineage, connections: 1 });
	expect(await database.rows("SELECT doc FROM t")).toEqual([{ doc: { b: 1, inner: { n: 2 } } }]);
});

/** Ways to change what JSON is made of a list and a member, and yet leave their enumerable members as they were. */
const HIDDEN: { readonly [way: string]: (list: number[], inner: object) => void } = {
	"a longer list": (list) => {
		list.length = 3;
	},
	"a list's toJSON": (list) => void Object.defineProperty(list, "toJSON", { value: () => "other" }),
	"another prototype": (_, inner) => void Object.setPrototypeOf(inner, { toJSON: () => "other" }),
};

test.each(Object.entries(HIDDEN))("so is %s", async (_, hide) => {
	const lineage: AnyLineage = {
		...planned([]),
		upgrade: (payload, { beforeSteps }: Told) => {
			beforeSteps?.(payload, "old");
			const { list, inner } = payload as { readonly list: number[]; readonly inner: object };
			hide(list, inner);
			return { value: { list, inner, b: 1 }, from: "old", account: [], residue: {} } as never;
		},
	};
	const document = { list: [1], inner: { n: 1 } };
	const [list, inner] = [[...document.list], { ...document.inner }];
	hide(list, inner);
	await database.db.exec("DROP SCHEMA IF EXISTS upshape CASCADE; DROP TABLE IF EXISTS t");
	await database.db.exec("CREATE TABLE t (id int PRIMARY KEY, doc jsonb)");
	await database.rows("INSERT INTO t VALUES (1, $1)", [document]);
	await upgradeTable({ pool: database, table: "t", column: "doc", lineage, connections: 1 });
	expect(await database.rows("SELECT doc FROM t")).toEqual([
		{ doc: JSON.parse(JSON.stringify({ list, inner, b: 1 })) },
	]);
});

test("what one document held says nothing of the next, if a step has refused that one", async () => {
	const lineage: AnyLineage = {
		...planned([]),
		upgrade: (payload, { beforeSteps }: Told) => {
			const { refused } = payload as { readonly refused: boolean };
			if (refused) beforeSteps?.(payload, "old");
			if (refused)
				return { issues: [{ code: "refused", instanceLocation: "", path: [], message: "no" }] } as never;
			return { value: { refused, a: 1, b: 2 }, from: "old", account: [], residue: {} } as never;
		},
	};
	await database.db.exec("DROP SCHEMA IF EXISTS upshape CASCADE; DROP TABLE IF EXISTS t");
	await database.db.exec(`CREATE TABLE t (id int PRIMARY KEY, doc jsonb);
		INSERT INTO t VALUES (1, '{"refused":true,"a":1}'), (2, '{"refused":false,"c":3}')`);
	const status = await upgradeTable({ pool: database, table: "t", column: "doc", lineage, connections: 1 });
	expect(status).toMatchObject({ converted: 1, rejected: 1 });
	expect(await database.rows("SELECT doc FROM t WHERE id = 2")).toEqual([
		{ doc: { refused: false, a: 1, b: 2 } },
	]);
});
