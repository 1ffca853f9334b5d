import type { Options, RuleId } from "../../../src/compat/index.js";
import type { Json, JsonObject } from "../../../src/json/index.js";

/** A writer and a reader for whom the rule speaks, and it alone; and a pair that looks alike, for whom it doesn't. */
export interface RuleFixture {
	readonly pair: readonly [writer: Json, reader: Json];
	readonly miss: readonly [writer: Json, reader: Json];
	readonly options?: Options;
	/** Rules that cannot but speak, too. */
	readonly others?: readonly RuleId[];
}

const A = { type: "object", properties: { a: {} } } as const;
const STRING = { type: "string" } as const;
const NUMBER = { type: "number" } as const;

/** What it evaluates is not the same for all its instances. */
const EITHER = {
	type: "object",
	anyOf: [
		{ properties: { a: {} }, required: ["a"] },
		{ properties: { b: {} }, required: ["b"] },
	],
} as const;

const CHECKS = new Map([
	["loose", (text: string) => text.length > 0],
	["strict", (text: string) => text === "a"],
]);

/** For each rule that hurts backward or both ways; its counterpart speaks for the same pair the other way round. */
export const RULE_FIXTURES: Readonly<Record<string, RuleFixture>> = {
	"type-narrowed": {
		pair: [{ type: ["string", "number"] }, STRING],
		miss: [{ type: ["string", "number"] }, { anyOf: [NUMBER, STRING] }],
	},
	"type-changed": { pair: [STRING, NUMBER], miss: [STRING, { type: ["string", "number"] }] },
	"nullable-removed": {
		pair: [{ type: ["string", "null"] }, STRING],
		miss: [{ type: ["string", "null"] }, { anyOf: [STRING, { const: null }] }],
	},
	"enum-value-removed": {
		pair: [{ enum: ["a", "b"] }, { enum: ["a"] }],
		miss: [{ enum: ["a", "b"] }, { anyOf: [{ const: "b" }, { const: "a" }] }],
	},
	"enum-added": { pair: [STRING, { enum: ["a", "b"] }], miss: [{ type: "null" }, { enum: [null] }] },
	"const-added": { pair: [STRING, { const: "a" }], miss: [{ enum: ["a"] }, { const: "a" }] },
	"const-changed": { pair: [{ const: "a" }, { const: "b" }], miss: [{ const: 1 }, { const: 1.0 }] },
	...bounds("minimum", 1, 2),
	...bounds("maximum", 2, 1),
	"exclusive-minimum-increased": {
		pair: [{ exclusiveMinimum: 1 }, { exclusiveMinimum: 2 }],
		miss: [
			{ type: "integer", exclusiveMinimum: 1 },
			{ type: "integer", minimum: 2 },
		],
	},
	"exclusive-minimum-added": {
		pair: [NUMBER, { type: "number", exclusiveMinimum: 1 }],
		miss: [STRING, { type: "string", exclusiveMinimum: 1 }],
	},
	"exclusive-maximum-decreased": {
		pair: [{ exclusiveMaximum: 2 }, { exclusiveMaximum: 1 }],
		miss: [
			{ type: "integer", exclusiveMaximum: 2 },
			{ type: "integer", maximum: 1 },
		],
	},
	"exclusive-maximum-added": {
		pair: [NUMBER, { type: "number", exclusiveMaximum: 1 }],
		miss: [{ maximum: 0 }, { maximum: 0, exclusiveMaximum: 1 }],
	},
	"multiple-of-narrowed": {
		pair: [{ multipleOf: 2 }, { multipleOf: 4 }],
		miss: [{ multipleOf: 2 }, { allOf: [{ multipleOf: 1 }, { multipleOf: 2 }] }],
	},
	"multiple-of-changed": {
		pair: [{ multipleOf: 2 }, { multipleOf: 3 }],
		miss: [{ multipleOf: 2 }, { multipleOf: 4 }],
	},
	"multiple-of-added": {
		pair: [NUMBER, { type: "number", multipleOf: 0.5 }],
		miss: [{ type: "integer" }, { type: "integer", multipleOf: 0.5 }],
	},
	...counts("Length", "length", STRING, { type: "string", pattern: "^a{3}$" }),
	"pattern-narrowed": {
		pair: [{ pattern: "^[ab]$" }, { pattern: "^a$" }],
		miss: [{ pattern: "^[ab]$" }, { pattern: "^(a|b)$" }],
	},
	"pattern-changed": {
		pair: [{ pattern: "^a$" }, { pattern: "^b$" }],
		miss: [{ pattern: "^a$" }, { pattern: "^[ab]$" }],
	},
	"pattern-added": {
		pair: [STRING, { type: "string", pattern: "^a" }],
		miss: [{ const: "ab" }, { const: "ab", pattern: "^a" }],
	},
	"format-narrowed": {
		pair: [
			{ enum: ["a", "b"], format: "loose" },
			{ enum: ["a", "b"], format: "strict" },
		],
		miss: [
			{ enum: ["a"], format: "loose" },
			{ enum: ["a"], format: "strict" },
		],
		options: { formats: CHECKS },
	},
	"format-changed": {
		pair: [{ format: "one" }, { format: "other" }],
		miss: [{ format: "one" }, { allOf: [{ format: "one" }] }],
		options: { formats: "assertion" },
	},
	"format-added": {
		pair: [STRING, { type: "string", format: "strict" }],
		miss: [{ const: "a" }, { const: "a", format: "strict" }],
		options: { formats: CHECKS },
	},
	...counts("Items", "items", { type: "array" }, { prefixItems: [{}, {}, {}], items: false, minItems: 3 }),
	"unique-items-added": {
		pair: [{ type: "array" }, { type: "array", uniqueItems: true }],
		miss: [
			{ type: "array", maxItems: 1 },
			{ type: "array", maxItems: 1, uniqueItems: true },
		],
	},
	"prefix-item-removed-from-closed": {
		pair: [
			{ prefixItems: [STRING, NUMBER], items: false },
			{ prefixItems: [STRING], items: false },
		],
		miss: [
			{ prefixItems: [STRING, NUMBER], items: false, maxItems: 1 },
			{ prefixItems: [STRING], items: false },
		],
	},
	"prefix-item-added-to-open": {
		pair: [{ prefixItems: [STRING] }, { prefixItems: [STRING, NUMBER] }],
		miss: [{ prefixItems: [STRING] }, { prefixItems: [STRING, {}] }],
	},
	"items-added": {
		pair: [{ type: "array" }, { type: "array", items: STRING }],
		miss: [{ type: "array" }, { type: "array", items: {} }],
	},
	"items-closed": {
		pair: [{ prefixItems: [STRING] }, { prefixItems: [STRING], items: false }],
		miss: [
			{ prefixItems: [STRING], maxItems: 1 },
			{ prefixItems: [STRING], items: false },
		],
	},
	"contains-added": {
		pair: [{ type: "array" }, { type: "array", contains: STRING }],
		miss: [
			{ items: STRING, minItems: 1 },
			{ items: STRING, minItems: 1, contains: STRING },
		],
	},
	"contains-narrowed": {
		pair: [{ contains: NUMBER }, { contains: { type: "integer" } }],
		miss: [{ contains: NUMBER }, { contains: { anyOf: [NUMBER] } }],
	},
	"contains-changed": {
		pair: [{ contains: NUMBER }, { contains: STRING }],
		miss: [{ contains: NUMBER }, { contains: { type: "integer" } }],
	},
	"min-contains-increased": {
		pair: [{ contains: STRING }, { contains: STRING, minContains: 2 }],
		miss: [{ contains: STRING }, { contains: STRING, minContains: 1 }],
	},
	"max-contains-decreased": {
		pair: [
			{ contains: STRING, maxContains: 3 },
			{ contains: STRING, maxContains: 2 },
		],
		miss: [
			{ contains: STRING, maxContains: 3, maxItems: 2 },
			{ contains: STRING, maxContains: 2, maxItems: 2 },
		],
	},
	"max-contains-added": {
		pair: [{ contains: STRING }, { contains: STRING, maxContains: 2 }],
		miss: [
			{ contains: STRING, maxItems: 2 },
			{ contains: STRING, maxContains: 2, maxItems: 2 },
		],
	},
	"unevaluated-items-narrowed": {
		pair: [
			{ prefixItems: [STRING], unevaluatedItems: NUMBER },
			{ prefixItems: [STRING], unevaluatedItems: { type: "integer" } },
		],
		miss: [
			{ prefixItems: [STRING], unevaluatedItems: NUMBER },
			{ prefixItems: [STRING], items: NUMBER },
		],
	},
	"unevaluated-items-changed": {
		pair: [
			{ prefixItems: [STRING], unevaluatedItems: NUMBER },
			{ prefixItems: [STRING], unevaluatedItems: STRING },
		],
		miss: [
			{ prefixItems: [STRING], unevaluatedItems: NUMBER },
			{ prefixItems: [STRING], unevaluatedItems: { type: "integer" } },
		],
	},
	"unevaluated-items-added": {
		pair: [{ prefixItems: [STRING] }, { prefixItems: [STRING], unevaluatedItems: false }],
		miss: [
			{ prefixItems: [STRING], items: false },
			{ prefixItems: [STRING], unevaluatedItems: false },
		],
	},
	"property-required-added": {
		pair: [A, { ...A, required: ["a"] }],
		miss: [{ ...A, required: ["a"] }, { allOf: [A, { required: ["a"] }] }],
	},
	"property-removed-from-closed": {
		pair: [
			{ ...A, additionalProperties: false },
			{ type: "object", additionalProperties: false },
		],
		miss: [A, { type: "object" }],
	},
	"property-added-to-open": {
		pair: [{ type: "object" }, { type: "object", properties: { a: STRING } }],
		miss: [{ type: "object" }, A],
	},
	"additional-properties-closed": {
		pair: [A, { ...A, additionalProperties: false }],
		miss: [
			{ ...A, propertyNames: { const: "a" } },
			{ ...A, additionalProperties: false },
		],
	},
	"additional-properties-added": {
		pair: [A, { ...A, additionalProperties: STRING }],
		miss: [A, { ...A, additionalProperties: {} }],
	},
	"pattern-property-removed-from-closed": {
		pair: [{ patternProperties: { "^a": {} }, additionalProperties: false }, { additionalProperties: false }],
		miss: [{ patternProperties: { "^a": {} } }, {}],
	},
	"pattern-property-added-to-open": {
		pair: [{ type: "object" }, { type: "object", patternProperties: { "^a": STRING } }],
		miss: [{ type: "object" }, { type: "object", patternProperties: { "^a": {} } }],
	},
	"unevaluated-properties-narrowed": {
		pair: [
			{ ...EITHER, unevaluatedProperties: NUMBER },
			{ ...EITHER, unevaluatedProperties: { type: "integer" } },
		],
		miss: [
			{ ...A, unevaluatedProperties: NUMBER },
			{ ...A, additionalProperties: { type: "integer" } },
		],
	},
	"unevaluated-properties-changed": {
		pair: [
			{ ...EITHER, unevaluatedProperties: NUMBER },
			{ ...EITHER, unevaluatedProperties: STRING },
		],
		miss: [
			{ ...EITHER, unevaluatedProperties: NUMBER },
			{ ...EITHER, unevaluatedProperties: { type: "integer" } },
		],
	},
	"unevaluated-properties-added": {
		pair: [EITHER, { ...EITHER, unevaluatedProperties: false }],
		miss: [A, { ...A, unevaluatedProperties: false }],
	},
	"property-names-narrowed": {
		pair: [{ propertyNames: { maxLength: 3 } }, { propertyNames: { maxLength: 2 } }],
		miss: [{ propertyNames: { maxLength: 3 } }, { propertyNames: { pattern: "^[^]{0,3}$" } }],
	},
	"property-names-changed": {
		pair: [{ propertyNames: { pattern: "^a$" } }, { propertyNames: { pattern: "^b$" } }],
		miss: [{ propertyNames: { pattern: "^[ab]$" } }, { propertyNames: { pattern: "^b$" } }],
	},
	"property-names-added": {
		pair: [{ type: "object" }, { type: "object", propertyNames: { maxLength: 2 } }],
		miss: [
			{ ...A, additionalProperties: false },
			{ ...A, additionalProperties: false, propertyNames: { maxLength: 2 } },
		],
	},
	...counts(
		"Properties",
		"properties",
		{ type: "object" },
		{
			type: "object",
			required: ["a", "b", "c"],
			maxProperties: 3,
		},
	),
	"dependent-required-added": {
		pair: [{ type: "object" }, { type: "object", dependentRequired: { a: ["b"] } }],
		miss: [
			{ type: "object", required: ["b"] },
			{ type: "object", required: ["b"], dependentRequired: { a: ["b"] } },
		],
	},
	"dependent-schema-added": {
		pair: [{ type: "object" }, { type: "object", dependentSchemas: { a: { maxProperties: 2 } } }],
		miss: [
			{ type: "object", dependentRequired: { a: ["b"] } },
			{ type: "object", dependentSchemas: { a: { required: ["b"] } } },
		],
	},
	"any-of-branch-removed": {
		pair: [{ anyOf: [STRING, { type: "array" }, NUMBER] }, { anyOf: [STRING, NUMBER] }],
		miss: [{ anyOf: [STRING, { type: "integer" }, NUMBER] }, { anyOf: [STRING, NUMBER] }],
	},
	"any-of-added": {
		pair: [A, { ...A, anyOf: [{ required: ["b"] }, { required: ["c"] }] }],
		miss: [A, { ...A, anyOf: [{ required: ["b"] }, {}] }],
	},
	"one-of-branch-removed": {
		pair: [{ oneOf: [STRING, { type: "array" }, NUMBER] }, { oneOf: [STRING, NUMBER] }],
		miss: [{ oneOf: [STRING, { type: "array" }] }, { anyOf: [STRING, { type: "array" }] }],
	},
	"one-of-added": {
		pair: [A, { ...A, oneOf: [{ required: ["b"] }, { required: ["c"] }] }],
		miss: [STRING, { ...STRING, oneOf: [STRING, NUMBER] }],
	},
	"one-of-narrowed": {
		pair: [
			{ anyOf: [{ required: ["a"] }, { required: ["b"] }], type: "object" },
			{ oneOf: [{ required: ["a"] }, { required: ["b"] }], type: "object" },
		],
		miss: [{ anyOf: [NUMBER, STRING] }, { oneOf: [NUMBER, STRING] }],
	},
	"one-of-changed": {
		pair: [
			{ type: "array", oneOf: [{ contains: STRING }, { contains: NUMBER }] },
			{ type: "array", oneOf: [{ contains: STRING }, { contains: { type: "boolean" } }] },
		],
		miss: [{ oneOf: [NUMBER, STRING] }, { oneOf: [STRING, NUMBER] }],
		others: ["contains-changed"],
	},
	"not-added": {
		pair: [STRING, { ...STRING, not: { const: "a" } }],
		miss: [STRING, { ...STRING, not: NUMBER }],
	},
	"not-narrowed": {
		pair: [{ not: { const: "a" } }, { not: { enum: ["a", "b"] } }],
		miss: [{ not: { const: "a" } }, { not: { enum: ["a"] } }],
	},
	"not-changed": {
		pair: [{ not: { const: "a" } }, { not: { const: "b" } }],
		miss: [{ not: { const: "a" } }, { not: { enum: ["a", "b"] } }],
	},
	"if-then-else-added": {
		pair: [NUMBER, { ...NUMBER, ...when({ minimum: 5 }, { maximum: 9 }) }],
		miss: [NUMBER, { ...NUMBER, ...when(STRING, { maxLength: 9 }) }],
	},
	"if-then-else-narrowed": {
		pair: [when({ minimum: 5 }, { maximum: 9 }), when({ minimum: 4 }, { maximum: 9 }, { maximum: 3 })],
		miss: [when({ minimum: 5 }, { maximum: 9 }), when({ minimum: 5 }, { maximum: 8 })],
	},
	"if-then-else-changed": {
		pair: [when({ minimum: 5 }, { maximum: 9 }), when({ maximum: 2 }, { minimum: 1 })],
		miss: [when({ minimum: 5 }, { maximum: 9 }), when({ minimum: 5 }, { maximum: 8 })],
	},
	"schema-narrowed": {
		pair: [{ type: "object" }, { type: "object", dependencies: { a: ["b"] } }],
		miss: [{ dependencies: { a: ["b"] } }, { dependencies: { a: ["b"] } }],
	},
	"schema-changed": {
		pair: [{ dependencies: { a: ["b"] } }, { dependencies: { a: ["c"] } }],
		miss: [{ type: "array", dependencies: { a: ["b"] } }, { type: "array" }],
	},
	"false-schema-added": { pair: [STRING, false], miss: [STRING, { ...STRING, not: STRING }] },
};

