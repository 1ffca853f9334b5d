import type { Json } from "../../json/index.js";

const MAX_VALUES = 12;
const MAX_TEXT = 60;

/** A count of something, in words: "1 item", "2 items". */
export function counted(count: number, one: string, many = `${one}s`): string {
	return `${count} ${count === 1 ? one : many}`;
}

/** What `enum` and `const` allow, in words; what would be too long is left out. */
export function allowed(values: readonly Json[]): string {
	const texts = values.map((value) => JSON.stringify(value));
	if (texts.length > MAX_VALUES || texts.some((text) => text.length > MAX_TEXT)) {
		return "must be one of the allowed values";
	}
	if (texts.length === 0) return "must not be there: no value is allowed";
	return texts.length === 1 ? `must be ${texts[0]}` : `must be one of ${texts.join(", ")}`;
}
