import { describe, expect, test } from "vitest";
import { type Difference, differences, type Options } from "../../../src/compat/index.js";
import type { Json, JsonObject } from "../../../src/json/index.js";
import { source } from "../../support/compat/source.js";

const USER = {
	type: "object",
	properties: { id: { type: "string" }, age: { type: "integer", minimum: 0 } },
	required: ["id"],
	additionalProperties: false,
} as const;

describe("an equivalent refactor makes no difference", () => {
	test.each<[string, Json, Json]>([
		["a definition instead of the schema", { items: USER }, { items: ref("user"), $defs: { user: USER } }],
		["another name of it", { ...ref("a"), $defs: { a: USER } }, { ...ref("b"), $defs: { b: USER } }],
		["the order of alternatives", { anyOf: [USER, { type: "null" }] }, { anyOf: [{ type: "null" }, USER] }],
		["a list of one value", { enum: ["a"] }, { const: "a" }],
		["values as alternatives", { enum: ["a", "b"] }, { oneOf: [{ const: "b", title: "B" }, { const: "a" }] }],
		["the order of types", { type: ["string", "null"] }, { type: ["null", "string"] }],
		[
			"types as alternatives",
			{ type: ["string", "null"] },
			{ anyOf: [{ type: "null" }, { type: "string" }] },
		],
		["keywords split over allOf", { minimum: 1, maximum: 2 }, { allOf: [{ minimum: 1 }, { maximum: 2 }] }],
		["annotations", USER, { ...USER, title: "User", description: "A user", deprecated: true }],
		["formats that annotate", { format: "email" }, { format: "uuid" }],
		["bounds of integers", { type: "integer", minimum: 1 }, { type: "integer", exclusiveMinimum: 0 }],
		["a bound that others imply", { enum: [1, 2] }, { enum: [1, 2], maximum: 2 }],
		[
			"a schema for what no instance has",
			{ maxItems: 1 },
			{ prefixItems: [{}, { type: "string" }], maxItems: 1 },
		],
		[
			"unevaluated for additional",
			USER,
			{ ...omit(USER, "additionalProperties"), unevaluatedProperties: false },
		],
	])("%s", (_, older, newer) => {
		expect(differences(source(older), source(newer))).toEqual([]);
		expect(differences(source(newer), source(older))).toEqual([]);
	});
});

describe("where it is", () => {
	test("names the keyword in both documents, or the schema that lacks it", () => {
		const older = { properties: { a: { type: "string", maxLength: 9 }, b: {} } };
		const newer = { properties: { a: { type: "string", maxLength: 5 }, b: { minLength: 1 } } };
		expect(places(older, newer)).toEqual([
			"max-length-decreased /properties/a/maxLength -> /properties/a/maxLength",
			"min-length-added /properties/b -> /properties/b/minLength",
		]);
	});

	test("follows references to the definition, and tells what is shared once", () => {
		const older = {
			properties: { a: ref("x"), b: ref("x") },
			items: ref("x"),
			$defs: { x: { type: "string" } },
		};
		const newer = {
			properties: { a: ref("y"), b: ref("y") },
			items: ref("y"),
			$defs: { y: { type: "number" } },
		};
		expect(places(older, newer)).toEqual(["type-changed /$defs/x/type -> /$defs/y/type"]);
	});

	test("goes round recursive definitions once", () => {
		const node = (value: Json): Json => ({
			...ref("node"),
			$defs: { node: { properties: { value, next: ref("node"), all: { items: ref("node") } } } },
		});
		expect(places(node({ type: "string" }), node({ type: "number" }))).toEqual([
			"type-changed /$defs/node/properties/value/type -> /$defs/node/properties/value/type",
		]);
	});

	test("is the bound itself where draft 4 calls it exclusive", () => {
		const list = differences(
			source({ minimum: 1 }, "draft4"),
			source({ minimum: 1, exclusiveMinimum: true }, "draft4"),
		);
		expect(list.map(({ rule, reader }) => [rule, reader?.keywordLocation])).toEqual([
			["exclusive-minimum-increased", "/exclusiveMinimum"],
		]);
	});
});

describe("only what some instance can tell", () => {
	test("not what the writer never writes", () => {
		const older = { properties: { a: { type: "string" }, b: {} }, required: ["a"], maxProperties: 1 };
		const newer = {
			properties: { a: { type: "string", minLength: 1 }, b: { maximum: 3 } },
			required: ["a"],
			maxProperties: 1,
		};
		expect(rules(older, newer)).toEqual(["min-length-added"]);
	});

	test("not what another keyword has said already", () => {
		expect(rules({ type: "integer" }, { type: "string", minLength: 1, enum: ["a", "b"] })).toEqual([
			"type-changed",
		]);
	});

	test("not what an alternative allows that the reader has elsewhere", () => {
		const older = { anyOf: [{ type: "string", maxLength: 5 }, { type: "number" }] };
		const newer = { anyOf: [{ type: "number", minimum: 0 }, { type: "string" }] };
		expect(rules(older, newer)).toEqual(["minimum-added", "max-length-removed"]);
	});

	test("what only matters without an assumption is no error under it", () => {
		const newer = { ...USER, properties: { ...USER.properties, name: { type: "string" } } };
		const open = (schema: object): Json => omit(schema, "additionalProperties");
		const options: Options = { assume: ["writers-emit-only-declared"] };
		expect(levels(open(USER), open(newer), {})).toEqual(["error"]);
		expect(levels(open(USER), open(newer), options)).toEqual(["info"]);
		const [{ message = "" } = {}] = differences(source(open(USER)), source(open(newer)), options);
		expect(message).toContain("not where writers emit only declared");
	});
});

