import { BulkError } from "../records/index.js";
import { quoted, tableName } from "./names.js";
import type { Session } from "./session/session.js";

/** The table, its key and its documents, as the database knows them; all of them quoted for SQL. */
export interface Target {
	readonly oid: string;
	/** With its schema. */
	readonly table: string;
	readonly schema: string;
	readonly name: string;
	readonly key: string;
	readonly keyType: string;
	readonly column: string;
	readonly columnType: "json" | "jsonb";
	/** About how many rows there are. */
	readonly rows: number;
}

/** What a call says of its table. */
export interface TargetOptions {
	/** `table` or `schema.table`; capitals count. */
	readonly table: string;
	/** The json or jsonb column that the records are in. */
	readonly column: string;
	/** The column that tells the rows apart; the primary key if not given. */
	readonly key?: string | undefined;
}

/** Finds the table and looks at what a run needs of it; fails with a BulkError that says what it lacks. */
export async function findTarget(session: Session, options: TargetOptions): Promise<Target> {
	const found = await findTable(session, options.table);
	const { oid, table } = found;
	const columns = await session.ask(COLUMNS, [oid]);
	const named = (name: string) => {
		const column = columns.find((row) => row[0] === name);
		if (column) return column;
		const there = columns.map((row) => row[0]).join(", ");
		throw new BulkError("no-such-table", `${table} has no column ${quoted(name)}; it has ${there}`);
	};
	const columnType = named(options.column)[1];
	if (columnType !== "json" && columnType !== "jsonb") {
		throw new BulkError(
			"wrong-column",
			`${table}.${quoted(options.column)} is ${columnType}: a run needs json or jsonb`,
		);
	}
	const key = options.key ?? primaryKey(table, columns);
	const [, keyType, notNull, , unique] = named(key);
	if (unique !== "t" || notNull !== "t" || keyType == null) {
		const needs = "needs a NOT NULL column with a unique index of its own";
		throw new BulkError("wrong-key", `${table}.${quoted(key)} can't tell rows apart: a run ${needs}`);
	}
	return { ...found, key: quoted(key), keyType, column: quoted(options.column), columnType };
}

async function findTable(
	session: Session,
	text: string,
): Promise<Pick<Target, "oid" | "table" | "schema" | "name" | "rows">> {
	const { schema, name } = tableName(text);
	const [found] = await session.ask(TABLE, [name, schema ?? null]);
	if (!found) throw new BulkError("no-such-table", `there is no table ${text}, or this user may not see it`);
	const [oid = null, kind, namespace, secured, rows] = found;
	const table = `${quoted(namespace ?? "")}.${quoted(name)}`;
	if (oid === null || (kind !== "r" && kind !== "p")) {
		throw new BulkError(
			"no-such-table",
			`${table} is a view or a foreign table: a run needs a table of its own`,
		);
	}
	if (secured === "t") {
		const hides = "row-level security hides rows of it from this user";
		throw new BulkError("wrong-key", `${table}: ${hides}, so that a run could miss some`);
	}
	return { oid, table, schema: quoted(namespace ?? ""), name: quoted(name), rows: Number(rows) };
}

function primaryKey(table: string, columns: readonly (readonly (string | null)[])[]): string {
	const primary = columns.filter((row) => row[3] === "t").map((row) => row[0] ?? "");
	const [only] = primary;
	if (only !== undefined && primary.length === 1) return only;
	const has = only === undefined ? "no primary key" : `a primary key of ${primary.length} columns`;
	throw new BulkError("wrong-key", `${table} has ${has}: name a unique column as the key`);
}

const TABLE = `
SELECT c.oid::text, c.relkind::text, n.nspname, row_security_active(c.oid)::text::char(1), c.reltuples::bigint::text
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relname = $1 AND (n.nspname = $2 OR ($2 IS NULL AND pg_table_is_visible(c.oid)))
AND c.relkind IN ('r', 'p', 'v', 'm', 'f')`;

/** Name, type, whether it can't be null, whether it is in the primary key, whether it alone is unique. */
const COLUMNS = `
SELECT a.attname, format_type(a.atttypid, a.atttypmod), left(a.attnotnull::text, 1),
	left(EXISTS (SELECT FROM pg_index i WHERE i.indrelid = $1::oid AND i.indisprimary AND a.attnum = ANY (i.indkey))::text, 1),
	left(EXISTS (
		SELECT FROM pg_index i WHERE i.indrelid = $1::oid AND i.indisunique AND i.indisvalid AND i.indimmediate
		AND i.indpred IS NULL AND i.indnkeyatts = 1 AND i.indkey[0] = a.attnum
	)::text, 1)
FROM pg_attribute a WHERE a.attrelid = $1::oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`;
