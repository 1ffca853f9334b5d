/** The keywords of a subschema, by name. */
export type Keywords = { readonly [keyword: string]: unknown };

/** Keywords that say nothing about what is valid; `format` is one, as generated validators take it. */
const ANNOTATIONS = [
	...["$schema", "$id", "$comment", "$defs", "$anchor", "title", "description", "default", "examples"],
	...[
		"deprecated",
		"readOnly",
		"writeOnly",
		"format",
		"contentEncoding",
		"contentMediaType",
		"contentSchema",
	],
];
/** Those that ask something of strings. */
export const STRINGS = ["minLength", "maxLength"];
/** Of numbers. */
export const NUMBERS = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];
/** Of arrays. */
export const ARRAYS = ["items", "minItems", "maxItems"];
/** Of objects. */
export const OBJECTS = ["properties", "required", "additionalProperties"];
/** Of values by their type. */
export const TYPED = ["type", ...STRINGS, ...NUMBERS, ...ARRAYS, ...OBJECTS];
/** Those for which there are scanners, or that ask nothing. */
export const KNOWN = new Set([...ANNOTATIONS, ...TYPED, "const", "enum", "anyOf", "oneOf", "allOf", "$ref"]);
/** Whether nothing is said of the instance but literals and types, which allow them all. */
export function isOnlyTyped(schema: Keywords, [literals]: readonly (readonly string[])[]): boolean {
	if (!literals || TYPED.some((keyword) => keyword !== "type" && Object.hasOwn(schema, keyword)))
		return false;
	const types = allowedTypes(schema);
	return literals.every((text) => types === undefined || types.includes(typeOf(text)));
}

function typeOf(text: string): string {
	const first = text.charAt(0);
	const names: { readonly [first: string]: string } = {
		'"': "string",
		"{": "object",
		"[": "array",
		t: "boolean",
		f: "boolean",
		n: "null",
	};
	return names[first] ?? (/^-?\d+$/.test(text) ? "integer" : "number");
}

/** The types that the schema allows; undefined are all. */
export function allowedTypes({ type }: Keywords): readonly string[] | undefined {
	if (type === undefined) return undefined;
	return Array.isArray(type) ? type.map(String) : [String(type)];
}

/** Whether these are counts that a schema can ask for, if they are there. */
export function areCounts(...counts: readonly unknown[]): boolean {
	return counts.every(
		(count) =>
			count === undefined || (Number.isInteger(count) && Number(count) >= 0 && Number(count) < 2 ** 31),
	);
}
