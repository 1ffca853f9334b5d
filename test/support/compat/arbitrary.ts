import fc from "fast-check";
import type { Json } from "../../../src/json/index.js";
import { edited } from "./edited.js";

type Schemas = fc.Arbitrary<Json>;

// Few names and patterns, so that schemas that know nothing of each other speak of the same things.
const name = fc.constantFrom("a", "b", "ab", "c");
const pattern = fc.constantFrom("^a", "b$", "^[ab]*$", "c", "^.$", "a.*b", "^(?:a|bc)+$");
const count: Schemas = fc.nat(3);
const bound: Schemas = fc.constantFrom(-1, 0, 1, 2, 2.5, 3, 6, 10);
const type = fc.constantFrom<Json>("null", "boolean", "integer", "number", "string", "array", "object");
const scalar = fc.constantFrom<Json>(null, true, false, 0, 1, 2, 1.5, 3, 6, "", "a", "b", "ab", "abc");
const value = fc.oneof(
	{ weight: 5, arbitrary: scalar },
	{ weight: 1, arbitrary: list(scalar, 0, 3) },
	{ weight: 1, arbitrary: map(name, scalar) },
);

const LEAVES: readonly Json[] = [true, false, { type: "string" }, { type: "integer" }, { const: "a" }, {}];
const REFERENCES: readonly Json[] = [{ $ref: "#/$defs/x" }, { $ref: "#/$defs/y" }, { $ref: "#" }];

/** Schemas of 2020-12 with every assertion and applicator, small enough to agree and to disagree often. */
export const anySchema: Schemas = schemas(LEAVES);

/** A writer and a reader: strangers, or built from the same parts, or one an edit of the other. */
export const schemaPair: fc.Arbitrary<readonly [Json, Json]> = pairs(anySchema);

/** The same, with definitions that refer to each other and to the whole. */
export const recursivePair: fc.Arbitrary<readonly [Json, Json]> = fc
	.tuple(
		pairs(schemas([...LEAVES, ...REFERENCES, ...REFERENCES])),
		definitions(),
		definitions(),
		fc.boolean(),
	)
	.map(([[writer, reader], some, others, same]) => [
		withDefinitions(writer, some),
		withDefinitions(reader, same ? some : others),
	]);

function schemas(leaves: readonly Json[]): Schemas {
	const { schema } = fc.letrec<{ schema: Json }>((tie) => ({
		schema: fc.oneof(
			{ depthSize: "small", maxDepth: 3, withCrossShrink: true },
			{ weight: 1, arbitrary: fc.constantFrom(...leaves) },
			{ weight: 6, arbitrary: objects(tie("schema")) },
		),
	}));
	return schema;
}

function objects(schema: Schemas): Schemas {
	const keyword = fc.oneof(
		...keywords(schema).map(([word, weight, held]) => ({
			weight,
			arbitrary: fc.tuple(fc.constant(word), held),
		})),
	);
	return fc.array(keyword, { minLength: 1, maxLength: 4 }).map((chosen): Json => Object.fromEntries(chosen));
}

function keywords(schema: Schemas): readonly (readonly [string, number, Schemas])[] {
	const some = list(schema, 1, 3);
	return [
		["type", 8, fc.oneof(type, distinct(type))],
		["enum", 2, list(value, 1, 4)],
		["const", 1, value],
		["multipleOf", 1, fc.constantFrom<Json>(1, 2, 3, 0.5, 1.5)],
		...each(1, bound, "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
		...each(1, count, "minLength", "maxLength", "minContains", "maxContains", "minItems", "maxItems"),
		...each(1, count, "minProperties", "maxProperties"),
		["pattern", 2, pattern],
		["uniqueItems", 1, fc.constant<Json>(true)],
		["prefixItems", 2, some],
		...each(2, schema, "items", "contains", "not"),
		...each(1, schema, "unevaluatedItems", "unevaluatedProperties", "propertyNames", "if", "then", "else"),
		["additionalProperties", 3, schema],
		["properties", 4, map(name, schema)],
		["patternProperties", 2, map(pattern, schema)],
		["dependentSchemas", 1, map(name, schema)],
		["dependentRequired", 1, map(name, distinct(name))],
		["required", 2, distinct(name)],
		["allOf", 1, some],
		...each(2, some, "anyOf", "oneOf"),
	];
}

function pairs(schema: Schemas): fc.Arbitrary<readonly [Json, Json]> {
	const edit = fc.tuple(schema, fc.nat(1_000), fc.nat(4));
	return fc.oneof(
		fc.tuple(schema, schema),
		fc.tuple(schema, schema).map(([a, b]) => [{ allOf: [a, b] }, a] as const),
		fc.tuple(schema, schema).map(([a, b]) => [a, { anyOf: [b, a] }] as const),
		fc.tuple(schema, schema).map(([a, b]) => [{ oneOf: [a, b] }, { anyOf: [a, b] }] as const),
		fc
			.tuple(schema, schema)
			.map(([a, b]) => [{ allOf: [a, { not: b }] }, { not: { allOf: [b, a] } }] as const),
		fc.tuple(schema, schema).map(([a, b]) => [merged(a, b), a] as const),
		edit.map(([a, at, how]) => [a, edited(a, at, how)] as const),
		edit.map(([a, at, how]) => [edited(a, at, how), a] as const),
	);
}

function definitions(): fc.Arbitrary<{ readonly [name: string]: Json }> {
	const schema = schemas([...LEAVES, ...REFERENCES, ...REFERENCES]);
	return fc.record({ x: schema, y: schema });
}

function withDefinitions(schema: Json, $defs: { readonly [name: string]: Json }): Json {
	return typeof schema === "object" ? { ...schema, $defs } : { allOf: [schema], $defs };
}

function merged(a: Json, b: Json): Json {
	return typeof a === "object" && typeof b === "object" ? { ...b, ...a } : a;
}

function each(weight: number, held: Schemas, ...words: string[]): [string, number, Schemas][] {
	return words.map((word) => [word, weight, held]);
}

function list(item: Schemas, minLength: number, maxLength: number): Schemas {
	return fc.array(item, { minLength, maxLength }).map((items): Json => items);
}

function distinct(item: Schemas): Schemas {
	return fc.array(item, { minLength: 1, maxLength: 3 }).map((items): Json => [...new Set(items)]);
}

function map(key: fc.Arbitrary<string>, held: Schemas): Schemas {
	return fc.array(fc.tuple(key, held), { maxLength: 3 }).map((entries): Json => Object.fromEntries(entries));
}
