import type { Json } from "../../json/index.js";

const MAX_TEXT = 60;
const MAX_LISTED = 8;

/** A value of a schema, short, on one line. */
export function shown(value: Json): string {
	return short(JSON.stringify(value));
}

/** A text of a stranger's, short, on one line, without what could lead a terminal astray. */
export function short(text: string): string {
	const line = text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ");
	return line.length <= MAX_TEXT ? line : `${line.slice(0, MAX_TEXT - 1)}…`;
}

/** Some things in a sentence: "a, b or c". */
export function listed(texts: readonly string[], last = "or"): string {
	const some = texts.slice(0, MAX_LISTED);
	if (texts.length > some.length) some.push(`${texts.length - some.length} more`);
	const [end = "", ...others] = some.reverse();
	return others.length === 0 ? end : `${others.reverse().join(", ")} ${last} ${end}`;
}
