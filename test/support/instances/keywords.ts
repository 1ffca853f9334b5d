import { isSchema, type SchemaObject, type Subschema, uriOf } from "./subschema.js";

/** The two sides of a range: of two lower bounds the greater holds, of two upper bounds the smaller. */
export const LOWER_BOUNDS = ["minimum", "exclusiveMinimum", "minLength", "minItems"] as const;
export const UPPER_BOUNDS = ["maximum", "exclusiveMaximum", "maxLength", "maxItems"] as const;

export type BoundKeyword = (typeof LOWER_BOUNDS)[number] | (typeof UPPER_BOUNDS)[number];

const GENERATED = [
	...LOWER_BOUNDS,
	...UPPER_BOUNDS,
	"type",
	"const",
	"enum",
	"properties",
	"required",
	"additionalProperties",
	"items",
	"prefixItems",
	"uniqueItems",
	"multipleOf",
	"$ref",
	"anyOf",
	"oneOf",
	"allOf",
];
const SILENT = [
	...["$schema", "$comment", "$defs", "definitions"],
	...["title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly"],
];
const KNOWN = new Set([...GENERATED, ...SILENT]);

/** Throws, by name, at a keyword that the generator does not know how to satisfy. */
export function refuseUnknownKeywords(subschema: Subschema, schema: SchemaObject): void {
	const atRoot = subschema.pointer === "";
	for (const keyword of Object.keys(schema)) {
		if (KNOWN.has(keyword) || (keyword === "$id" && atRoot)) continue;
		throw new Error(`cannot generate instances for the keyword "${keyword}" at ${uriOf(subschema)}`);
	}
}

/** The keyword's list of strings; empty without the keyword. */
export function stringsOf(schema: SchemaObject, keyword: string): readonly string[] {
	const value = schema[keyword] ?? [];
	if (Array.isArray(value) && value.every((entry) => typeof entry === "string")) return value;
	throw new Error(`"${keyword}" is not a list of strings`);
}

/** The keyword's number; undefined without the keyword. */
export function numberOf(schema: SchemaObject, keyword: string): number | undefined {
	const value = schema[keyword];
	if (value === undefined || typeof value === "number") return value;
	throw new Error(`"${keyword}" is not a number`);
}

/** How many schemas the keyword lists; 0 without the keyword. */
export function lengthOf(schema: SchemaObject, keyword: string): number {
	const value = schema[keyword] ?? [];
	if (Array.isArray(value) && value.every(isSchema)) return value.length;
	throw new Error(`"${keyword}" is not a list of schemas`);
}
