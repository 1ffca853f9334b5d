import { describe, expect, test } from "vitest";
import { instances, prepare } from "../../../src/compat/index.js";
import type { Json } from "../../../src/json/index.js";
import { SchemaError } from "../../../src/schema/index.js";
import { Features } from "../../support/compat/features.js";
import { shippedSource } from "../../support/compat/shipped.js";
import { source } from "../../support/compat/source.js";
import { UNIVERSE } from "../../support/compat/universe.js";
import { shippedVersions } from "../../support/instances/index.js";

function some(schema: Json, count = 200, seed = 1): Json[] {
	const given: Json[] = [];
	for (const instance of instances(source(schema), seed)) if (given.push(instance) >= count) break;
	return given;
}

const object = { type: "object" };

// Each schema, and what must be among its first instances.
const TURNING_POINTS: Readonly<Record<string, readonly [Json, readonly Json[]]>> = {
	types: [{ type: ["null", "boolean", "integer"] }, [null, true, false, 0, 1, -1]],
	enum: [{ enum: ["a", 1, null, { a: [1] }, [true]] }, ["a", 1, null, { a: [1] }, [true]]],
	const: [{ const: { a: 1 } }, [{ a: 1 }]],
	"enum narrowed by a type": [{ enum: ["a", 1, null], type: ["string", "null"] }, ["a", null]],
	bounds: [{ type: "integer", minimum: 3, exclusiveMaximum: 1_000 }, [3, 4, 999]],
	"fractional bounds": [{ type: "number", exclusiveMinimum: 0, maximum: 0.75 }, [0.75, 0.5, 0.1]],
	multipleOf: [{ type: "number", multipleOf: 7, minimum: 10, maximum: 100 }, [14, 98]],
	"a fractional multipleOf": [{ type: "number", multipleOf: 0.25, minimum: 0, maximum: 1 }, [0, 0.25, 1]],
	"lengths in code points": [{ type: "string", minLength: 1, maxLength: 1 }, ["😀", "é"]],
	"lengths of nothing": [{ type: "string", maxLength: 0 }, [""]],
	pattern: [{ type: "string", pattern: "^(?:ab|c[0-1])$" }, ["ab", "c0", "c1"]],
	"items, none to most": [{ type: "array", items: { const: 1 }, maxItems: 2 }, [[], [1], [1, 1]]],
	"prefixItems, cut short": [
		{ type: "array", prefixItems: [{ const: 1 }, { const: 2 }], items: { const: 3 } },
		[[], [1], [1, 2], [1, 2, 3]],
	],
	contains: [{ type: "array", contains: { const: 1 }, items: { enum: [1, 2] }, maxItems: 2 }, [[1], [1, 2]]],
	uniqueItems: [
		{ type: "array", items: { enum: [1, 2] }, uniqueItems: true },
		[[], [1], [2], [1, 2], [2, 1]],
	],
	"not uniqueItems": [
		{ type: "array", items: { enum: [1, 2] }, not: { uniqueItems: true }, maxItems: 2 },
		[
			[1, 1],
			[2, 2],
		],
	],
	"optional properties": [
		{ ...object, properties: { a: { const: 1 }, b: { const: 2 } }, additionalProperties: false },
		[{}, { a: 1 }, { b: 2 }, { a: 1, b: 2 }],
	],
	required: [
		{ ...object, properties: { a: { const: 1 } }, required: ["a", "b"], additionalProperties: { const: 0 } },
		[{ a: 1, b: 0 }],
	],
	"undeclared properties": [
		{ ...object, properties: { b: false }, additionalProperties: { const: 1 }, maxProperties: 1 },
		[{}, { "": 1 }, { extra: 1 }, { a: 1 }],
	],
	patternProperties: [
		{ ...object, patternProperties: { "^[xy]$": { const: 1 } }, additionalProperties: false },
		[{}, { x: 1 }, { y: 1 }],
	],
	propertyNames: [
		{ ...object, propertyNames: { enum: ["x", "y"] }, additionalProperties: { const: 1 } },
		[{}, { x: 1 }, { y: 1 }],
	],
	"minProperties and maxProperties": [
		{
			...object,
			properties: { a: { const: 1 }, b: { const: 1 }, c: { const: 1 } },
			additionalProperties: false,
			minProperties: 1,
			maxProperties: 2,
		},
		[{ a: 1 }, { c: 1 }, { a: 1, b: 1 }, { b: 1, c: 1 }],
	],
	dependentRequired: [
		{
			...object,
			properties: { a: { const: 1 }, b: { const: 1 } },
			additionalProperties: false,
			dependentRequired: { a: ["b"] },
		},
		[{}, { b: 1 }, { a: 1, b: 1 }],
	],
	dependentSchemas: [
		{
			...object,
			properties: { a: { const: 1 }, b: { enum: [1, 2] } },
			additionalProperties: false,
			dependentSchemas: { a: { properties: { b: { const: 2 } } } },
		},
		[{ b: 1 }, { a: 1, b: 2 }],
	],
	"unevaluatedProperties after a branch": [
		{
			...object,
			anyOf: [{ properties: { a: { const: 1 } }, required: ["a"] }, { properties: { b: { const: 2 } } }],
			unevaluatedProperties: false,
		},
		[{}, { a: 1 }, { b: 2 }],
	],
	unevaluatedItems: [
		{
			type: "array",
			anyOf: [{ prefixItems: [{ const: 1 }] }, true],
			unevaluatedItems: { const: 2 },
			maxItems: 2,
		},
		[[], [1], [1, 2], [2]],
	],
	"anyOf, each branch": [
		{ anyOf: [{ const: 1 }, { type: "string", maxLength: 0 }, { const: [] }] },
		[1, "", []],
	],
	"oneOf, each branch": [
		{
			oneOf: ["a", "b", "c"].map((kind) => ({
				...object,
				properties: { kind: { const: kind } },
				required: ["kind"],
				maxProperties: 1,
			})),
		},
		[{ kind: "a" }, { kind: "b" }, { kind: "c" }],
	],
	"if, then and else": [
		// biome-ignore lint/suspicious/noThenProperty: JSON Schema's word
		{ enum: [1, 2, "a", "b"], if: { type: "string" }, then: { const: "b" }, else: { const: 1 } },
		[1, "b"],
	],
	not: [{ type: ["integer", "null"], not: { minimum: 0 }, minimum: -2 }, [-1, -2]],
	"a recursive schema": [
		{ ...object, properties: { next: { $ref: "#" } }, additionalProperties: false },
		[{}, { next: {} }, { next: { next: {} } }],
	],
};

