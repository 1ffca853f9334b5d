/** Strings as the text of an SQL array, whatever they hold; no text of Postgres can hold the character zero. */
export function arrayText(values: readonly string[]): string {
	return `{${values.map((value) => `"${storable(value).replace(/[\\"]/g, "\\$&")}"`).join(",")}}`;
}

/** The text as Postgres can store it. */
function storable(text: string): string {
	return text.replaceAll("\0", "\ufffd");
}
