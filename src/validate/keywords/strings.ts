import { lengthOf, matches } from "../text.js";
import { Undecidable } from "../undecidable.js";
import type { Check, SchemaParts } from "./check.js";
import { counted } from "./phrases.js";

/** The keywords of a schema that are about strings. */
export function* stringChecks({ node, formats }: SchemaParts): Generator<Check<string>> {
	const { minLength, maxLength, pattern, format } = node;
	if (minLength !== undefined) {
		yield {
			keyword: "minLength",
			// So many code units are at least half as many code points.
			holds: (text) => text.length >= 2 * minLength || lengthOf(text) >= minLength,
			message: () => `must have at least ${counted(minLength, "character")}`,
		};
	}
	if (maxLength !== undefined) {
		yield {
			keyword: "maxLength",
			holds: (text) => text.length <= maxLength || lengthOf(text) <= maxLength,
			message: () => `must have at most ${counted(maxLength, "character")}`,
		};
	}
	if (pattern !== undefined) {
		yield {
			keyword: "pattern",
			holds: (text) => matches(pattern, text),
			message: () => `must match ${JSON.stringify(pattern)}`,
		};
	}
	if (formats !== undefined && format !== undefined) {
		yield {
			keyword: "format",
			holds: (text) => {
				const check = formats.get(format);
				if (check === undefined) throw new Undecidable(`format ${format}`);
				return check(text);
			},
			message: () => `must be of the format ${JSON.stringify(format)}`,
		};
	}
}
