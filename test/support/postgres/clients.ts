import { afterAll, beforeAll, beforeEach } from "vitest";
import { client } from "../../../src/clerk/index.js";
import { type Embedded, embedded } from "./pglite.js";

const OPTIONS = { table: "t.clients", column: "doc", lineage: client, connections: 1 };

/** A Postgres inside of the test file, with an empty schema `t` and no state before each test. */
export function clientsTable() {
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
	return {
		/** Runs statements. */
		exec: (text: string) => database.db.exec(text),
		/** Rows of a statement, as objects. */
		rows: (text: string, values?: readonly unknown[]) => database.rows(text, values),
		/** The options of a call on the table. */
		options: <T extends object = object>(more?: T) => ({ ...OPTIONS, pool: database, ...more }),
		/** Makes the table `t.clients` with these documents, their keys from 1 on. */
		async clients(type: "json" | "jsonb", documents: readonly unknown[]): Promise<void> {
			await database.db.exec(`CREATE TABLE t.clients (id bigint PRIMARY KEY, doc ${type})`);
			for (const [i, document] of documents.entries()) {
				const text = typeof document === "string" || document === null ? document : JSON.stringify(document);
				await database.rows(`INSERT INTO t.clients VALUES ($1, $2::text::${type})`, [String(i + 1), text]);
			}
		},
		/** The documents in the table, by their keys. */
		documents: async () =>
			(await database.rows("SELECT doc FROM t.clients ORDER BY id")).map(({ doc }) => doc),
		/** Makes a trigger for each row, and its function. */
		trigger: (name: string, when: string, body: string) =>
			database.db.exec(`CREATE FUNCTION t.${name}_function() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body} END $$;
				CREATE TRIGGER ${name} ${when} ON t.clients FOR EACH ROW EXECUTE FUNCTION t.${name}_function()`),
		/** What is said of the rejects, by their keys. */
		messages: async () =>
			(await database.rows("SELECT message FROM upshape.reject ORDER BY key")).map(({ message }) => message),
	};
}
