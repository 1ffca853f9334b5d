import { PGlite } from "@electric-sql/pglite";
import type { TablePool } from "../../../src/tables/index.js";

/** A Postgres inside this process. It has one connection, so whoever asks for a second one waits. */
export interface Embedded extends TablePool {
	readonly db: PGlite;
	/** Rows of a statement, as objects. */
	rows(text: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
	end(): Promise<void>;
}

/** Starts one; it takes about a second. */
export async function embedded(): Promise<Embedded> {
	const db = await PGlite.create();
	let free: Promise<void> = Promise.resolve();
	return {
		db,
		rows: async (text, values = []) => (await db.query<Record<string, unknown>>(text, [...values])).rows,
		end: () => db.close(),
		async connect() {
			const before = free;
			let release = () => {};
			free = new Promise((resolve) => {
				release = resolve;
			});
			await before;
			return {
				query: ({ text, values, rowMode }) => db.query<unknown>(text, values, { rowMode, parsers: AS_TEXT }),
				release: () => release(),
			};
		},
	};
}

/** No type has a parser. */
const AS_TEXT = new Proxy({}, { get: () => (value: string) => value, has: () => true });
