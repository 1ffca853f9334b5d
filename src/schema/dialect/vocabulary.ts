import type { Dialect } from "./dialects.js";

/** What a keyword's value is: a schema or schemas, or a plain value of a shape. */
export type Holds =
	| "schema"
	| "schemas"
	| "schema map"
	| "schema or schemas"
	| "schema or names map"
	| "boolean"
	| "number"
	| "positive number"
	| "count"
	| "text"
	| "pattern"
	| "names"
	| "names map"
	| "types"
	| "values"
	| "any";

const D4 = "draft4";
const D6 = "draft6";
const D7 = "draft7";
const D9 = "draft2019-09";
const D12 = "draft2020-12";

const ORDER: readonly Dialect[] = [D4, D6, D7, D9, D12];

// Keyword, what it holds, the first dialect that has it, and the last.
const KEYWORDS: readonly (readonly [string, Holds, Dialect, Dialect])[] = [
	["id", "text", D4, D4],
	["$id", "text", D6, D12],
	["$anchor", "text", D9, D12],
	["$dynamicAnchor", "text", D12, D12],
	["$recursiveAnchor", "boolean", D9, D9],
	["$ref", "text", D4, D12],
	["$dynamicRef", "text", D12, D12],
	["$recursiveRef", "text", D9, D9],
	["definitions", "schema map", D4, D12],
	["$defs", "schema map", D9, D12],
	["type", "types", D4, D12],
	["enum", "values", D4, D12],
	["const", "any", D6, D12],
	["multipleOf", "positive number", D4, D12],
	["maximum", "number", D4, D12],
	["minimum", "number", D4, D12],
	["exclusiveMaximum", "boolean", D4, D4],
	["exclusiveMinimum", "boolean", D4, D4],
	["exclusiveMaximum", "number", D6, D12],
	["exclusiveMinimum", "number", D6, D12],
	["maxLength", "count", D4, D12],
	["minLength", "count", D4, D12],
	["pattern", "pattern", D4, D12],
	["format", "text", D4, D12],
	["items", "schema or schemas", D4, D9],
	["items", "schema", D12, D12],
	["additionalItems", "schema", D4, D9],
	["prefixItems", "schemas", D12, D12],
	["contains", "schema", D6, D12],
	["minContains", "count", D9, D12],
	["maxContains", "count", D9, D12],
	["maxItems", "count", D4, D12],
	["minItems", "count", D4, D12],
	["uniqueItems", "boolean", D4, D12],
	["unevaluatedItems", "schema", D9, D12],
	["maxProperties", "count", D4, D12],
	["minProperties", "count", D4, D12],
	["required", "names", D4, D12],
	["properties", "schema map", D4, D12],
	["patternProperties", "schema map", D4, D12],
	["additionalProperties", "schema", D4, D12],
	["propertyNames", "schema", D6, D12],
	["dependencies", "schema or names map", D4, D7],
	["dependentRequired", "names map", D9, D12],
	["dependentSchemas", "schema map", D9, D12],
	["unevaluatedProperties", "schema", D9, D12],
	["allOf", "schemas", D4, D12],
	["anyOf", "schemas", D4, D12],
	["oneOf", "schemas", D4, D12],
	["not", "schema", D4, D12],
	["if", "schema", D7, D12],
	["then", "schema", D7, D12],
	["else", "schema", D7, D12],
];

// OpenAPI 3.0 takes its keywords from draft 5 (which is draft 4 here) and leaves these out.
const NOT_IN_OPENAPI: ReadonlySet<string> = new Set([
	"id",
	"definitions",
	"additionalItems",
	"patternProperties",
	"dependencies",
]);

const VOCABULARIES = new Map<Dialect, ReadonlyMap<string, Holds>>();

/** The keywords of a dialect that assert, apply or identify; whatever else a schema holds says nothing in it. */
export function vocabulary(dialect: Dialect): ReadonlyMap<string, Holds> {
	const known = VOCABULARIES.get(dialect);
	if (known !== undefined) return known;
	const made = dialect === "openapi-3.0" ? openapi() : ofDraft(dialect);
	VOCABULARIES.set(dialect, made);
	return made;
}

function ofDraft(dialect: Dialect): Map<string, Holds> {
	const at = ORDER.indexOf(dialect);
	const held = KEYWORDS.filter(([, , from, to]) => ORDER.indexOf(from) <= at && at <= ORDER.indexOf(to));
	return new Map(held.map(([name, holds]) => [name, holds]));
}

function openapi(): Map<string, Holds> {
	const kept = [...ofDraft(D4)].filter(([name]) => !NOT_IN_OPENAPI.has(name));
	return new Map([...kept, ["nullable", "boolean"]]);
}

const NAMING: ReadonlySet<string> = new Set([
	"id",
	"$id",
	"$anchor",
	"$dynamicAnchor",
	"$recursiveAnchor",
	"definitions",
	"$defs",
]);

/** Whether the keyword only names or holds schemas. */
export function isNaming(name: string): boolean {
	return NAMING.has(name);
}

/** Annotations that mean the same in whichever dialect they are written. */
const PORTABLE: ReadonlySet<string> = new Set([
	"title",
	"description",
	"default",
	"deprecated",
	"readOnly",
	"writeOnly",
	"examples",
	"contentEncoding",
	"contentMediaType",
]);

/** Whether the keyword is an annotation that another dialect may take as it stands. */
export function isPortable(name: string): boolean {
	return PORTABLE.has(name) || name.startsWith("x-");
}

/** Keywords that say nothing by the specifications, beyond portable ones. */
const ANNOTATIONS: ReadonlySet<string> = new Set([
	"$schema",
	"$comment",
	"$vocabulary",
	"example",
	"contentSchema",
	"discriminator",
	"xml",
	"externalDocs",
]);

/** Whether the keyword is known to say nothing about instances; others that the dialect lacks are named as ignored. */
export function isAnnotation(name: string): boolean {
	return isPortable(name) || ANNOTATIONS.has(name);
}

/** Whether the dialect has given up a keyword that some of its validators obey still. */
export function isRetired(name: string, dialect: Dialect): boolean {
	return name === "dependencies" && (dialect === "draft2019-09" || dialect === "draft2020-12");
}
