import type { Options } from "../../../src/compat/index.js";
import type { Json } from "../../../src/json/index.js";
import { SHARP_UNIVERSES } from "./sharp-universes.js";
import { isValid } from "./small-oracle.js";

/** Tiny schemas of one type of instances, and every small instance of that type. */
export interface SmallUniverse {
	readonly name: string;
	readonly instances: readonly Json[];
	/** Keywords with their values, of which schemas are put together. */
	readonly parts: readonly Part[];
	/** An oracle that shares nothing with the product. */
	readonly isValid?: (schema: Json, instance: Json) => boolean;
	readonly options?: Options;
	/** Names of definitions that the parts refer to: each schema has its own. */
	readonly definitions?: readonly string[];
}

/** Keywords that are put together with others. */
export type Part = { readonly [keyword: string]: Json };

const NAMES = ["a", "ab", "b", "ba", "c"];

/** Objects of five names in four states each, arrays of up to four of four values, decimals, words of two letters. */
export const SMALL_UNIVERSES: readonly SmallUniverse[] = [
	{ name: "objects", instances: objects(), parts: objectParts() },
	{ name: "arrays", instances: arrays(4, [0, 1, "a", null]), parts: arrayParts() },
	{ name: "numbers", instances: numbers(), parts: numberParts() },
	{ name: "strings", instances: words(5), parts: stringParts() },
	...SHARP_UNIVERSES,
];

/** Whether an instance is valid by the universe's oracle. */
export function isSmallValid(universe: SmallUniverse, schema: Json, instance: Json): boolean {
	return (universe.isValid ?? isValid)(schema, instance);
}

/** A schema of the universe, drawn by numbers below a limit: parts alone, together, nested, negated. */
export function smallSchema({ parts, definitions }: SmallUniverse, next: (count: number) => number): Json {
	const part = () => parts[next(parts.length)] ?? {};
	const made = () => (SHAPES[next(SHAPES.length)] ?? SHAPES[0])(part);
	if (definitions === undefined) return made();
	const [first] = definitions;
	return { $defs: Object.fromEntries(definitions.map((name) => [name, made()])), $ref: `#/$defs/${first}` };
}

const SHAPES: readonly [(part: () => Part) => Json, ...((part: () => Part) => Json)[]] = [
	(part) => part(),
	(part) => ({ ...part(), ...part() }),
	(part) => ({ ...part(), ...part(), ...part() }),
	(part) => ({ anyOf: [part(), part()] }),
	(part) => ({ oneOf: [part(), part()] }),
	(part) => ({ allOf: [part(), { not: part() }] }),
	(part) => ({ ...part(), anyOf: [part(), part()] }),
	// biome-ignore lint/suspicious/noThenProperty: JSON Schema's word
	(part) => ({ if: part(), then: part(), else: part() }),
	(part) => ({ anyOf: [{ ...part(), ...part() }, part()] }),
	(part) => ({ not: { allOf: [part(), part()] } }),
];

function objects(): Json[] {
	let made: { [name: string]: Json }[] = [{}];
	for (const name of NAMES) {
		made = made.flatMap((one) => [one, ...[1, 2, "a"].map((value) => ({ ...one, [name]: value }))]);
	}
	return made;
}

function objectParts(): Part[] {
	const values: readonly Json[] = [false, { const: 1 }, { type: "string" }, { not: { const: 1 } }];
	const names = ["a", "b"];
	const patterns = ["^a", "^a$", "b", "^[ab]$"];
	return [
		...values.flatMap((value) => names.map((name) => ({ properties: { [name]: value } }))),
		...values.flatMap((value) => patterns.map((pattern) => ({ patternProperties: { [pattern]: value } }))),
		...values.map((additionalProperties) => ({ additionalProperties })),
		...values.slice(0, 3).map((unevaluatedProperties) => ({ unevaluatedProperties })),
		{ patternProperties: { "^a": { type: "integer" }, "^b": { type: "string" } } },
		{ properties: { a: true }, additionalProperties: false },
		{ patternProperties: { "^a": true }, additionalProperties: { const: 2 } },
		...[["a"], ["b"], ["a", "ab"]].map((required) => ({ required })),
		...[0, 1, 2].flatMap((count) => [{ minProperties: count }, { maxProperties: count }]),
		...patterns.map((pattern) => ({ propertyNames: { pattern } })),
		{ propertyNames: { enum: ["a", "b"] } },
		{ propertyNames: { maxLength: 1 } },
		{ dependentRequired: { a: ["b"] } },
		{ dependentSchemas: { a: { maxProperties: 1 } } },
		{ const: { a: 1 } },
		{ enum: [{}, { a: 1 }, { b: "a" }] },
		{ type: "object" },
		{ type: "object", not: { required: ["a"] } },
	];
}

