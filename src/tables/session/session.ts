import { createHash } from "node:crypto";
import { BulkError } from "../../records/index.js";
import { isListOf, isText, jsonAnswer } from "./answer.js";
import type { TableClient, TablePool, TextRow } from "./pool.js";
import { driverError, isUnprepared, LostConnection } from "./sql-error.js";

/** A value for a statement: a text, or bytes. */
export type Value = string | Uint8Array | null;

/**
 * How each transaction of a run is set. It ends with the transaction, so that a pooler hands none of it to others.
 *
 * Names are looked up in pg_catalog only: a role that may create an operator or a function somewhere on the search path
 * could otherwise have this connection's role call it, as an exact match is preferred to Postgres' own.
 */
const SETTINGS = [
	"search_path = pg_catalog, pg_temp",
	"standard_conforming_strings = on",
	"lock_timeout = '1s'",
	"datestyle = 'ISO, MDY'",
	"intervalstyle = postgres",
	"bytea_output = hex",
	"extra_float_digits = 1",
	// The statements have one good plan each; to look for better ones costs more than a batch.
	"plan_cache_mode = force_generic_plan",
	"jit = off",
];

const SET = SETTINGS.map((setting) => `; SET LOCAL ${setting}`).join("");

/** What a transaction sees, and may do. */
export type Isolation = "READ COMMITTED" | "READ COMMITTED READ ONLY" | "REPEATABLE READ READ ONLY";

const DEADLINE_MS = 300_000;

/** How a session talks to the server. */
export interface SessionOptions {
	/** False if statements are never to be prepared; otherwise they are where the connection leads to one server process. */
	readonly prepare?: boolean | undefined;
	/** Whether its transactions may only read; false if not given. */
	readonly readOnly?: boolean | undefined;
}

/** One connection of the user's pool, had when it is needed and had again when it was lost. */
export class Session {
	readonly #pool: TablePool;
	readonly #isolation: Isolation;
	#mayPrepare: boolean;
	#client: TableClient | undefined;
	#direct = false;
	#depth = 0;
	/** Whether there was ever a connection that answered a statement. */
	met = false;

	constructor(pool: TablePool, { prepare = true, readOnly = false }: SessionOptions = {}) {
		this.#pool = pool;
		this.#mayPrepare = prepare;
		this.#isolation = readOnly ? "READ COMMITTED READ ONLY" : "READ COMMITTED";
	}

	/** Whether the connection leads to one process of the server, and not to a pooler that changes it now and then. */
	get isDirect(): boolean {
		return this.#direct;
	}

	/** The rows of one statement, every value as the server's text; outside of a transaction, it is one of its own. */
	ask(text: string, values: readonly Value[] = []): Promise<readonly TextRow[]> {
		return this.#depth > 0 ? this.#send(text, values) : this.transaction(() => this.#send(text, values));
	}

	/** The schemas in which the connection's role looks for names, as the program has set it. */
	async searchPath(): Promise<readonly string[]> {
		// The one statement that meets the path itself: nothing in it is looked up there.
		const text = "SELECT pg_catalog.array_to_json(pg_catalog.current_schemas(false))";
		const [row] = await this.#send(text, []);
		return jsonAnswer(row?.[0], isListOf(isText));
	}

