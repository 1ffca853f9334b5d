import type { State } from "../state.js";
import type { Target } from "../target.js";
import { originalsOf } from "./originals.js";

/**
 * Reads what was kept of the rows of one batch that nothing is noted of yet, with each row as it is now: $1 the run, of
 * which the first such batch behind the range $2 and its batch $3. Whether the row is untouched, as the run's own
 * transaction wrote it, is 1 or 0; of an untouched row the old text, where that is kept, is left away.
 */
export function readResidue(target: Target, { residue }: State): string {
	const { table, key, keyType, column } = target;
	return `
SELECT b.range::text, b.batch::text, i.place::text, i.kept,
	CASE WHEN w.untouched AND i.original IS NOT NULL THEN '' ELSE i.original::text END,
	t.xmin::text, t.${column}::text, w.untouched::integer::text
FROM (
	SELECT * FROM ${residue} WHERE run = $1::bigint AND open > 0 AND (range, batch) > ($2::integer, $3::bigint)
	ORDER BY range, batch LIMIT 1
) b
CROSS JOIN LATERAL unnest(b.keys, string_to_array(b.kept, E'\\n'), b.${originalsOf(target).originals}, b.outcomes) WITH ORDINALITY
	AS i (key, kept, original, outcome, place)
LEFT JOIN ${table} t ON t.${key} = i.key::${keyType}
CROSS JOIN LATERAL (SELECT ${WROTE_IT} AS untouched) w
WHERE i.outcome IS NULL ORDER BY i.place`;
}

/** Whether the row is as the batch's transaction wrote it. A row has the low half of its writer's number only. */
const WROTE_IT = `t.xmin::text::bigint = b.xid & ${0xffffffff}
	AND txid_snapshot_xmax(txid_current_snapshot()) - b.xid < ${2 ** 31}`;

/**
 * Writes documents of a batch back, with the same guard as the run, and notes what became of each: $1 the run, $2 the
 * range, $3 the batch, $4 the places in it and $5 the row versions of those to be written, $6 their documents by line,
 * $7 places and $8 outcomes of the others. What others hold stays open.
 */
export function writeBack(target: Target, { residue }: State): string {
	const { table, key, keyType, column, columnType } = target;
	const { originals, type } = originalsOf(target);
	const batch = "run = $1::bigint AND range = $2::integer AND batch = $3::bigint";
	return `
WITH batch AS MATERIALIZED (
	SELECT keys, ${originals}, outcomes FROM ${residue} WHERE ${batch} FOR UPDATE
), entry AS MATERIALIZED (
	SELECT i.* FROM batch b CROSS JOIN LATERAL unnest(b.keys, b.${originals}, b.outcomes) WITH ORDINALITY
		AS i (key, original, outcome, place)
), mine AS MATERIALIZED (
	SELECT e.place, e.key, coalesce(e.original, i.document::${type}) AS document, i.version
	FROM unnest($4::bigint[], $5::xid[], string_to_array($6, E'\\n')) AS i (place, version, document)
	JOIN entry e ON e.place = i.place WHERE e.outcome IS NULL
), locked AS MATERIALIZED (
	SELECT m.* FROM mine m JOIN ${table} t ON t.${key} = m.key::${keyType}
	WHERE t.xmin = m.version FOR NO KEY UPDATE OF t SKIP LOCKED
), restored AS (
	UPDATE ${table} t SET ${column} = l.document::${columnType} FROM locked l
	WHERE t.${key} = l.key::${keyType} AND t.xmin = l.version RETURNING l.place
), noted AS (
	SELECT place, 'restored' AS outcome FROM restored UNION ALL SELECT * FROM unnest($7::bigint[], $8::text[])
), outcome AS (
	SELECT e.place, coalesce(e.outcome, n.outcome) AS outcome FROM entry e LEFT JOIN noted n ON n.place = e.place
)
UPDATE ${residue} SET outcomes = (SELECT array_agg(outcome ORDER BY place) FROM outcome),
	open = (SELECT count(*) FROM outcome WHERE outcome IS NULL)
WHERE ${batch}`;
}
