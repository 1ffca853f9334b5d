import type { State } from "../state.js";
import type { Target } from "../target.js";
import { originalsOf } from "./originals.js";

/** Names the first batch of the run $1, behind the range $2 and its batch $3, of which something is left to do; its keys. */
export function nextBatch({ residue }: State): string {
	return `
SELECT range, batch, keys FROM ${residue} WHERE run = $1::bigint AND open > 0 AND (range, batch) > ($2::integer, $3::bigint)
ORDER BY range, batch LIMIT 1`;
}

/**
 * Reads what was kept of those rows of a batch that nothing is noted of yet, with each row as it is now: $1 the run, $2
 * the range, $3 the batch, $4 its keys. Whether the row is untouched, as the run's own transaction wrote it, is 1 or 0;
 * of an untouched row the old text, where that is kept, is left away.
 */
export function readResidue(target: Target, { residue }: State): string {
	const { rows, key, column } = target;
	return `
SELECT i.place, i.kept, CASE WHEN w.untouched AND i.original IS NOT NULL THEN '' ELSE i.original::text END,
	t.xmin, t.${column}, w.untouched::integer, i.key
FROM ${residue} b
CROSS JOIN LATERAL unnest(b.keys, $4::${key.type}[], string_to_array(b.kept, E'\\n'), b.${originalsOf(target).originals}, b.outcomes)
	WITH ORDINALITY AS i (key, id, kept, original, outcome, place)
LEFT JOIN ${rows} t ON ${key.of("t")} ${key.is} i.id
CROSS JOIN LATERAL (SELECT ${WROTE_IT} AS untouched) w
WHERE b.run = $1::bigint AND b.range = $2::integer AND b.batch = $3::bigint AND i.outcome IS NULL ORDER BY i.place`;
}

/** Whether the row is as the batch's transaction wrote it. A row has the low half of its writer's number only. */
const WROTE_IT = `t.xmin::text::bigint = b.xid & ${0xffffffff}
	AND txid_snapshot_xmax(txid_current_snapshot()) - b.xid < ${2 ** 31}`;

/** The rows of a batch that are to be written: as in `writeBack`. */
function mine(target: Target, { residue }: State): string {
	const { originals, type } = originalsOf(target);
	return `
WITH batch AS MATERIALIZED (
	SELECT keys, ${originals}, outcomes FROM ${residue}
	WHERE run = $1::bigint AND range = $2::integer AND batch = $3::bigint FOR UPDATE
), entry AS MATERIALIZED (
	SELECT i.* FROM batch b CROSS JOIN LATERAL unnest($4::${target.key.type}[], b.${originals}, b.outcomes)
		WITH ORDINALITY AS i (key, original, outcome, place)
), mine AS MATERIALIZED (
	SELECT e.place, e.key, coalesce(e.original, i.document::${type})::${target.columnType} AS document, i.version
	FROM unnest($5::bigint[], $6::xid[], string_to_array($7, E'\\n')) AS i (place, version, document)
	JOIN entry e ON e.place = i.place`;
}

/**
 * Writes documents of a batch back, with the same guard as the run, and notes what became of each: $1 the run, $2 the
 * range, $3 the batch, $4 its keys, $5 the places in it and $6 the row versions of those to be written, $7 their
 * documents by line, $8 places and $9 outcomes of the others. What others hold stays open. Tells the places of those
 * that a trigger cancelled, and of those that a trigger made something else of: then it is to be undone.
 */
export function writeBack(target: Target, state: State): string {
	const { rows, key, column } = target;
	return `${mine(target, state)} WHERE e.outcome IS NULL
), locked AS MATERIALIZED (
	SELECT m.* FROM mine m JOIN ${rows} t ON ${key.of("t")} ${key.is} m.key
	WHERE t.xmin = m.version FOR NO KEY UPDATE OF t SKIP LOCKED
), restored AS (
	UPDATE ${rows} t SET ${column} = l.document FROM locked l
	WHERE ${key.of("t")} ${key.is} l.key AND t.xmin = l.version RETURNING l.place, ${differs(target, "l")} AS differs
), noted AS (
	SELECT place, 'restored' AS outcome FROM restored UNION ALL SELECT * FROM unnest($8::bigint[], $9::text[])
), outcome AS (
	SELECT e.place, coalesce(e.outcome, n.outcome) AS outcome FROM entry e LEFT JOIN noted n ON n.place = e.place
), written AS (
	UPDATE ${state.residue} SET outcomes = (SELECT array_agg(outcome ORDER BY place) FROM outcome),
		open = (SELECT count(*) FROM outcome WHERE outcome IS NULL)
	WHERE run = $1::bigint AND range = $2::integer AND batch = $3::bigint
)
SELECT coalesce((SELECT json_agg(place) FROM locked l WHERE NOT EXISTS (SELECT FROM restored r WHERE r.place = l.place)), '[]'),
	coalesce((SELECT json_agg(place) FROM restored WHERE differs), '[]')`;
}

/** The places of those that `writeBack` wrote, in the same transaction, and that triggers have changed after that: $1 to $7. */
export function changedBack(target: Target, state: State): string {
	const { rows, key } = target;
	return `${mine(target, state)} WHERE e.outcome = 'restored'
)
SELECT coalesce(json_agg(m.place), '[]') FROM mine m LEFT JOIN ${rows} t ON ${key.of("t")} ${key.is} m.key
WHERE ${differs(target, "m")}`;
}

/** Whether the row's document isn't the other one. */
function differs({ column, columnType }: Target, other: string): string {
	const text = columnType === "json" ? "::text" : "";
	return `(t.${column} IS NULL OR t.${column}${text} <> ${other}.document${text})`;
}
