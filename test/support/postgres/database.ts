import { randomBytes } from "node:crypto";
import pg from "pg";
import { onTestFinished } from "vitest";
import type { TablePool } from "../../../src/tables/index.js";
import { v1 } from "../clerk-samples.js";

/** The server that tests of concurrency and crashes need. */
export const SERVER = process.env.UPSHAPE_TEST_POSTGRES_URL;

/** What to say where there is none. */
export const WITHOUT_SERVER =
	"skipped: no server; npx tsx scripts/with-postgres.ts npm test, or UPSHAPE_TEST_POSTGRES_URL";

/** A database for one test. */
export interface Database {
	readonly url: string;
	readonly pool: pg.Pool;
	/** Another pool; what the test lays open stays its own business. */
	connect(config?: pg.PoolConfig): pg.Pool;
}

/** Makes a database that ends with the test. */
export async function database(server: string = SERVER ?? ""): Promise<Database> {
	const name = `upshape_${randomBytes(6).toString("hex")}`;
	await once(server, `CREATE DATABASE ${name}`);
	const url = server.replace(/\/[^/]*$/, `/${name}`);
	const pools: pg.Pool[] = [];
	const connect = (config: pg.PoolConfig = {}) => {
		const pool = new pg.Pool({ connectionString: url, max: 20, ...config });
		pool.on("error", () => {});
		pools.push(pool);
		return pool;
	};
	onTestFinished(async () => {
		await Promise.all(pools.map((pool) => (pool.ended ? undefined : pool.end())));
		await once(server, `DROP DATABASE ${name} WITH (FORCE)`).catch(() => {});
	});
	return { url, pool: connect(), connect };
}

async function once(url: string, statement: string): Promise<void> {
	const client = new pg.Client(url);
	await client.connect();
	try {
		await client.query(statement);
	} finally {
		await client.end();
	}
}

/** Makes a table `clients` of so many v1 records, and counts in each row how often its document was written. */
export async function counted({ pool }: Database, rows: number): Promise<void> {
	await pool.query(`
		CREATE TABLE clients (id bigint PRIMARY KEY, doc jsonb NOT NULL, writes integer NOT NULL DEFAULT 0);
		CREATE FUNCTION counted() RETURNS trigger LANGUAGE plpgsql AS
			$$ BEGIN NEW.writes := OLD.writes + 1; RETURN NEW; END $$;
		CREATE TRIGGER counted BEFORE UPDATE OF doc ON clients FOR EACH ROW EXECUTE FUNCTION counted()`);
	const insert =
		"INSERT INTO clients SELECT i, jsonb_set($1, '{id}', to_jsonb('client_' || i)) FROM generate_series(1, $2) i";
	await pool.query(insert, [v1, rows]);
}

/** How many rows were written how often: one entry means that all were treated alike. */
export async function writes({ pool }: Database): Promise<{ readonly [times: string]: number }> {
	const { rows } = await pool.query(
		"SELECT writes, count(*)::int AS n FROM clients GROUP BY writes ORDER BY writes",
	);
	return Object.fromEntries(rows.map(({ writes, n }) => [writes, n]));
}

type Query = Parameters<Awaited<ReturnType<TablePool["connect"]>>["query"]>[0];

/** The pool with someone in between who sees, and may change, each statement, and hears of errors. */
export function tapped(
	pool: TablePool,
	tap: { readonly before?: (query: Query) => Promise<Query>; readonly failed?: (error: unknown) => void },
): TablePool {
	return {
		async connect() {
			const client = await pool.connect();
			return {
				async query(query) {
					try {
						return await client.query((await tap.before?.(query)) ?? query);
					} catch (error) {
						tap.failed?.(error);
						throw error;
					}
				},
				release: (error) => client.release(error),
				processID: client.processID ?? null,
				on: (event, listener) => client.on?.(event, listener),
				off: (event, listener) => client.off?.(event, listener),
			};
		},
	};
}

/** Whether a statement is the one that writes a batch. */
export function isWrite({ text }: Query): boolean {
	return text.includes("fence AS MATERIALIZED");
}
