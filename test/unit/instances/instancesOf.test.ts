import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../../../src/json/index.js";
import {
	type InstanceOptions,
	instancesOf,
	type Schema,
	shippedInstances,
} from "../../support/instances/index.js";

const SEED = 20261120;

const tree = {
	$defs: {
		leaf: { type: "object", properties: { leaf: { type: "integer" } }, required: ["leaf"] },
		branch: {
			type: "object",
			properties: { children: { type: "array", items: { $ref: "#/$defs/any" }, maxItems: 2 } },
			required: ["children"],
			additionalProperties: false,
		},
		any: { anyOf: [{ $ref: "#/$defs/leaf" }, { $ref: "#/$defs/branch" }] },
	},
	$ref: "#/$defs/any",
};

const generable: Readonly<Record<string, Schema>> = {
	anything: true,
	"a union of types": { type: ["string", "null", "integer"] },
	"a constant": { const: { a: [1, null], "": "\u2028" } },
	"an enumeration, narrowed by a type": { enum: ["a", 1, null, {}], type: ["string", "object"] },
	"keywords of types that are not demanded": { minLength: 3, minimum: 7, minItems: 1, required: ["a"] },
	"closed objects": {
		properties: { a: { type: "string" }, b: true },
		required: ["b"],
		additionalProperties: false,
	},
	maps: { type: "object", additionalProperties: { type: "integer", minimum: 3 } },
	"required but undeclared": {
		type: "object",
		required: ["toString", "__proto__"],
		additionalProperties: { type: "null" },
	},
	"a property that must be absent": { type: "object", properties: { gone: false } },
	tuples: { type: "array", prefixItems: [{ type: "string" }, { type: "integer" }], items: { type: "null" } },
	"closed tuples, at least one": {
		type: "array",
		prefixItems: [{ const: 1 }, true],
		items: false,
		minItems: 1,
	},
	"sized arrays": { type: "array", items: { type: "boolean" }, minItems: 6, maxItems: 7 },
	"different items": {
		type: "array",
		items: { enum: [1, "1", { a: 1, b: 2 }, { b: 2, a: 1 }, []] },
		uniqueItems: true,
	},
	"strings by length in code points": { type: "string", minLength: 2, maxLength: 3 },
	"integers between": { type: "integer", exclusiveMinimum: -3, maximum: 2.5 },
	"integers beyond 2^53": { type: "integer", minimum: 9007199254740992 },
	multiples: { type: "number", multipleOf: 12, minimum: 5, exclusiveMaximum: 1e6 },
	"numbers between": { type: "number", exclusiveMinimum: 0, exclusiveMaximum: 1 },
	"allOf over all types of constraint": {
		allOf: [
			{ type: "object", properties: { a: { type: "number", minimum: 1 } }, required: ["a"] },
			{
				properties: { a: { type: "integer", multipleOf: 4 } },
				additionalProperties: { type: "integer", maximum: 100 },
			},
			{ properties: { b: { multipleOf: 6 } }, required: ["b"] },
		],
	},
	"anyOf beside properties": {
		type: "object",
		properties: { kind: { type: "string" }, size: true },
		anyOf: [{ required: ["kind"] }, { properties: { size: { type: "integer" } }, required: ["size"] }],
	},
	"oneOf with a tag": {
		type: "object",
		oneOf: [
			{ properties: { kind: { const: "a" } }, required: ["kind"] },
			{ properties: { kind: { const: "b" }, b: { type: "null" } }, required: ["kind", "b"] },
		],
	},
	"oneOf below a name that a URI must escape": {
		properties: { "a#%/~ \u00e9": { oneOf: [{ type: "integer" }, { type: "number", minimum: 0 }] } },
		required: ["a#%/~ \u00e9"],
	},
	"oneOf that overlaps": { oneOf: [{ type: "integer" }, { type: "number", minimum: 0 }] },
	recursion: tree,
	"recursion through an optional property": {
		type: "object",
		properties: { next: { $ref: "#" }, value: { type: "integer" } },
		additionalProperties: false,
	},
	annotations: {
		title: "t",
		description: "d",
		default: 1,
		examples: [{ $ref: "#/nowhere" }],
		$comment: "c",
		type: "null",
	},
};

