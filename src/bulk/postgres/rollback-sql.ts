import type { State } from "./state.js";
import type { Target } from "./target.js";

/**
 * Reads what was kept of rows, the newest first, with each row as it is now: $1 the run, $2 below this id, $3 so many.
 * Whether the document is still the one that the run wrote, and whether its old text is kept, are 1 or 0.
 */
export function readResidue({ table, key, keyType, column }: Target, { residue }: State): string {
	return `
SELECT r.id::text, r.key, r.kept, (r.original IS NOT NULL)::integer::text, t.xmin::text, t.${column}::text,
	(sha256(convert_to(t.${column}::text, 'UTF8')) IS NOT DISTINCT FROM r.written)::integer::text
FROM (
	SELECT * FROM ${residue} WHERE run = $1::bigint AND outcome IS NULL AND id < $2::bigint ORDER BY id DESC LIMIT $3::bigint
) r LEFT JOIN ${table} t ON t.${key} = r.key::${keyType} ORDER BY r.id DESC`;
}

/**
 * Writes documents back, with the same guard as a batch of the run, and notes what became of each: $1 ids and $2 row
 * versions of those to be written, $3 their documents by line, $4 ids and $5 outcomes of the others.
 */
export function writeBack({ table, key, keyType, column, columnType }: Target, { residue }: State): string {
	return `
WITH mine AS MATERIALIZED (
	SELECT r.id, r.key, coalesce(r.original, i.document) AS document, i.version
	FROM unnest($1::bigint[], $2::xid[], string_to_array($3, E'\\n')) AS i (id, version, document)
	JOIN ${residue} r ON r.id = i.id WHERE r.outcome IS NULL FOR UPDATE OF r SKIP LOCKED
), locked AS MATERIALIZED (
	SELECT m.* FROM mine m JOIN ${table} t ON t.${key} = m.key::${keyType}
	WHERE t.xmin = m.version FOR NO KEY UPDATE OF t SKIP LOCKED
), restored AS (
	UPDATE ${table} t SET ${column} = l.document::${columnType} FROM locked l
	WHERE t.${key} = l.key::${keyType} AND t.xmin = l.version RETURNING l.id
), noted AS (
	SELECT id, 'restored' AS outcome FROM restored UNION ALL SELECT * FROM unnest($4::bigint[], $5::text[])
)
UPDATE ${residue} r SET outcome = n.outcome FROM noted n WHERE r.id = n.id AND r.outcome IS NULL`;
}
