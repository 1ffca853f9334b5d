import { describe, expect, test } from "vitest";
import { compare, instances, intersects, isEmpty } from "../../../src/compat/index.js";
import type { Json } from "../../../src/json/index.js";
import { source } from "../../support/compat/source.js";

const ASSUMED = { assume: ["writers-emit-only-declared"] } as const;

const a = { a: { type: "string" } };
const b = { b: { type: "integer" } };
const tagged = (kind: string, properties: { readonly [name: string]: Json }) => ({
	type: "object",
	properties: { kind: { const: kind }, ...properties },
	required: ["kind"],
});
const integers = { additionalProperties: { type: "integer" } };

// Pairs that only the assumption makes compatible.
const PASSES: Readonly<Record<string, readonly [Json, Json]>> = {
	"a property is added to the reader": [{ properties: a }, { properties: { ...a, ...b } }],
	"the reader closes": [
		{ type: "object", properties: a },
		{ properties: a, additionalProperties: false },
	],
	"in a property": [
		{ properties: { in: { properties: a } } },
		{ properties: { in: { properties: { ...a, ...b } } } },
	],
	"in items": [{ items: { properties: a } }, { items: { properties: { ...a, ...b } } }],
	"in the first items": [{ prefixItems: [{ properties: a }] }, { prefixItems: [{ maxProperties: 1 }] }],
	"in a map's values": [
		{ additionalProperties: { type: "object", properties: a } },
		{ additionalProperties: { maxProperties: 1 } },
	],
	"in values of names that match": [
		{ patternProperties: { "^x": { type: "object", properties: a } } },
		{ patternProperties: { "^x": { maxProperties: 1 } } },
	],
	"in what is left unevaluated": [
		{ unevaluatedProperties: { type: "object", properties: a } },
		{ unevaluatedProperties: { maxProperties: 1 } },
	],
	"behind a reference, endlessly": [
		{ $ref: "#/$defs/x", $defs: { x: { properties: { ...a, next: { $ref: "#/$defs/x" } } } } },
		{ $ref: "#/$defs/x", $defs: { x: { maxProperties: 2, properties: { next: { $ref: "#/$defs/x" } } } } },
	],
	"declared in several branches": [
		{ type: "object", allOf: [{ properties: a }, { anyOf: [{ properties: b }, { required: ["c"] }] }] },
		{ propertyNames: { enum: ["a", "b", "c"] } },
	],
	"what is required, or depends, is declared": [
		{ type: "object", properties: a, required: ["x"], dependentRequired: { y: ["z"] } },
		{ propertyNames: { enum: ["a", "x", "y", "z"] } },
	],
	"that others may be there declares none": [
		{ properties: a, additionalProperties: true },
		{ properties: { ...a, ...b } },
	],
	"the same by unevaluatedProperties": [
		{ properties: a, unevaluatedProperties: {} },
		{ properties: { ...a, ...b } },
	],
	"an object of which nothing is said": [{ type: "object", properties: {} }, { properties: b }],
	"names of a pattern": [
		{ type: "object", patternProperties: { "^x": true } },
		{ propertyNames: { pattern: "^x" } },
	],
	"a tuple grows": [{ prefixItems: [a.a] }, { prefixItems: [a.a, b.b] }],
	"a property of another tagged alternative": [
		{ oneOf: [tagged("one", {}), tagged("two", b)] },
		{ oneOf: [tagged("one", { b: { type: "string" } }), tagged("two", b)] },
	],
	"the same in a property, with a union inside": [
		{
			properties: { in: { anyOf: [tagged("one", {}), { ...tagged("two", {}), oneOf: [tagged("two", b)] }] } },
		},
		{ properties: { in: { not: { ...tagged("one", {}), required: ["kind", "b"] } } } },
	],
	"a branch that closes doesn't open": [
		{ type: "object", anyOf: [{ properties: a, additionalProperties: false }, { properties: b }] },
		{ propertyNames: { enum: ["a", "b"] } },
	],
};

