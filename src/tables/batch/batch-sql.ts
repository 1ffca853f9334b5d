import { originalsOf } from "../rollback/originals.js";
import type { State } from "../state.js";
import type { Target } from "../target.js";

/** How many bytes of documents, as they are stored, are read at once; one row is always read. */
const READ_AT_ONCE = 4 * 1024 * 1024;

/**
 * Reads the rows above a key, in order, with the version of each: $1 up to this key, $2 so many, $3 above this key.
 * Nothing is locked. Keys come and go as the text of their type, by no cast: those may be anybody's.
 */
export function readRange({ rows, key, column }: Target, above: boolean): string {
	return `
SELECT key, version, document FROM (
	SELECT *, sum(size) OVER (ORDER BY key USING ${key.isBelow} ROWS UNBOUNDED PRECEDING) - size AS before FROM (
		SELECT ${key.of("t")} AS key, t.xmin AS version, t.${column} AS document, coalesce(pg_column_size(t.${column}), 0) AS size
		FROM ${rows} t WHERE ${above ? `${key.of("t")} ${key.isAbove} $3::${key.type} AND ` : ""}${key.of("t")} ${key.isUpTo} $1::${key.type}
		ORDER BY ${key.of("t")} USING ${key.isBelow} LIMIT $2::bigint
	) rows
) sized WHERE before < ${READ_AT_ONCE} ORDER BY sized.key USING ${key.isBelow}`;
}

/** Reads rows by their keys: $1. With `lock`, waits for whoever holds them, and holds them in turn. */
export function readKeys({ rows, key, column }: Target, lock: boolean): string {
	return `
SELECT ${key.of("t")}, t.xmin, t.${column} FROM ${rows} t
WHERE ${key.of("t")} ${key.is} ANY ($1::${key.type}[])${lock ? " FOR NO KEY UPDATE OF t" : ""}`;
}

/**
 * The end of a transaction is not waited for until it is on disk: a server that crashes forgets the last ones whole,
 * as if they had not been. What is told to others as finished must be written by a transaction without this.
 */
const SOON_ON_DISK = "set_config('synchronous_commit', 'off', true)";

/**
 * Writes a batch and moves its range on. What comes back tells whether that is all of it: if not, the transaction is
 * to be undone.
 *
 * - `fence` is empty, and so nothing is done, if the range has moved on since it was read or is another worker's, or the
 *   run was paused.
 * - `locked` holds the rows that are still the version that was read and that nobody else holds. It waits for no row,
 *   so that no application ever waits for a run that waits for it.
 * - unless all of them are, nothing is written; the answer says which are.
 * - of the rows that were to be updated, those that are not were cancelled by a trigger; of those whose document isn't
 *   what was sent, a trigger has changed it: that is told with the key.
 */
export function batchSql(target: Target, state: State, dry: boolean): string {
	const { rows, key, column, columnType } = target;
	const { originals, type } = originalsOf(target);
	const isChanged = target.triggers.some(({ isBefore }) => isBefore);
	const changed = `CASE WHEN i.changes THEN t.${column} || i.document::jsonb ELSE i.document::jsonb END`;
	const [document, unfaithful] =
		columnType === "json"
			? ["i.document::json", `t.${column}::text <> l.document::text`]
			: [changed, `t.${column} <> l.document`];
	// Only where it can differ, as it takes time.
	const isUnfaithful = isChanged ? `(t.${column} IS NULL OR ${unfaithful})` : "false";
	const original = isChanged ? `t.${column}` : `CASE WHEN NOT i.changes THEN t.${column} END`;
	const update = `
	UPDATE ${rows} t SET ${column} = l.document FROM locked l
	WHERE t.ctid = l.tuple AND ${key.of("t")} ${key.is} l.key AND t.xmin = l.version AND (SELECT yes FROM whole)
	RETURNING l.place, CASE WHEN NOT l.changes OR ${isUnfaithful} THEN l.original END::${type} AS original,
		CASE WHEN ${isUnfaithful} THEN coalesce(t.${column}::text, 'null') END AS stored`;
	return `
WITH fence AS MATERIALIZED (
	SELECT ${SOON_ON_DISK} FROM ${state.range} r JOIN ${state.run} u ON u.id = r.run
	WHERE r.run = $1::bigint AND r.number = $2::integer AND r.batch = $3::bigint AND r.worker = $20
	AND u.status = 'running' FOR UPDATE OF r
), locked AS MATERIALIZED (
	SELECT i.place, i.key, i.version, i.changes, t.ctid AS tuple, ${dry ? "NULL" : document} AS document, ${dry ? "NULL" : original} AS original
	FROM unnest($4::${key.type}[], $5::xid[], $6::boolean[], string_to_array(convert_from($7, 'UTF8'), E'\\x1e')) WITH ORDINALITY
		AS i (key, version, changes, document, place)
	JOIN ${rows} t ON ${key.of("t")} ${key.is} i.key
	WHERE t.xmin = i.version AND EXISTS (SELECT FROM fence)${dry ? "" : " FOR NO KEY UPDATE OF t SKIP LOCKED"}
), whole AS MATERIALIZED (
	SELECT (SELECT count(*) FROM locked) = cardinality($5::xid[]) AND EXISTS (SELECT FROM fence) AS yes
), updated AS (${dry ? "SELECT place, NULL AS stored FROM locked WHERE (SELECT yes FROM whole)" : update}
), residue AS (
	${
		dry
			? "SELECT $8::bytea, $21::text[]"
			: `INSERT INTO ${state.residue} (run, range, batch, keys, kept, ${originals}, xid, open)
	SELECT $1::bigint, $2::integer, $3::bigint, $21::text[], convert_from($8, 'UTF8'), array_agg(original ORDER BY place),
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
		lease = clock_timestamp() + $19::interval, batch = batch + 1
	WHERE run = $1::bigint AND number = $2::integer AND (SELECT yes FROM whole) RETURNING 1
)
SELECT (SELECT count(*) FROM fence), (SELECT count(*) FROM moved),
	coalesce((SELECT json_agg(place) FROM locked WHERE NOT (SELECT yes FROM whole)), '[]'),
	coalesce((SELECT json_agg(place) FROM locked l WHERE (SELECT yes FROM whole)
		AND NOT EXISTS (SELECT FROM updated u WHERE u.place = l.place)), '[]'),
	coalesce((SELECT json_agg(json_build_array(place, stored)) FROM updated WHERE stored IS NOT NULL), '[]')`;
}

/** Reads the documents of the keys $1 again, as the triggers that fire after an update have left them. */
export function readBack({ rows, key, column }: Target): string {
	return `
SELECT i.place, t.${column} FROM unnest($1::${key.type}[]) WITH ORDINALITY AS i (key, place)
LEFT JOIN ${rows} t ON ${key.of("t")} ${key.is} i.key`;
}