describe("instances of a schema", () => {
	for (const [name, schema] of Object.entries(generable)) {
		test(`${name}: all are valid`, () => {
			const judge = new Ajv2020({ strict: false, ownProperties: true }).compile(schema);
			fc.assert(
				fc.property(instancesOf(schema), (instance) => judge(instance)),
				{ seed: SEED, numRuns: 500 },
			);
		});
	}

	const hopeless: Readonly<Record<string, readonly [Schema, string]>> = {
		"an unknown keyword": [{ type: "string", pattern: "^a" }, '"pattern"'],
		"an unknown keyword behind an optional property": [{ properties: { a: { if: true } } }, '"if"'],
		"an unknown keyword in a branch": [{ anyOf: [true, { not: false }] }, '"not"'],
		"OpenAPI's nullable": [{ type: "string", nullable: true }, '"nullable"'],
		"a fractional multipleOf": [{ type: "number", multipleOf: 0.1 }, '"multipleOf"'],
		"an embedded $id": [{ properties: { a: { $id: "https://a.example/" } } }, '"$id"'],
		"a missing document": [{ $ref: "other.json" }, "no document"],
		"a missing definition": [{ $ref: "#/$defs/a" }, "no schema at"],
		"an anchor": [{ $ref: "#anchor" }, "cannot follow"],
		"the empty schema": [false, "no instance"],
		"a contradiction": [{ type: "string", minLength: 2, maxLength: 1 }, "no instance"],
		"infinite instances": [
			{ properties: { a: { $ref: "#" } }, required: ["a"], type: "object" },
			"no instance",
		],
	};
	for (const [name, [schema, message]] of Object.entries(hopeless)) {
		test(`${name} is an error that says so`, () => {
			expect(() => instancesOf(schema)).toThrow(message);
		});
	}

	test("a oneOf whose branches are the same has no instance, and says so when asked for one", () => {
		const arbitrary = instancesOf({ oneOf: [{ type: "string" }, { type: "string" }] });
		expect(() => fc.sample(arbitrary, { numRuns: 1, seed: SEED })).toThrow('"oneOf"');
	});

	test("references resolve across documents, against the URI of the schema or its own $id", () => {
		const documents = { "https://a.example/b/leaf.json": { $defs: { "x/y": { const: "found" } } } };
		const reference = { $ref: "../b/leaf.json#/$defs/x~1y" };
		const root = { documents, root: "https://a.example/c/root.json" };
		expect(fc.sample(instancesOf(reference, root), { numRuns: 1, seed: SEED })).toEqual(["found"]);
		const identified = { $id: "https://a.example/d/root.json", ...reference };
		expect(fc.sample(instancesOf(identified, { documents }), { numRuns: 1, seed: SEED })).toEqual(["found"]);
	});
});

describe("the variety of instances", () => {
	const clients = (options: InstanceOptions = {}) =>
		fc.sample(shippedInstances("clerk-client", "legacy", options), { numRuns: 3000, seed: SEED });
	const documented = ["object", "id", "sessions", "sign_in_attempt", "sign_up_attempt"];

	test("`__proto__` keys are own, and can be switched off", () => {
		const withProto = clients().filter((client) => keysOf(client).includes("__proto__"));
		expect(withProto.length).toBeGreaterThan(100);
		expect(withProto.every(hasPlainPrototypes)).toBe(true);
		expect(clients({ protoKeys: false }).flatMap(keysOf)).not.toContain("__proto__");
	});

	test("hostile strings, keys and numbers turn up", () => {
		const text = clients()
			.map((client) => JSON.stringify(client))
			.join("\n");
		for (const hostile of [
			"\\u0000",
			"\u2028",
			"\\ud800",
			"\u{1f600}",
			'""',
			'"constructor":',
			'"toString":',
			'"0":',
		]) {
			expect(text).toContain(hostile);
		}
		for (const number of ["9007199254740991", "-9007199254740991", "99999999999,", "100000000001", "1e+21"]) {
			expect(text).toContain(number);
		}
		expect(clients().flatMap(leavesOf)).toContain(-0);
	});

	test("seconds and milliseconds mix within one record, and ids repeat among sessions", () => {
		const mixed = clients().filter((client) => {
			const stamps = leavesOf(client).filter((leaf) => typeof leaf === "number");
			return stamps.some((value) => value > 1e9 && value < 1e11) && stamps.some((value) => value > 1e12);
		});
		expect(mixed.length).toBeGreaterThan(1000);
		const repeated = clients().filter((client) => {
			const ids = (client as { sessions: { id: string }[] }).sessions.map(({ id }) => id); // valid by construction
			return new Set(ids).size < ids.length;
		});
		expect(repeated.length).toBeGreaterThan(100);
	});

	test("the key order is the documented one, or not, as asked", () => {
		const starts = (options: InstanceOptions) =>
			clients(options).filter((client) => {
				const keys = Object.keys(client ?? {});
				return documented.every((name, index) => keys[index] === name);
			}).length;
		expect(starts({ keyOrder: "documented" })).toBe(3000);
		expect(starts({ keyOrder: "shuffled" })).toBeLessThan(30);
		expect(starts({ keyOrder: "mixed" })).toBeGreaterThan(1000);
		expect(starts({ keyOrder: "mixed" })).toBeLessThan(2900);
	});
});

function keysOf(value: Json): string[] {
	if (typeof value !== "object" || value === null) return [];
	return [...(Array.isArray(value) ? [] : Object.keys(value)), ...Object.values(value).flatMap(keysOf)];
}

function leavesOf(value: Json): Json[] {
	return typeof value === "object" && value !== null ? Object.values(value).flatMap(leavesOf) : [value];
}

function hasPlainPrototypes(value: Json): boolean {
	if (typeof value !== "object" || value === null) return true;
	const plain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
	return plain && Object.values(value).every(hasPlainPrototypes);
}
