import { createHash } from "node:crypto";
import type { TableClient, TablePool, TextRow } from "./pool.js";
import { driverError, LostConnection } from "./sql-error.js";

/** A value for a statement: a text, or bytes. */
export type Value = string | Uint8Array | null;

/** How a session of a run is set, so that keys have one text and no statement waits for long. */
const SETTINGS = {
	lock_timeout: "1s",
	default_transaction_isolation: "read committed",
	datestyle: "ISO, MDY",
	intervalstyle: "postgres",
	extra_float_digits: "1",
	// The statements have one good plan each; to look for better ones costs more than a batch.
	plan_cache_mode: "force_generic_plan",
	jit: "off",
} as const;

const DEADLINE = 300_000;

/** One connection of the user's pool, had when it is needed and had again when it was lost. */
export class Session {
	readonly #pool: TablePool;
	readonly #prepare: boolean;
	#client: TableClient | undefined;
	#before: TextRow = [];
	/** Whether there was ever a connection. */
	met = false;

	constructor(pool: TablePool, { prepare = true }: { readonly prepare?: boolean | undefined } = {}) {
		this.#pool = pool;
		this.#prepare = prepare;
	}

	/** The rows of one statement, every value as the server's text. */
	async ask(text: string, values: readonly Value[] = []): Promise<readonly TextRow[]> {
		const client = await this.#connected();
		try {
			return await ask(client, text, values, this.#prepare && values.length > 0);
		} catch (error) {
			if (error instanceof LostConnection) this.#drop(error);
			throw error;
		}
	}

	/** Does something with the connection itself, which is closed if that fails. */
	async using<T>(work: (client: TableClient) => Promise<T>): Promise<T> {
		try {
			return await work(await this.#connected());
		} catch (error) {
			this.#drop(error);
			throw driverError(error);
		}
	}

	/** Does it in one transaction; if it fails, nothing was done. */
	async transaction<T>(work: () => Promise<T>): Promise<T> {
		await this.ask("BEGIN");
		try {
			const result = await work();
			await this.ask("COMMIT");
			return result;
		} catch (error) {
			// Where the connection is lost, so is the transaction.
			if (this.#client) await this.ask("ROLLBACK").catch((lost: unknown) => this.#drop(lost));
			throw error;
		}
	}

	/** Gives the connection back as it was. */
	async end(): Promise<void> {
		const client = this.#client;
		if (!client) return;
		try {
			await ask(client, setting(NAMES), this.#before.map(String), false);
			this.#client = undefined;
			client.off?.("error", ignore);
			client.release();
		} catch (error) {
			this.#drop(error);
		}
	}

	async #connected(): Promise<TableClient> {
		if (this.#client) return this.#client;
		const client = await this.#pool.connect().catch((error: unknown) => {
			throw driverError(error);
		});
		// A lost connection is met by the next statement; without a listener it would end the process.
		client.on?.("error", ignore);
		this.#client = client;
		this.met = true;
		try {
			const current = `SELECT ${NAMES.map((name) => `current_setting('${name}')`).join(", ")}`;
			[this.#before = []] = await ask(client, current, [], false);
			await ask(client, setting(NAMES), Object.values(SETTINGS), false);
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

const NAMES = Object.keys(SETTINGS);

function setting(names: readonly string[]): string {
	return `SELECT ${names.map((name, i) => `set_config('${name}', $${i + 1}, false)`).join(", ")}`;
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
		const { rows } = result;
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
		timer = setTimeout(() => reject(new Error("the database doesn't answer")), DEADLINE);
	});
	return Promise.race([reply, late]).finally(() => clearTimeout(timer));
}
