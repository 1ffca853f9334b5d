import { quoted } from "../names.js";
import type { Session } from "../session/session.js";
import type { Target } from "../target.js";
import type { ShadowColumns } from "./shadow-columns.js";

/** What changes when a row of the table does, whatever the change. */
const PRINT = "count(*) || ' ' || coalesce(sum(hashtextextended(format('%s %s', t.KEY, t.xmin), 0)), 0)";

/** A table's rows and their versions as one text. */
export async function fingerprint(session: Session, { rows, key }: Target): Promise<string> {
	const [row] = await session.ask(`SELECT ${printOf(key.name)} FROM ${rows} t`);
	return row?.[0] ?? "";
}

function printOf(key: string): string {
	return PRINT.replace("KEY", () => key);
}

/** SQL that puts the new table in the old one's place; it fails, and changes nothing, if the old one was changed since. */
export function swapSql(target: Target, shadow: string, columns: ShadowColumns, print: string): string {
	const { table, rows, name, key } = target;
	const old = quoted(`${beginning(unquoted(name))}${AFTER}`);
	const check = literal(`
BEGIN
	IF (SELECT ${printOf(key.name)} FROM ${rows} t) <> ${literal(print)} THEN
		RAISE EXCEPTION 'the table was changed since it was copied: copy it again';
	END IF;
END`);
	const numbers = columns.identities.map((column) => {
		const sequence = (of: string) => `pg_get_serial_sequence(${literal(of)}, ${literal(unquoted(column))})`;
		return `SELECT setval(${sequence(shadow)}, nextval(${sequence(table)}));`;
	});
	return [
		"BEGIN;",
		// Whoever runs it may have more rights than those who can put operators and functions on the search path.
		"SET LOCAL search_path = pg_catalog, pg_temp;",
		"SET LOCAL standard_conforming_strings = on;",
		`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE;`,
		`DO ${check};`,
		...numbers,
		`ALTER TABLE ${table} RENAME TO ${old};`,
		`ALTER TABLE ${shadow} RENAME TO ${name};`,
		"COMMIT;",
		"",
	].join("\n");
}

const AFTER = " before upshape";

/** As much of a name as leaves room: Postgres cuts names at 63 bytes, and would leave nothing but what it was called. */
function beginning(name: string): string {
	const characters = Array.from(name);
	while (Buffer.byteLength(characters.join("") + AFTER) > 63) characters.pop();
	return characters.join("");
}

function unquoted(name: string): string {
	return name.slice(1, -1).replaceAll('""', '"');
}

function literal(text: string): string {
	return `'${text.replaceAll("'", "''")}'`;
}
