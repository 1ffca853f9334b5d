import { spawnSync } from "node:child_process";
import pg from "pg";
import { shadowTable, type TablePool, upgradeTable } from "upshape/bulk";
import { client } from "upshape/clerk";
// @ts-expect-error plain JavaScript, as the candidates share it
import { record } from "./bulk-records.mjs";
import { type Gate, gate, printGates } from "./gates.js";
import { middle } from "./side-by-side.js";

// `npm run bench:bulk` with UPSHAPE_TEST_POSTGRES_URL: a table in place, and its shadow copy, beside one pure SQL UPDATE
// with jsonb functions that makes the same documents and validates nothing; beside that UPDATE with an INSERT of what the
// new documents have no room for, which a run keeps, too; and beside COPY piped into COPY by psql, with nothing done in
// between, than which no shadow copy over two connections can be faster. In every round each of them gets a table that was
// just made, vacuumed, and checkpointed. A run in place has four connections, as docs/tables.md says for speed.
const ROWS = 200_000;
const ROUNDS = 3;
const BATCH = 500;

/** Measures tables in a database of its own on that server, and prints what each took. */
export async function benchPostgres(server: string): Promise<readonly Gate[]> {
	const admin = new pg.Client(server);
	await admin.connect();
	await admin.query("DROP DATABASE IF EXISTS upshape_bench WITH (FORCE)");
	await admin.query("CREATE DATABASE upshape_bench");
	const url = server.replace(/\/[^/]*$/, "/upshape_bench");
	const pool = new pg.Pool({ connectionString: url, max: 6 });
	// They are still leaving when their database is dropped.
	pool.on("error", () => {});
	try {
		return await measure(pool, url);
	} finally {
		await pool.end();
		await admin.query("DROP DATABASE upshape_bench WITH (FORCE)");
		await admin.end();
	}
}

async function measure(pool: pg.Pool, url: string): Promise<readonly Gate[]> {
	await pool.query("CREATE TABLE base (id bigint PRIMARY KEY, doc jsonb NOT NULL)");
	for (let from = 0; from < ROWS; from += 1_000) {
		const records = Array.from({ length: 1_000 }, (_, i) => JSON.stringify(record(from + i)));
		const insert =
			"INSERT INTO base SELECT $1::bigint + i, d::jsonb FROM unnest($2::text[]) WITH ORDINALITY AS r (d, i)";
		await pool.query(insert, [from, records]);
	}
	const took = {
		sql: [] as number[],
		keeping: [] as number[],
		inPlace: [] as number[],
		shadow: [] as number[],
		copy: [] as number[],
	};
	const batches: number[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		took.sql.push(await timed(pool, () => pool.query(UPDATE)));
		const expected = await digest(pool, "t");
		took.keeping.push(await timed(pool, () => pool.query(`WITH kept AS (${KEEP}) ${UPDATE}`)));
		await same(pool, "t", expected);
		took.inPlace.push(await timed(pool, () => inPlace(timing(pool, batches))));
		await same(pool, "t", expected);
		took.shadow.push(await timed(pool, () => shadowTable({ pool, ...WHAT, shadow: "s" })));
		await same(pool, "s", expected);
		if (hasPsql()) took.copy.push(await timed(pool, async () => copy(url)));
	}
	return gates(took, batches);
}

const WHAT = { table: "t", column: "doc", lineage: client };

async function inPlace(pool: TablePool): Promise<void> {
	const status = await upgradeTable({ pool, ...WHAT, batchRows: BATCH, maxBatchRows: BATCH, connections: 4 });
	if (status.records !== ROWS || status.rejected > 0)
		throw new Error("the run did not convert what it should");
}

function hasPsql(): boolean {
	return spawnSync("psql", ["--version"]).status === 0;
}

/** All rows out and into a new table, as they are. */
function copy(url: string): void {
	const into = "TRUNCATE s; COPY s FROM STDIN (FORMAT binary, FREEZE)";
	const script = `psql "$0" -qc 'CREATE TABLE s (LIKE t INCLUDING ALL)' &&
		psql "$0" -qc 'COPY t TO STDOUT (FORMAT binary)' | psql "$0" -q1c '${into}'`;
	const { status } = spawnSync("sh", ["-c", script, url], { stdio: ["ignore", "inherit", "inherit"] });
	if (status !== 0) throw new Error("psql could not copy the table");
}

/** Makes the table anew, and gives the seconds that the work on it takes. */
async function timed(pool: pg.Pool, work: () => Promise<unknown>): Promise<number> {
	await pool.query(
		`DROP TABLE IF EXISTS s, t, kept; CREATE TABLE t (LIKE base INCLUDING ALL); INSERT INTO t SELECT * FROM base ORDER BY id;
		CREATE TABLE kept (id bigint PRIMARY KEY, kept jsonb NOT NULL)`,
	);
	await pool.query("VACUUM ANALYZE t");
	await pool.query("CHECKPOINT");
	const start = performance.now();
	await work();
	return (performance.now() - start) / 1000;
}

