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
				query: async ({ text, values, rowMode }) => {
					if (values.length > 0)
						return db.query<unknown>(text, values, { rowMode, parsers: AS_TEXT, serializers });
					const [result] = (await db.exec(text, { rowMode, parsers: AS_TEXT })).slice(-1);
					return result ?? { rows: [] };
				},
				release: () => release(),
			};
		},
	};
}

/** No type of Postgres' own has a parser. */
const AS_TEXT = Object.fromEntries(
	Array.from({ length: 10_000 }, (_, oid) => [oid, (value: string) => value]),
);

/** A text is the server's to read, as with pg; this driver knows bytes only as bytes. */
const serializers = {
	17: (value: string | Uint8Array) =>
		typeof value === "string" ? value : `\\x${Buffer.from(value).toString("hex")}`,
};
