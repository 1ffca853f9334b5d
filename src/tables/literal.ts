/** Strings as the text of an SQL array, whatever they hold; no text of Postgres can hold the character zero. */
export function arrayText(values: readonly string[]): string {
	// Most are whole numbers or UUIDs, which need no quotes.
	if (values.every((value) => PLAIN.test(value))) return `{${values.join(",")}}`;
	return `{${values.map((value) => `"${storable(value).replace(/[\\"]/g, "\\$&")}"`).join(",")}}`;
}

const PLAIN = /^[\da-f-]+$/;

/** The text as Postgres can store it. */
function storable(text: string): string {
	return text.replaceAll("\0", "\ufffd");
}
