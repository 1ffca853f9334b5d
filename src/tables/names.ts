import { BulkError } from "../records/index.js";

/** A name as SQL writes it, whatever it holds. */
export function quoted(name: string): string {
	return `"${name.replaceAll('"', '""')}"`;
}

/** A table's name; without a schema, the search path finds it. */
export interface TableName {
	readonly schema: string | undefined;
	readonly name: string;
}

const PART = /^(?:"((?:[^"]|"")+)"|([^".][^.]*))$/su;

/**
 * Reads `table` or `schema.table`. A part is taken as it stands, capitals included; one that holds a dot or begins
 * with a quote is written as SQL writes it: "a.b"."c""d".
 */
export function tableName(text: string): TableName {
	const parts = text.match(/(?:^|\.)(?:"(?:[^"]|"")+"(?=\.|$)|[^".][^.]*)/gsu) ?? [];
	const names = parts.map((part, i) => PART.exec(i === 0 ? part : part.slice(1))).map(nameOf);
	const [first, second] = names;
	if (parts.join("") !== text || first === undefined || names.length > 2) {
		throw new BulkError("no-such-table", 'a table is named table, schema.table or "sche.ma"."ta.ble"');
	}
	return second === undefined ? { schema: undefined, name: first } : { schema: first, name: second };
}

function nameOf(match: RegExpExecArray | null): string | undefined {
	return match?.[1] === undefined ? match?.[2] : match[1].replaceAll('""', '"');
}