/** A condition; written as a list, since linters take objects with a key `then` for promises. */
function when(...schemas: readonly Json[]): JsonObject {
	const keywords = ["if", "then", "else"];
	return Object.fromEntries(schemas.map((schema, index) => [keywords[index], schema]));
}

type Fixtures = Readonly<Record<string, RuleFixture>>;

/** No multiple of 10 lies between the two values, one of which bounds more than the other. */
function bounds(keyword: "minimum" | "maximum", wide: number, narrow: number): Fixtures {
	const moved = keyword === "minimum" ? "increased" : "decreased";
	return {
		[`${keyword}-${moved}`]: {
			pair: [{ [keyword]: wide }, { [keyword]: narrow }],
			miss: [
				{ multipleOf: 10, [keyword]: wide },
				{ multipleOf: 10, [keyword]: narrow },
			],
		},
		[`${keyword}-added`]: {
			pair: [NUMBER, { ...NUMBER, [keyword]: wide }],
			miss: [STRING, { ...STRING, [keyword]: wide }],
		},
	};
}

/** All instances of the second schema have the size 3. */
function counts(noun: string, kebab: string, any: JsonObject, exact: JsonObject): Fixtures {
	const within = (keyword: string, size: number): Json => ({ allOf: [exact, { [keyword]: size }] });
	return {
		[`min-${kebab}-increased`]: {
			pair: [{ [`min${noun}`]: 1 }, { [`min${noun}`]: 2 }],
			miss: [within(`min${noun}`, 1), within(`min${noun}`, 2)],
		},
		[`min-${kebab}-added`]: {
			pair: [any, { ...any, [`min${noun}`]: 1 }],
			miss: [any, { ...any, [`min${noun}`]: 0 }],
		},
		[`max-${kebab}-decreased`]: {
			pair: [{ [`max${noun}`]: 2 }, { [`max${noun}`]: 1 }],
			miss: [within(`max${noun}`, 5), within(`max${noun}`, 4)],
		},
		[`max-${kebab}-added`]: {
			pair: [any, { ...any, [`max${noun}`]: 1 }],
			miss: [exact, within(`max${noun}`, 3)],
		},
	};
}
