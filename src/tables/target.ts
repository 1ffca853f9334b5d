import { BulkError } from "../records/index.js";
import { findKey, type Key } from "./key.js";
import { quoted, tableName } from "./names.js";
import type { Session } from "./session/session.js";
import { findTriggers, type Trigger } from "./triggers.js";

/** The table, its key and its documents, as the database knows them; all of them quoted for SQL. */
export interface Target {
	readonly oid: string;
	/** With its schema. */
	readonly table: string;
	/** What SQL reads and writes: the table, without the rows of tables that inherit from it. */
	readonly rows: string;
	readonly schema: string;
	readonly name: string;
	readonly key: Key;
	readonly column: string;
	readonly columnType: "json" | "jsonb";
	/** What its owner has made to run when a document is written. */
	readonly triggers: readonly Trigger[];
	/** About how many rows there are. */
	readonly estimate: number;
}

/** What a call says of its table. */
export interface TargetOptions {
	/** `table` or `schema.table`; capitals count. */
	readonly table: string;
	/** The json or jsonb column that the records are in. */
	readonly column: string;
	/** The column that tells the rows apart; the primary key if not given. */
	readonly key?: string | undefined;
	/** Whether rows of tables that inherit from this one are left out; a table that has such is refused if not. */
	readonly only?: boolean | undefined;
}

/** Finds the table and looks at what a run needs of it; fails with a BulkError that says what it lacks. */
export async function findTarget(session: Session, options: TargetOptions): Promise<Target> {
	const found = await findTable(session, options);
	const { oid, table } = found;
	const columns = await session.ask(COLUMNS, [oid]);
	const named = (name: string) => {
		const column = columns.find((row) => row[0] === name);
		if (column) return column;
		const there = columns.map((row) => row[0]).join(", ");
		throw new BulkError("no-such-table", `${table} has no column ${quoted(name)}; it has ${there}`);
	};
	const column = quoted(options.column);
	const columnType = named(options.column)[1];
	if (columnType !== "json" && columnType !== "jsonb") {
		const message = `${table}.${column} is ${columnType}: a run needs json or jsonb`;
		throw new BulkError("wrong-column", message);
	}
	const name = options.key ?? primaryKey(table, columns);
	named(name);
	const key = await findKey(session, found, name);
	const triggers = await findTriggers(session, oid, options.column);
	return { ...found, key, column, columnType, triggers };
}

type Found = Pick<Target, "oid" | "table" | "rows" | "schema" | "name" | "estimate">;

async function findTable(session: Session, options: TargetOptions): Promise<Found> {
	const { schema, name } = tableName(options.table);
	// The path is asked for once; no other statement of a run depends on it.
	const schemas = schema === undefined ? await session.searchPath() : [schema];
	const [row] = await session.ask(TABLE, [name, JSON.stringify(schemas)]);
	if (!row) {
		throw new BulkError("no-such-table", `there is no table ${options.table}, or this user may not see it`);
	}
	const [oid = null, kind, namespace, secured, rows, children] = row;
	const table = `${quoted(namespace ?? "")}.${quoted(name)}`;
	if (oid === null || (kind !== "r" && kind !== "p")) {
		const message = `${table} is a view or a foreign table: a run needs a table of its own`;
		throw new BulkError("no-such-table", message);
	}
	if (secured === "t") {
		const hides = "row-level security hides rows of it from this user";
		throw new BulkError("wrong-key", `${table}: ${hides}, so that a run could miss some`);
	}
	if (kind === "r" && children != null && options.only !== true) {
		const why = "have no key in common with it";
		const message = `${table} has tables that inherit from it (${children}), whose rows ${why}: run on each table by itself, on this one with --only`;
		throw new BulkError("wrong-key", message);
	}
	return {
		oid,
		table,
		rows: kind === "r" ? `ONLY ${table}` : table,
		schema: quoted(namespace ?? ""),
		name: quoted(name),
		estimate: Math.max(0, Number(rows)),
	};
}

function primaryKey(table: string, columns: readonly (readonly (string | null)[])[]): string {
	const primary = columns.filter((row) => row[2] === "t").map((row) => row[0] ?? "");
	const [only] = primary;
	if (only !== undefined && primary.length === 1) return only;
	const has = only === undefined ? "no primary key" : `a primary key of ${primary.length} columns`;
	throw new BulkError("wrong-key", `${table} has ${has}: name a unique column as the key`);
}

/** The first of that name in the schemas $2, and the tables that inherit from it. */
const TABLE = `
SELECT c.oid, c.relkind, n.nspname, row_security_active(c.oid), c.reltuples::bigint,
	(SELECT string_agg(i.inhrelid::regclass::text, ', ' ORDER BY i.inhrelid) FROM pg_inherits i WHERE i.inhparent = c.oid)
FROM json_array_elements_text($2::json) WITH ORDINALITY AS path (schema, place)
JOIN pg_namespace n ON n.nspname = path.schema JOIN pg_class c ON c.relnamespace = n.oid
WHERE c.relname = $1 AND c.relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY path.place LIMIT 1`;

/** Name, type, whether it is in the primary key. */
const COLUMNS = `
SELECT a.attname, format_type(a.atttypid, a.atttypmod),
	EXISTS (SELECT FROM pg_index i WHERE i.indrelid = a.attrelid AND i.indisprimary AND a.attnum = ANY (i.indkey))
FROM pg_attribute a WHERE a.attrelid = $1::oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`;
