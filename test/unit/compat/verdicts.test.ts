import { describe, expect, test } from "vitest";
import { compare } from "../../../src/compat/index.js";
import type { Json } from "../../../src/json/index.js";
import { source } from "../../support/compat/source.js";

type Case = readonly [writer: Json, reader: Json];

const BY_LETTER: Json = { patternProperties: { "^a": { type: "integer" }, "^b": { type: "string" } } };
const STARTS: Json = { patternProperties: { "^a": { const: 1 } } };
const IS: Json = { patternProperties: { "^a$": { not: { const: 1 } } } };

/** By keyword: pairs that are compatible in this order, and pairs that are nearly so and are not. */
const CASES: Readonly<
	Record<string, { readonly within: readonly Case[]; readonly beyond: readonly Case[] }>
> = {
	type: {
		within: [
			[{ type: "integer" }, { type: "number" }],
			[{ type: ["string", "null"] }, { type: ["null", "string", "array"] }],
			[{ type: "integer" }, { multipleOf: 1 }],
		],
		beyond: [
			[{ type: "number" }, { type: "integer" }],
			[{ type: ["string", "null"] }, { type: "string" }],
			[true, { type: "object" }],
		],
	},
	"enum and const": {
		within: [
			[{ const: 1 }, { enum: [2, 1] }],
			[{ enum: [{ a: 1, b: 2 }] }, { const: { b: 2, a: 1 } }],
			[{ type: "boolean" }, { enum: [true, false] }],
			[{ enum: [1, 2, "x"], type: "integer" }, { enum: [1, 2] }],
			[{ type: "array", items: { enum: [1] }, minItems: 2, maxItems: 2 }, { const: [1, 1] }],
		],
		beyond: [
			[{ enum: [1, "1"] }, { const: 1 }],
			[{ const: [1, 2] }, { const: [2, 1] }],
			[{ not: { const: [] }, type: "array", maxItems: 1 }, { const: [1] }],
			[{ type: "object", not: { enum: [{}, { a: 1 }] } }, { required: ["a"] }],
		],
	},
	numbers: {
		within: [
			[{ minimum: 3 }, { exclusiveMinimum: 2 }],
			[{ type: "integer", exclusiveMinimum: 2 }, { minimum: 3 }],
			[{ multipleOf: 0.3 }, { multipleOf: 0.1 }],
			[{ multipleOf: 6 }, { allOf: [{ multipleOf: 2 }, { multipleOf: 3 }] }],
			[{ allOf: [{ multipleOf: 2 }, { multipleOf: 3 }] }, { multipleOf: 6 }],
			[{ type: "integer", minimum: 1, maximum: 2, not: { const: 1 } }, { const: 2 }],
			[{ type: "number", minimum: 0.5, maximum: 0.4 }, false],
			[{ type: "integer", minimum: 9007199254740992, exclusiveMaximum: 9007199254740992 }, false],
			[{ type: "integer", multipleOf: 1.5 }, { multipleOf: 3 }],
		],
		beyond: [
			[{ minimum: 2 }, { exclusiveMinimum: 2 }],
			[{ exclusiveMinimum: 2 }, { minimum: 3 }],
			[{ multipleOf: 0.1 }, { multipleOf: 0.3 }],
			[{ multipleOf: 3 }, { multipleOf: 6 }],
			[{ type: "number", not: { multipleOf: 1 } }, { maximum: 0.5 }],
		],
	},
	strings: {
		within: [
			[{ minLength: 2 }, { minLength: 1 }],
			[{ type: "string", maxLength: 0 }, { const: "" }],
			[{ pattern: "^a+$" }, { pattern: "^a*$" }],
			[{ pattern: "^abc$" }, { pattern: "b" }],
			[{ type: "string", pattern: "^[ab]$" }, { enum: ["a", "b"] }],
			[{ pattern: "^a{2,3}$" }, { minLength: 2, maxLength: 3 }],
			[{ type: "string", minLength: 1 }, { pattern: "^[^]" }],
			[{ pattern: "^\\p{L}$" }, { maxLength: 1 }],
			[{ pattern: "^(?=a)[ab]$" }, { pattern: "^a$" }],
		],
		beyond: [
			[{ minLength: 1 }, { minLength: 2 }],
			[{ type: "string", maxLength: 1 }, { pattern: "^.?$" }],
			[{ pattern: "^a*$" }, { pattern: "^a+$" }],
			[{ type: "string", pattern: "^[abc]$" }, { enum: ["a", "b"] }],
			[{ type: "string", minLength: 1 }, { pattern: "^.+$" }],
			[{ pattern: "a$" }, { pattern: "^a" }],
		],
	},
	arrays: {
		within: [
			[{ prefixItems: [{ type: "string" }], items: false }, { items: { type: "string" } }],
			[{ items: { type: "integer" } }, { prefixItems: [{ type: "number" }] }],
			[{ items: { const: 1 }, minItems: 1 }, { contains: { const: 1 } }],
			[{ type: "array", prefixItems: [true, false] }, { maxItems: 1 }],
			[{ contains: { const: 1 }, minContains: 2 }, { minItems: 2 }],
			[{ contains: { const: 1 }, maxContains: 1, items: { const: 1 } }, { maxItems: 1 }],
			[{ uniqueItems: true, items: { enum: [1, 2] } }, { maxItems: 2 }],
			[{ allOf: [{ contains: { const: 1 } }, { contains: { const: 2 } }] }, { minItems: 2 }],
			[{ maxItems: 1 }, { uniqueItems: true }],
		],
		beyond: [
			[{ prefixItems: [{ type: "string" }] }, { items: { type: "string" } }],
			[{ items: { const: 1 } }, { contains: { const: 1 } }],
			[{ contains: { const: 1 }, minContains: 2 }, { minItems: 3 }],
			[{ allOf: [{ contains: { type: "integer" } }, { contains: { minimum: 2 } }] }, { minItems: 2 }],
			[{ uniqueItems: true, items: { enum: [1, 2] } }, { maxItems: 1 }],
			[{ maxItems: 2 }, { uniqueItems: true }],
			[{ contains: { const: 1 }, minContains: 0 }, { contains: { const: 1 } }],
		],
	},
	objects: {
		within: [
			[{ properties: { a: false } }, { not: { type: "object", required: ["a"] } }],
			[{ additionalProperties: { type: "integer" } }, { properties: { a: { type: "number" } } }],
			[{ patternProperties: { "^a": { const: 1 } } }, { properties: { ab: { const: 1 } } }],
			[{ properties: { a: true }, additionalProperties: false }, { maxProperties: 1 }],
			[{ propertyNames: { enum: ["a", "b"] } }, { maxProperties: 2 }],
			[{ propertyNames: { pattern: "^a" } }, { patternProperties: { "^[^a]": false } }],
			[{ required: ["a", "b"] }, { minProperties: 2 }],
			[{ dependentRequired: { a: ["b"] }, required: ["a"] }, { required: ["b"] }],
			[{ dependentSchemas: { a: { required: ["b"] } } }, { dependentRequired: { a: ["b"] } }],
			[
				{
					type: "object",
					patternProperties: { "^.$": { const: 1 } },
					additionalProperties: false,
					minProperties: 1,
				},
				{ not: { required: ["ab"] } },
			],
			[{ type: "object", required: ["x"], properties: { x: false } }, { type: "string" }],
		],
		beyond: [
			[{ type: "object" }, { required: ["toString"] }],
			[{ additionalProperties: { type: "number" } }, { properties: { a: { type: "integer" } } }],
			[{ patternProperties: { "^a": { const: 1 } } }, { properties: { ba: { const: 1 } } }],
			[{ propertyNames: { enum: ["a", "b"] } }, { maxProperties: 1 }],
			[{ propertyNames: { minLength: 1 } }, { properties: { ab: false } }],
			[{ required: ["a", "b"] }, { minProperties: 3 }],
			[{ dependentRequired: { a: ["b"] } }, { required: ["b"] }],
		],
	},
	unevaluated: {
		within: [
			[
				{ allOf: [{ properties: { a: true } }], unevaluatedProperties: false },
				{ properties: { a: true }, additionalProperties: false },
			],
			[
				{ properties: { a: true }, additionalProperties: false },
				{ anyOf: [{ properties: { a: true } }, { required: ["b"] }], unevaluatedProperties: false },
			],
			[{ contains: { type: "string" }, unevaluatedItems: false }, { items: { type: "string" } }],
			[
				{ prefixItems: [true], unevaluatedItems: { const: 1 } },
				{ prefixItems: [true], items: { const: 1 } },
			],
			[
				{ if: { required: ["a"], properties: { a: true } }, unevaluatedProperties: false },
				{ maxProperties: 1 },
			],
		],
		beyond: [
			[
				{ properties: { a: true }, additionalProperties: { const: 1 } },
				{ allOf: [{ properties: { a: true } }], unevaluatedProperties: false },
			],
			[
				{ type: "object", properties: { a: true } },
				{ not: { not: { properties: { a: true } } }, unevaluatedProperties: false },
			],
			[{ items: { type: "string" } }, { contains: { const: "a" }, unevaluatedItems: false }],
		],
	},
	combinators: {
		within: [
			[{ type: "string" }, { not: { not: { type: "string" } } }],
			[{ const: 5 }, { oneOf: [{ minimum: 0 }, { maximum: 4 }] }],
			[{ anyOf: [{ type: "string" }, { type: "null" }] }, { type: ["string", "null"] }],
			[
				// biome-ignore lint/suspicious/noThenProperty: JSON Schema's word
				{ if: { type: "string" }, then: { minLength: 1 }, else: false },
				{ type: "string", minLength: 1 },
			],
			[{ oneOf: [{ type: "integer" }, { type: "number" }] }, { not: { type: "integer" } }],
			[{ allOf: [{ minimum: 1 }, { maximum: 0 }], type: "number" }, false],
		],
		beyond: [
			[{ type: "integer" }, { oneOf: [{ minimum: 0 }, { maximum: 10 }] }],
			[{ anyOf: [{ type: "string" }, { type: "null" }] }, { type: "string" }],
			// biome-ignore lint/suspicious/noThenProperty: JSON Schema's word
			[{ if: { type: "string" }, then: { minLength: 1 } }, { type: "string" }],
		],
	},
	"a property that several alternatives want": {
		within: [
			[
				{ type: "object", maxProperties: 0 },
				{ anyOf: [BY_LETTER, { additionalProperties: { type: "null" } }] },
			],
			[{ type: "object", maxProperties: 1 }, { anyOf: [STARTS, IS] }],
		],
		beyond: [
			// One name serves both.
			[
				{ type: "object", maxProperties: 1 },
				{ anyOf: [BY_LETTER, { additionalProperties: { type: "null" } }] },
			],
			// One takes a name that the other needs.
			[{ type: "object" }, { anyOf: [STARTS, IS] }],
			[{ type: "object" }, { anyOf: [IS, STARTS] }],
		],
	},
	references: {
		within: [
			[{ $ref: "#/$defs/a", $defs: { a: { type: "integer" } } }, { type: "number" }],
			[
				{ properties: { next: { $ref: "#" }, value: { const: 1 } } },
				{ $ref: "#/$defs/list", $defs: { list: { properties: { next: { $ref: "#/$defs/list" } } } } },
			],
			[{ type: "object", properties: { a: { $ref: "#" } }, required: ["a"] }, false],
			[
				{ $defs: { tree: { items: { $ref: "#/$defs/tree" }, type: "array" } }, $ref: "#/$defs/tree" },
				{ items: { items: { type: "array" } } },
			],
			[
				{
					$id: "https://x.test/a",
					$anchor: "top",
					properties: { a: { $ref: "b" } },
					$defs: { b: { $id: "b", const: 1 } },
				},
				{ properties: { a: { const: 1 } } },
			],
		],
		beyond: [
			[{ properties: { next: { $ref: "#" } } }, { properties: { next: { $ref: "#" }, value: { const: 1 } } }],
			[{ type: "array", items: { $ref: "#" } }, { maxItems: 0 }],
			[
				{ $defs: { tree: { items: { $ref: "#/$defs/tree" }, type: "array" } }, $ref: "#/$defs/tree" },
				{ items: { items: { maxItems: 0 } } },
			],
		],
	},
};

for (const [keyword, { within, beyond }] of Object.entries(CASES)) {
	describe(keyword, () => {
		test.each(within)("%j is within %j", (writer, reader) => {
			expect(compare(source(writer), source(reader)).verdict).toBe("compatible");
		});
		test.each(beyond)("%j is not within %j", (writer, reader) => {
			expect(compare(source(writer), source(reader)).verdict).toBe("incompatible");
		});
	});
}