	/** Does something with the connection itself, which is closed if that fails. */
	async using<T>(work: (client: TableClient) => Promise<T>): Promise<T> {
		try {
			return await work(await this.#connected());
		} catch (error) {
			this.#drop(error);
			throw error instanceof TypeError ? error : driverError(error);
		}
	}

	/** Does it in one transaction, or in a part of the one that is open; if it fails, nothing was done. */
	async transaction<T>(work: () => Promise<T>, isolation: Isolation = this.#isolation): Promise<T> {
		const [begin, end, undo] = this.#depth === 0 ? whole(isolation) : PART;
		await this.#connected();
		this.#depth++;
		try {
			await this.#send(begin, []);
			const result = await work();
			await this.#send(end, []);
			return result;
		} catch (error) {
			// Where the connection is lost, so is the transaction.
			if (this.#client) await this.#send(undo, []).catch((lost: unknown) => this.#drop(lost));
			throw error;
		} finally {
			this.#depth--;
		}
	}

	/** Gives the connection back as it was. */
	async end(): Promise<void> {
		const client = this.#client;
		this.#client = undefined;
		client?.off?.("error", ignore);
		client?.release();
	}

	async #send(text: string, values: readonly Value[]): Promise<readonly TextRow[]> {
		const client = await this.#connected();
		try {
			const prepare = this.#direct && this.#mayPrepare && values.length > 0;
			return await ask(client, text, values, prepare);
		} catch (error) {
			if (error instanceof LostConnection) this.#drop(error);
			// A pooler that looks like the server itself: what is tried again goes without.
			if (isUnprepared(error)) this.#mayPrepare = this.#direct = false;
			throw error;
		}
	}

	async #connected(): Promise<TableClient> {
		if (this.#client) return this.#client;
		// What a transaction has done is lost with its connection, and must not go on over another one.
		if (this.#depth > 0) throw new LostConnection("the connection was lost within a transaction");
		const client = await connect(this.#pool);
		// A lost connection is met by the next statement; without a listener it would end the process.
		client.on?.("error", ignore);
		this.#client = client;
		try {
			const backend = await backendOf(client);
			this.#direct = client.processID != null && backend === String(client.processID);
			this.met = true;
			return client;
		} catch (error) {
			this.#drop(error);
			throw error;
		}
	}

	#drop(error: unknown): void {
		const client = this.#client;
		this.#client = undefined;
		client?.release(error instanceof Error ? error : true);
	}
}

/** How a transaction begins, ends, and is undone. */
function whole(isolation: Isolation): readonly [string, string, string] {
	return [`BEGIN ISOLATION LEVEL ${isolation}${SET}`, "COMMIT", "ROLLBACK"];
}

const PART = [
	"SAVEPOINT upshape",
	"RELEASE SAVEPOINT upshape",
	"ROLLBACK TO SAVEPOINT upshape; RELEASE SAVEPOINT upshape",
] as const;

/** A pool may throw where it should reject: for a file that its settings name and that isn't there. */
async function connect(pool: TablePool): Promise<TableClient> {
	try {
		return await pool.connect();
	} catch (error) {
		throw driverError(error);
	}
}

/** The server process at the other end; a pooler tells its clients another number. */
async function backendOf(client: TableClient): Promise<string | null | undefined> {
	const [row] = await ask(client, "SELECT pg_catalog.pg_backend_pid()", [], false);
	return row?.[0];
}

function ignore(): void {}

const TEXT = { getTypeParser: () => (value: unknown) => value };

async function ask(
	client: TableClient,
	text: string,
	values: readonly Value[],
	prepare: boolean,
): Promise<readonly TextRow[]> {
	const query = { text, values: [...values], rowMode: "array" as const, types: TEXT };
	try {
		const result = await inTime(client.query(prepare ? { ...query, name: nameOf(text) } : query));
		const { rows = [] } = result;
		// Promises of pg hold each result until the next full collection of garbage: not the rows, which are many.
		Reflect.set(result, "rows", []);
		return rows as readonly TextRow[]; // asked for as arrays of text
	} catch (error) {
		throw driverError(error);
	}
}

const names = new Map<string, string>();

/** A statement's name is made of its text, so that two of them never share one. */
function nameOf(text: string): string {
	const known = names.get(text);
	if (known !== undefined) return known;
	const name = `upshape_${createHash("sha256").update(text).digest("hex").slice(0, 24)}`;
	names.set(text, name);
	return name;
}

/** A connection that says nothing for so long counts as lost. */
function inTime<T>(reply: Promise<T>): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new LostConnection("the database doesn't answer")), DEADLINE_MS);
	});
	return Promise.race([reply, late]).finally(() => clearTimeout(timer));
}

/** Fails if the database takes no writes now: to wait for that, as for a lost connection, would help nobody. */
export async function requireWritable(session: Session): Promise<void> {
	const text = "SELECT pg_is_in_recovery()::text, current_setting('transaction_read_only')";
	const [row] = await session.ask(text);
	const [standby, readOnly] = row ?? [];
	if (readOnly !== "on") return;
	const why = standby === "true" ? "it is a standby" : "it is set to default_transaction_read_only";
	throw new BulkError("read-only", `the database takes no writes: ${why}`);
}