/** The pool, with the milliseconds of every statement that writes a batch. */
function timing(pool: TablePool, batches: number[]): TablePool {
	return {
		async connect() {
			const connection = await pool.connect();
			return {
				async query(query) {
					const start = performance.now();
					const result = await connection.query(query);
					if (query.text.includes("SKIP LOCKED\n), whole")) batches.push(performance.now() - start);
					return result;
				},
				release: (error) => connection.release(error),
				processID: connection.processID ?? null,
			};
		},
	};
}

async function digest(pool: pg.Pool, table: string): Promise<string> {
	const text = `SELECT sum(jsonb_hash_extended(doc, 0) + id)::text AS sum FROM ${table}`;
	return (await pool.query(text)).rows[0].sum;
}

async function same(pool: pg.Pool, table: string, expected: string): Promise<void> {
	if ((await digest(pool, table)) !== expected) throw new Error("the candidates convert differently");
}

type Way = "sql" | "keeping" | "inPlace" | "shadow" | "copy";

function gates(
	{ sql, keeping, inPlace, shadow, copy }: { readonly [way in Way]: readonly number[] },
	batches: readonly number[],
): readonly Gate[] {
	console.log(
		`\ntables of ${ROWS.toLocaleString("en-US")} rows, rows a second, the middle of ${ROUNDS} rounds`,
	);
	const rate = (what: string, seconds: readonly number[]) => {
		const rates = seconds.map((one) => Math.round(ROWS / one)).toSorted((a, b) => a - b);
		console.log(`  ${what.padEnd(24)} ${String(middle(rates)).padStart(7)} (${rates[0]} to ${rates.at(-1)})`);
	};
	rate("one SQL UPDATE", sql);
	rate("the same that keeps", keeping);
	rate("in place", inPlace);
	rate("shadow copy", shadow);
	if (copy.length > 0) rate("COPY | COPY, as it is", copy);
	const against = (seconds: readonly number[], other = sql) =>
		seconds.map((one, round) => (other[round] ?? Number.NaN) / one);
	const sorted = batches.toSorted((a, b) => a - b);
	const p99 = sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN;
	return [
		gate("table in place: rows/s over one SQL UPDATE's", against(inPlace), ">=", 0.8),
		gate("in place: rows/s over the UPDATE's that keeps", against(inPlace, keeping), ">=", 0.8),
		gate("shadow copy: rows/s over one SQL UPDATE's", against(shadow), ">=", 2.2),
		gate(`p99 of batches of ${BATCH} rows`, [p99], "<", 200, " ms"),
	];
}

/** Seconds become milliseconds. */
const MS = (of: string) =>
	`CASE WHEN (${of})::numeric < 1e11 THEN to_jsonb((${of})::numeric * 1000) ELSE to_jsonb((${of})::numeric) END`;

const SESSIONS = `(SELECT coalesce(jsonb_agg(jsonb_build_object(
	'object', s->'object', 'id', s->'id', 'user_id', s->'user'->'id', 'client_id', doc->'id', 'status', s->'status',
	'last_active_at', ${MS("s->>'last_active_at'")}, 'expire_at', ${MS("s->>'expire_at'")},
	'abandon_at', ${MS("s->>'abandon_at'")}, 'updated_at', ${MS("s->>'updated_at'")}, 'created_at', ${MS("s->>'created_at'")}
)), '[]') FROM jsonb_array_elements(doc->'sessions') s)`;

const SQL = `CASE WHEN doc ? 'session_ids' THEN doc || '{"last_authentication_strategy": null}' ELSE jsonb_build_object(
	'object', doc->'object', 'id', doc->'id',
	'session_ids', (SELECT coalesce(jsonb_agg(s->'id'), '[]') FROM jsonb_array_elements(doc->'sessions') s),
	'sessions', ${SESSIONS},
	'sign_in_id', doc->'sign_in_attempt'->'id', 'sign_up_id', doc->'sign_up_attempt'->'id',
	'last_active_session_id', doc->'last_active_session_id', 'last_authentication_strategy', NULL,
	'updated_at', ${MS("doc->>'updated_at'")}, 'created_at', ${MS("doc->>'created_at'")}
) END`;

const OLD = "NOT doc ? 'last_authentication_strategy'";
const UPDATE = `UPDATE t SET doc = ${SQL} WHERE ${OLD}`;

const KEEP = `INSERT INTO kept SELECT id, CASE WHEN doc ? 'session_ids' THEN '{"from": "v1"}' ELSE jsonb_build_object(
	'from', 'legacy', 'sign_in_attempt', doc->'sign_in_attempt', 'sign_up_attempt', doc->'sign_up_attempt',
	'users', (SELECT jsonb_agg(s->'user') FROM jsonb_array_elements(doc->'sessions') s)
) END FROM t WHERE ${OLD}`;

const [, script] = process.argv;
if (script?.endsWith("postgres.ts")) {
	const url = process.env.UPSHAPE_TEST_POSTGRES_URL;
	if (url === undefined)
		throw new Error("UPSHAPE_TEST_POSTGRES_URL is not set: npx tsx scripts/with-postgres.ts ...");
	printGates(await benchPostgres(url));
}
