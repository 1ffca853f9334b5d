import { originalsOf } from "../rollback/originals.js";
import type { State } from "../state.js";
import type { Target } from "../target.js";

/** How many bytes of documents, as they are stored, are read at once; one row is always read. */
const READ_AT_ONCE = 4 * 1024 * 1024;

/**
 * Reads the rows above a key, in order, with the version of each: $1 up to this key, $2 so many, $3 above this key.
 * Nothing is locked.
 */
export function readRange({ table, key, keyType, column }: Target, above: boolean): string {
	return `
SELECT key::text, version::text, document::text FROM (
	SELECT *, sum(size) OVER (ORDER BY key ROWS UNBOUNDED PRECEDING) - size AS before FROM (
		SELECT t.${key} AS key, t.xmin AS version, t.${column} AS document, coalesce(pg_column_size(t.${column}), 0) AS size
		FROM ${table} t WHERE ${above ? `t.${key} > $3::text::${keyType} AND ` : ""}t.${key} <= $1::text::${keyType}
		ORDER BY t.${key} LIMIT $2::bigint
	) rows
) sized WHERE before < ${READ_AT_ONCE} ORDER BY sized.key`;
}

/** Reads rows by their keys: $1. With `lock`, waits for whoever holds them, and holds them in turn. */
export function readKeys({ table, key, keyType, column }: Target, lock: boolean): string {
	return `
SELECT t.${key}::text, t.xmin::text, t.${column}::text FROM ${table} t
WHERE t.${key} = ANY ($1::text[]::${keyType}[])${lock ? " FOR NO KEY UPDATE OF t" : ""}`;
}

/**
 * The end of a transaction is not waited for until it is on disk: a server that crashes forgets the last ones whole,
 * as if they had not been. What is told to others as finished must be written by a transaction without this.
 */
const SOON_ON_DISK = "set_config('synchronous_commit', 'off', true)";

/**
 * Writes a batch, all of it or nothing, and moves its range on.
 *
 * - `fence` is empty, and so nothing is done, if the range has moved on since it was read or is another worker's, or the
 *   run was paused.
 * - `locked` holds the rows that are still the version that was read and that nobody else holds. It waits for no row,
 *   so that no application ever waits for a run that waits for it.
 * - unless all of them are, nothing is written; the answer says which are.
 *
 * A row that a trigger keeps from being written makes the division fail, and the batch with it.
 */
export function writeBatch(target: Target, state: State, dry: boolean): string {
	const { table, key, keyType, column, columnType } = target;
	const { originals, type } = originalsOf(target);
	const changed = `CASE WHEN l.changes THEN t.${column} || l.document::jsonb ELSE l.document::jsonb END`;
	const document = columnType === "json" ? "l.document::json" : changed;
	const update = `
	UPDATE ${table} t SET ${column} = ${document} FROM locked l
	WHERE t.ctid = l.tuple AND t.${key} = l.key AND t.xmin = l.version AND (SELECT yes FROM whole)
	RETURNING l.place, l.original`;
	return `
WITH fence AS MATERIALIZED (
	SELECT ${SOON_ON_DISK} FROM ${state.range} r JOIN ${state.run} u ON u.id = r.run
	WHERE r.run = $1::bigint AND r.number = $2::integer AND r.batch = $3::bigint AND r.worker = $20
	AND u.status = 'running' FOR UPDATE OF r
), locked AS MATERIALIZED (
	SELECT i.*, t.ctid AS tuple, CASE WHEN NOT i.changes THEN t.${column}::${type} END AS original
	FROM unnest($4::text[]::${keyType}[], $5::xid[], $6::boolean[], string_to_array(convert_from($7, 'UTF8'), E'\\n')) WITH ORDINALITY
		AS i (key, version, changes, document, place)
	JOIN ${table} t ON t.${key} = i.key
	WHERE t.xmin = i.version AND EXISTS (SELECT FROM fence)${dry ? "" : " FOR NO KEY UPDATE OF t SKIP LOCKED"}
), whole AS MATERIALIZED (
	SELECT (SELECT count(*) FROM locked) = cardinality($5::xid[]) AND EXISTS (SELECT FROM fence) AS yes
), updated AS (${dry ? "SELECT 1 FROM locked WHERE (SELECT yes FROM whole)" : update}
), residue AS (
	${
		dry
			? "SELECT $8::bytea"
			: `INSERT INTO ${state.residue} (run, range, batch, keys, kept, ${originals}, xid, open)
	SELECT $1::bigint, $2::integer, $3::bigint, $4::text[], convert_from($8, 'UTF8'), array_agg(original ORDER BY place),
		txid_current(), count(*) FROM updated HAVING count(*) > 0`
	}
), rejected AS (
	INSERT INTO ${state.reject} (run, key, code, instance_location, message)
	SELECT $1::bigint, * FROM unnest($9::text[], $10::text[], $11::text[], $12::text[]) WHERE (SELECT yes FROM whole)
), deferred AS (
	INSERT INTO ${state.deferred} (run, range, key)
	SELECT $1::bigint, $2::integer, unnest($13::text[]) WHERE (SELECT yes FROM whole) ON CONFLICT DO NOTHING
), settled AS (
	DELETE FROM ${state.deferred}
	WHERE run = $1::bigint AND range = $2::integer AND key = ANY ($14::text[]) AND (SELECT yes FROM whole)
), moved AS (
	UPDATE ${state.range} SET "cursor" = $15, stage = $16, counts = $17, rejected = $18::bigint,
		lease = clock_timestamp() + $19::interval,
		batch = batch + 1 / ((SELECT count(*) FROM updated) = cardinality($5::xid[]))::integer
	WHERE run = $1::bigint AND number = $2::integer AND (SELECT yes FROM whole) RETURNING 1
)
SELECT (SELECT count(*) FROM fence)::text, (SELECT count(*) FROM moved)::text,
	coalesce((SELECT array_to_json(array_agg(key::text)) FROM locked WHERE NOT (SELECT yes FROM whole)), '[]')::text`;
}
