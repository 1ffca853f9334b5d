import { BulkError } from "../records/index.js";
import { quoted } from "./names.js";
import { isListOf, isText, jsonAnswer } from "./session/answer.js";
import type { Session } from "./session/session.js";

/** The column that tells a table's rows apart, and how SQL compares its values: all of it by full names. */
export interface Key {
	/** The column, quoted. */
	readonly name: string;
	/** Its type; of a domain, what it is made of. */
	readonly type: string;
	/** The operators of its index: what they are was up to an administrator, whatever else bears their names. */
	readonly is: string;
	readonly isBelow: string;
	readonly isAbove: string;
	readonly isUpTo: string;
	/** The key of the row with that alias. */
	of(alias: string): string;
}

/** Looks at a column that is to be the key; fails with a BulkError where it can't tell rows apart. */
export async function findKey(
	session: Session,
	{ oid, table }: { readonly oid: string; readonly table: string },
	name: string,
): Promise<Key> {
	const [row = []] = await session.ask(KEY, [oid, name]);
	const [type, isDomain, hasParts, notNull, found, caster] = row;
	const operators = found == null ? [] : jsonAnswer(found, isListOf(isText));
	const [isBelow, isUpTo, is, isAbove] = operators;
	const column = quoted(name);
	if (hasParts === "t") {
		throw new BulkError("wrong-key", `${table}.${column} is ${type}: a key has to be one plain value`);
	}
	if (caster != null) {
		// Where a value of it is compared, Postgres may call that function first.
		const why = `which a function of ${caster} makes another type of without being asked`;
		throw new BulkError(
			"wrong-key",
			`${table}.${column} is ${type}, ${why}: drop that cast, or name another key`,
		);
	}
	if (type == null || notNull !== "t" || !isBelow || !isUpTo || !is || !isAbove) {
		const needs = "needs a NOT NULL column with a unique index of its own";
		throw new BulkError("wrong-key", `${table}.${column} can't tell rows apart: a run ${needs}`);
	}
	const of = (alias: string) => `${alias}.${column}${isDomain === "t" ? `::${type}` : ""}`;
	return { name: column, type, is, isBelow, isAbove, isUpTo, of };
}

/**
 * The type of a column, below all domains; whether it is a domain, and an array or a row; whether it can't be null; the
 * operators of a unique index of its own: below, up to, equal, above (only superusers make classes of operators); and
 * of a type that isn't Postgres' own, whose function casts it to others implicitly, if that isn't a superuser.
 */
const KEY = `
WITH RECURSIVE type AS (
	SELECT y.* FROM pg_attribute a JOIN pg_type y ON y.oid = a.atttypid WHERE a.attrelid = $1::oid AND a.attname = $2
	UNION ALL SELECT y.* FROM type t JOIN pg_type y ON y.oid = t.typbasetype WHERE t.typtype = 'd'
)
SELECT format_type(t.oid, -1), (SELECT count(*) > 1 FROM type), t.typcategory = 'A' OR t.typtype = 'c', a.attnotnull, (
	SELECT json_agg(format('OPERATOR(%I.%s)', n.nspname, o.oprname) ORDER BY m.amopstrategy) FROM (
		SELECT i.indclass[0] AS class FROM pg_index i
		WHERE i.indrelid = $1::oid AND i.indisunique AND i.indisvalid AND i.indimmediate
		AND i.indpred IS NULL AND i.indnkeyatts = 1 AND i.indkey[0] = a.attnum
		ORDER BY i.indisprimary DESC, i.indexrelid LIMIT 1
	) index
	JOIN pg_opclass c ON c.oid = index.class
	JOIN pg_amop m ON m.amopfamily = c.opcfamily AND m.amoplefttype = c.opcintype AND m.amoprighttype = c.opcintype
	JOIN pg_operator o ON o.oid = m.amopopr JOIN pg_namespace n ON n.oid = o.oprnamespace
	WHERE m.amopstrategy IN (1, 2, 3, 5)
), (
	SELECT r.rolname FROM pg_cast c JOIN pg_proc p ON p.oid = c.castfunc JOIN pg_roles r ON r.oid = p.proowner
	WHERE c.castsource = t.oid AND t.oid >= 16384 AND c.castcontext = 'i' AND NOT r.rolsuper LIMIT 1
)
FROM pg_attribute a, type t WHERE a.attrelid = $1::oid AND a.attname = $2 AND t.typtype <> 'd'`;