describe("bounded", () => {
	test("a budget that ends does so in the general rule", () => {
		const wide = (type: string): Json => ({
			properties: Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`p${index}`, { type }])),
		});
		const list = differences(source(wide("string")), source(wide("number")), { budget: 50 });
		expect(list.length).toBeLessThan(300);
		expect(list.map(({ rule }) => rule)).toContain("schema-changed");
	});

	test("a chain of a thousand definitions ends in the general rule, too", () => {
		const chain = (last: Json): Json => ({
			...ref("d0"),
			$defs: Object.fromEntries(
				Array.from({ length: 1_000 }, (_, index) => [
					`d${index}`,
					property("next", index === 999 ? last : ref(`d${index + 1}`)),
				]),
			),
		});
		const list = differences(source(chain({ type: "string" })), source(chain({ type: "number" })));
		expect(list.map(({ rule }) => rule)).toEqual(["schema-changed"]);
	});

	test("what could not be proved is no error", () => {
		const [only] = differences(source({ format: "one" }), source({ format: "other" }), {
			formats: "assertion",
		});
		expect(only).toMatchObject({ rule: "format-changed", level: "warning" });
		expect(only?.message).toMatch(/\(not proved\)$/);
	});
});

describe("one sentence each", () => {
	test.each<[string, Json, Json]>([
		["`a` has become required", { properties: { a: {} } }, { properties: { a: {} }, required: ["a"] }],
		[
			'`s` no longer allows "b" and "c"',
			property("s", { enum: ["a", "b", "c"] }),
			property("s", { enum: ["a"] }),
		],
		["`s[].t` must be a string now, was an integer", deep({ type: "integer" }), deep({ type: "string" })],
		[
			"`n` must be above 0 now, was at least 0",
			property("n", { minimum: 0 }),
			property("n", { exclusiveMinimum: 0 }),
		],
		[
			"`s` may no longer be null",
			property("s", { type: ["string", "null"] }),
			property("s", { type: "string" }),
		],
		['`s` must be "a" now, was a boolean', property("s", { type: "boolean" }), property("s", { const: "a" })],
		["The value has lost an alternative: a boolean", either("string", "boolean"), either("string")],
		[
			'`n` (where `kind` is "b") must be at least 5 now, was at least 1',
			{ anyOf: [kind("a", {}), kind("b", { minimum: 1 })] },
			{ anyOf: [kind("a", {}), kind("b", { minimum: 5 })] },
		],
		["The value allows nothing any more", {}, { anyOf: [{ const: "a", type: "null" }] }],
	])("%s", (message, older, newer) => {
		expect(differences(source(older), source(newer)).map((difference) => difference.message)).toEqual([
			message,
		]);
	});

	test("names and values of strangers are cut, and cannot break the line", () => {
		const name = `a\n\u202e${"x".repeat(300)}`;
		const [only] = differences(source({}), source({ required: [name] }));
		expect(only?.message).toMatch(/^`a\\u000a\\u202ex+…` has become required$/);
	});
});

function ref(name: string): { readonly $ref: string } {
	return { $ref: `#/$defs/${name}` };
}

function property(name: string, schema: Json): Json {
	return { properties: { [name]: schema } };
}

function deep(schema: Json): Json {
	return property("s", { items: property("t", schema) });
}

function either(...types: readonly string[]): Json {
	return { anyOf: [...types, "array"].map((type) => ({ type })) };
}

function kind(value: string, n: Json): Json {
	return { type: "object", properties: { kind: { const: value }, n }, required: ["kind"] };
}

function omit(schema: object, name: string): JsonObject {
	return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== name));
}

function rules(older: Json, newer: Json): string[] {
	return differences(source(older), source(newer)).map(({ rule }) => rule);
}

function levels(older: Json, newer: Json, options: Options): string[] {
	const isBackward = ({ direction }: Difference) => direction !== "forward";
	return differences(source(older), source(newer), options)
		.filter(isBackward)
		.map(({ level }) => level);
}

function places(older: Json, newer: Json): string[] {
	const list = differences(source(older), source(newer));
	return list.map(
		({ rule, writer, reader }) => `${rule} ${writer?.keywordLocation} -> ${reader?.keywordLocation}`,
	);
}