describe("instances", () => {
	test.each(Object.entries(TURNING_POINTS))("%s: valid, with the turning points", (_, [schema, expected]) => {
		const judge = prepare(source(schema)).ajv(undefined);
		const given = some(schema);
		expect(given.filter((instance) => judge(instance).accepts !== true)).toEqual([]);
		const texts = new Set(given.map((instance) => JSON.stringify(instance)));
		expect(expected.filter((instance) => !texts.has(JSON.stringify(instance)))).toEqual([]);
	});

	test("a schema without any gives none, a finite one each once", () => {
		expect(some(false)).toEqual([]);
		expect(some({ ...object, properties: { next: { $ref: "#" } }, required: ["next"] })).toEqual([]);
		expect(
			some({ enum: ["b", "a", "b", 1] })
				.map(String)
				.sort(),
		).toEqual(["1", "a", "b"]);
	});

	test("anything at all, of every type", () => {
		const kinds = new Set(
			some(true).map((instance) => (Array.isArray(instance) ? "array" : typeof instance)),
		);
		expect([...kinds].sort()).toEqual(["array", "boolean", "number", "object", "string"]);
	});

	test("of other dialects: null where OpenAPI says nullable, and boolean exclusive bounds", () => {
		const schema = {
			type: "object",
			properties: { a: { type: "integer", minimum: 1, exclusiveMinimum: true, maximum: 3, nullable: true } },
			required: ["a"],
			additionalProperties: false,
		};
		const values = firstOf(instances(source(schema, "openapi-3.0")), 50).map((instance) =>
			JSON.stringify(instance),
		);
		expect(values.sort()).toEqual(['{"a":2}', '{"a":3}', '{"a":null}']);
	});

	test("soon, where a schema leads to itself by several ways at once", () => {
		const schema = {
			items: { $ref: "#" },
			contains: { anyOf: [{ $ref: "#" }, { type: "null" }] },
			oneOf: [
				{ unevaluatedItems: { $ref: "#" }, pattern: "c" },
				{ prefixItems: [{ type: "string" }, { $ref: "#" }] },
			],
			unevaluatedItems: { uniqueItems: true, items: { $ref: "#" } },
		};
		const start = performance.now();
		firstOf(instances(source(schema), 7), 100);
		// A few seconds on a machine of its own; without a limit on the work of looking at them, hours.
		expect(performance.now() - start).toBeLessThan(40_000);
	});

	test("the longest string that may be, where it isn't long", () => {
		const lengths = some({ type: "string", minLength: 2, maxLength: 40 }).map(
			(text) => [...String(text)].length,
		);
		expect(new Set(lengths).size).toBeGreaterThan(4);
		expect([Math.min(...lengths), Math.max(...lengths)]).toEqual([2, 40]);
	});

	test("the same for the same seed, another time too; others for another seed", () => {
		const schema = { ...object, properties: { a: { type: "string" } }, required: ["a"] };
		const given = instances(source(schema), 5);
		const first = (from: Iterable<Json>) => [...new Set(firstOf(from, 50))];
		expect(first(given)).toEqual(first(given));
		expect(first(given)).toEqual(first(instances(source(schema), 5)));
		expect(first(given)).not.toEqual(first(instances(source(schema), 6)));
	});

	test("who changes an instance changes no other", () => {
		const schema = { enum: [{ a: [1] }, { a: [2] }] };
		for (const instance of instances(source(schema))) (instance as { a: number[] }).a.push(9);
		expect(schema).toEqual({ enum: [{ a: [1] }, { a: [2] }] });
	});

	test("no schema that can be refused or answered gives anything else", () => {
		const refused = { type: "string", pattern: "^(a+)\\1$", not: { pattern: "^(a*)\\1$" } };
		expect(() => instances(source(refused))).toThrow(SchemaError);
		expect(() => instances(source({ $ref: "#/$defs/none" }))).toThrow(SchemaError);
	});

	test("what is left out is named", () => {
		const hard = { type: "string", pattern: "^(a+)\\1$", not: { pattern: "^(a*)\\1$" } };
		const given = instances(source({ ...object, properties: { a: hard }, additionalProperties: false }));
		expect([...given]).toEqual([{}]);
		expect(given.skipped).toEqual(["pattern"]);
	});

	test("formats that assert are obeyed where there are checks", () => {
		const formats = new Map([["date", (text: string) => /^\d{4}-\d\d-\d\d$/.test(text)]]);
		const dates = [...instances(source({ type: "string", format: "date" }), 1, { formats })];
		expect(dates.length).toBeGreaterThan(0);
		expect(dates.every((date) => formats.get("date")?.(String(date)))).toBe(true);
	});

	test("no small instance of a small schema is beyond reach", () => {
		const schema = { type: ["array", "null"], items: { enum: [0, 1, "a"] }, maxItems: 2 };
		const judge = prepare(source(schema)).ajv(undefined);
		const given = new Set(some(schema).map((instance) => JSON.stringify(instance)));
		expect(
			UNIVERSE.filter((instance) => judge(instance).accepts === true && !given.has(JSON.stringify(instance))),
		).toEqual([]);
	});
});

describe("instances of the shipped schemas", () => {
	test.each(shippedVersions)(
		"%s %s: all that can differ does so within 300 instances",
		(lineage, version) => {
			const schema = shippedSource(lineage, version);
			const judge = prepare(schema).ajv(undefined);
			const features = new Features(schema.documents);
			const shown = new Set<string>();
			for (const instance of firstOf(instances(schema, 3), 300)) {
				expect(judge(instance).accepts).toBe(true);
				features.shown(schema.root, instance, shown);
			}
			expect([...features.possible(schema.root)].filter((feature) => !shown.has(feature))).toEqual([]);
		},
	);

	test("a thousand clients are soon made", () => {
		const schema = prepare(shippedSource("clerk-client", "current"));
		const start = performance.now();
		expect(firstOf(instances(schema, 1), 1_000)).toHaveLength(1_000);
		// A twentieth of that on a machine of its own.
		expect(performance.now() - start).toBeLessThan(2_000);
	});
});

function firstOf(given: Iterable<Json>, count: number): Json[] {
	const first: Json[] = [];
	for (const instance of given) if (first.push(instance) >= count) break;
	return first;
}