// And pairs that it leaves as they are, for what could be taken for undeclared is not.
const NEAR_MISSES: Readonly<Record<string, readonly [Json, Json]>> = {
	"the added property was declared otherwise": [
		{ properties: { ...a, b: true } },
		{ properties: { ...a, ...b } },
	],
	"a map says something of its names, number or values": [
		{ type: "object", maxProperties: 3 },
		{ properties: b },
	],
	"a map of anything": [{ type: "object", additionalProperties: true }, { properties: b }],
	"a tuple that says what follows": [{ prefixItems: [a.a], items: a.a }, { prefixItems: [a.a, b.b] }],
	"a tuple that asks for more": [{ prefixItems: [a.a], minItems: 2 }, { prefixItems: [a.a, b.b] }],
	"a property of an alternative that no tag tells apart": [
		{ oneOf: [{ ...tagged("one", {}), required: [] }, tagged("two", b)] },
		{ oneOf: [tagged("one", { b: { type: "string" } }), tagged("two", b)] },
	],
	"the writer says what others may hold": [
		{ properties: a, additionalProperties: { type: "string" } },
		{ properties: { ...a, ...b } },
	],
	"the same in a branch": [
		{ properties: a, anyOf: [integers, { required: ["a"] }] },
		{ propertyNames: { enum: ["a"] } },
	],
	"a map's values that are maps": [integers, { properties: a }],
	"a name declared in another branch": [
		{
			type: "object",
			oneOf: [
				{ properties: a, required: ["a"] },
				{ properties: b, required: ["b"] },
			],
		},
		{ maxProperties: 1 },
	],
	"a name that is only tested": [
		// biome-ignore lint/suspicious/noThenProperty: JSON Schema's word
		{ properties: a, if: { properties: { kind: { const: 1 } } }, then: { required: ["a"] } },
		{ propertyNames: { enum: ["a"] } },
	],
	"a name of a pattern": [
		{ properties: a, patternProperties: { "^x": true } },
		{ propertyNames: { enum: ["a"] } },
	],
	"values of a name that two say something of": [
		{ properties: { xa: { properties: a } }, patternProperties: { "^x": { properties: b } } },
		{ properties: { xa: { maxProperties: 1 } } },
	],
	"more properties than are declared": [{ properties: a, minProperties: 2 }, { required: ["a"] }],
	"a schema that refuses what has declared properties": [
		{ not: { properties: a } },
		{ type: "object", maxProperties: 1 },
	],
};

describe("writers emit only declared properties", () => {
	test.each(Object.entries(PASSES))("%s", (_, [writer, reader]) => {
		expect(compare(source(writer), source(reader)).verdict).toBe("incompatible");
		expect(compare(source(writer), source(reader), ASSUMED).verdict).toBe("compatible");
	});

	test.each(Object.entries(NEAR_MISSES))("but not: %s", (_, [writer, reader]) => {
		expect(compare(source(writer), source(reader), ASSUMED).verdict).toBe("incompatible");
	});

	test("the answer says what it takes for granted", () => {
		const strict = compare(source({ properties: a }), source(true));
		expect(strict.assumptions).not.toHaveProperty("assumed");
		const assumed = compare(source({ properties: a }), source(true), ASSUMED);
		expect(assumed.assumptions.assumed).toEqual(["writers-emit-only-declared"]);
	});

	test("the reader is taken as it is", () => {
		const reader = { properties: a };
		const map = source({ type: "object", maxProperties: 3 });
		expect(compare(map, source(reader), ASSUMED).verdict).toBe("incompatible");
		expect(compare(source({ properties: { ...b } }), source(reader), ASSUMED).verdict).toBe("compatible");
	});

	test("a witness holds only what is declared", () => {
		const writer = { properties: { ...a, ...b }, minProperties: 1, type: "object" };
		expect(compare(source(writer), source({ maxProperties: 0 }), ASSUMED)).toMatchObject({
			witness: { a: "" },
		});
	});

	test("where it leaves nothing to write, nothing is proved", () => {
		const writer = { type: "object", properties: { a: false }, not: { maxProperties: 0 } };
		expect(compare(source(writer), source({ required: ["x"] }), ASSUMED)).toMatchObject({
			verdict: "unknown",
			reason: "writers-emit-only-declared: leaves the writer nothing to write",
		});
		expect(compare(source(false), source(false), ASSUMED).verdict).toBe("compatible");
	});

	test("a name that an opaque pattern may declare, too, is left open", () => {
		const opaque = { "(.)\\1": { properties: a } };
		const writer = source({ properties: { x: { properties: b } }, patternProperties: opaque });
		expect(compare(writer, source(true), ASSUMED).verdict).toBe("compatible");
		expect(compare(writer, source({ maxProperties: 1 }), ASSUMED).verdict).toBe("unknown");
	});

	test("shared instances, emptiness and generated instances obey it, too", () => {
		const open = source({ type: "object", properties: a });
		const other = source({ type: "object", properties: b, required: ["b"] });
		expect(intersects(open, other).intersects).toBe(true);
		expect(intersects(open, other, ASSUMED).intersects).toBe(false);
		const full = source({ type: "object", properties: { a: false }, not: { maxProperties: 0 } });
		expect(isEmpty(full, ASSUMED).empty).toBe(true);
		const names = new Set<string>();
		let count = 0;
		for (const instance of instances(open, 1, ASSUMED)) {
			for (const name of Object.keys(instance ?? {})) names.add(name);
			if (++count === 20) break;
		}
		expect([...names]).toEqual(["a"]);
	});
});