function arrays(length: number, items: readonly Json[]): Json[] {
	let longest: (readonly Json[])[] = [[]];
	const made: Json[] = [[]];
	for (let count = 0; count < length; count++) {
		longest = longest.flatMap((list) => items.map((item) => [...list, item]));
		made.push(...longest);
	}
	return made;
}

function arrayParts(): Part[] {
	const values: readonly Json[] = [
		false,
		{ const: 1 },
		{ type: "integer" },
		{ type: "string" },
		{ not: { const: 1 } },
	];
	return [
		...values.flatMap((items) => [{ items }, { contains: items }, { prefixItems: [items] }]),
		...values.slice(0, 3).map((unevaluatedItems) => ({ unevaluatedItems })),
		...values.slice(1).map((item) => ({ prefixItems: [{}, item] })),
		...values.slice(1, 4).flatMap((contains) => [
			{ contains, minContains: 2 },
			{ contains, maxContains: 1 },
			{ contains, minContains: 0, maxContains: 1 },
		]),
		...[0, 1, 2, 3].flatMap((count) => [{ minItems: count }, { maxItems: count }]),
		{ uniqueItems: true },
		{ prefixItems: [{ const: 0 }], items: { const: 1 } },
		{ prefixItems: [{ const: 0 }], items: false },
		{ const: [1] },
		{ enum: [[], [0, 1], ["a"]] },
		{ items: { enum: [0, 1] } },
		{ type: "array" },
	];
}

function numbers(): Json[] {
	return Array.from({ length: 65 }, (_, index) => (index - 32) / 4);
}

function numberParts(): Part[] {
	return [
		...[-1, 0, 0.5, 1, 2, 3].flatMap((bound): Part[] => [
			{ minimum: bound },
			{ maximum: bound },
			{ exclusiveMinimum: bound },
			{ exclusiveMaximum: bound },
		]),
		...[0.25, 0.5, 0.75, 1, 1.5, 2, 3].map((multipleOf) => ({ multipleOf })),
		{ type: "integer" },
		{ type: "number" },
		{ const: 1 },
		{ enum: [0, 0.5, 1, 2] },
		{ minimum: 0, maximum: 2 },
		{ type: "integer", minimum: 0, maximum: 2 },
	];
}

function words(length: number): string[] {
	let longest = [""];
	const made = [""];
	for (let count = 0; count < length; count++) {
		longest = longest.flatMap((word) => ["a", "b"].map((letter) => word + letter));
		made.push(...longest);
	}
	return made;
}

function stringParts(): Part[] {
	const patterns = [
		...["^a", "a$", "^a$", "b", "^[ab]*$", "^(a|b)b", "^a|b$", "(^|b)a(b|$)", "^(aa)*$", "^a{2,3}$", "ab*a"],
		...["^(?=.*b)a", "^(?!aa)", "a(?!b)", "(?<=b)a$", "\\ba\\b", "^(?=.{1,2}$)(a|b)+$", "(?<!a)b"],
	];
	return [
		...patterns.map((pattern) => ({ pattern })),
		...[0, 1, 2, 3].flatMap((count) => [{ minLength: count }, { maxLength: count }]),
		{ const: "a" },
		{ enum: ["", "ab", "b"] },
		{ type: "string" },
	];
}
