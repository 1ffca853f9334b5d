import type { Json } from "../../../json/index.js";
import { printable, shorten } from "../../../text/index.js";

const MAX_TEXT = 60;

/** A value of a schema, short, on one line. */
export function shown(value: Json): string {
	return short(JSON.stringify(value));
}

/** A text of a stranger's, short, on one line. */
export function short(text: string): string {
	return shorten(printable(text), MAX_TEXT);
}
