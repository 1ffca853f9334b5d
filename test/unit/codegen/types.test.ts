import { describe, expect, test } from "vitest";
import { emit, parseConfig } from "../../../src/codegen/index.js";
import type { Json } from "../../../src/json/index.js";
import { emitLineage, load, textOf } from "./support.js";

/** The generated types of one version, without banner and alias. */
async function typesOf(schema: Json, camelCase = false): Promise<string> {
	const text = textOf(await emitLineage({ v1: schema }, { camelCase }), "types.ts");
	return text
		.replace(/^(?:\/\/.*\n)+\n/, "")
		.replace(/\n*export type Example(?:Camel)? = ExampleV1(?:Camel)?;\n/g, "")
		.trim();
}

const object = (properties: Json, required: readonly string[] = []) =>
	({ type: "object", properties, required, additionalProperties: false }) as const;

test("a schema without a type that refers to itself beside one is written out once", async () => {
	const types = await typesOf({
		properties: { child: { type: "object", $ref: "#" }, name: { type: "string" } },
	});
	expect(types.match(/readonly child\?:/g)).toHaveLength(2);
	expect(types).toContain("} & ExampleV1;");
});

test("of open schemas that all refer to each other beside a type, some are written out, the others named", async () => {
	const names = Array.from({ length: 8 }, (_, i) => `d${i}`);
	const all = Object.fromEntries(names.map((name) => [name, { type: "object", $ref: `#/$defs/${name}` }]));
	const $defs = Object.fromEntries(names.map((name) => [name, { properties: all }]));
	const types = await typesOf({ type: "object", properties: all, $defs });
	// Along each path it would be more than eight factorial.
	expect(types.length).toBeLessThan(500_000);
});

describe("types", () => {
	test.each<[string, Json, string]>([
		[
			"arrays of arrays",
			{ type: "array", items: { type: "array", items: { type: "string" } } },
			"readonly (readonly string[])[]",
		],
		[
			"arrays of unions and objects",
			{ type: "array", items: { anyOf: [{ type: "null" }, object({ a: {} }, ["a"])] } },
			"readonly (null | {\n\treadonly a: unknown;\n})[]",
		],
		[
			"tuples are arrays",
			{ type: "array", prefixItems: [{ type: "string" }, { type: "null" }], items: false },
			"readonly (string | null)[]",
		],
		["open tuples", { type: "array", prefixItems: [{ type: "string" }] }, "readonly unknown[]"],
		[
			"maps",
			{ type: "object", additionalProperties: { type: "number" } },
			"{\n\treadonly [k: string]: number;\n}",
		],
		[
			"patterned names",
			{ type: "object", patternProperties: { "^a*/": { type: "null" } }, additionalProperties: false },
			"{\n\treadonly [k: string]: null;\n}",
		],
		[
			"literals",
			{ enum: ["a", 1, null, { $ref: "#", b: -1 }, [[]]] },
			'("a" | 1 | null) | { readonly $ref: "#"; readonly b: -1 } | readonly [readonly []]',
		],
		["literals of the types that may be", { type: ["string", "null"], enum: ["a", 1, null] }, '"a" | null'],
		["no type, no properties", {}, "unknown"],
		["nothing", { type: "string", enum: [1] }, "never"],
		["false within a union", { anyOf: [false, { type: "string" }] }, "string"],
	])("%s", async (_, schema, expected) => {
		const text = await typesOf(schema);
		const body = text.replace(/^export (?:type ExampleV1 =|interface ExampleV1)\s*/, "").replace(/;$/, "");
		expect(body.replace(/\s+/g, "").replace(/^\|/, "")).toBe(expected.replace(/\s+/g, ""));
	});

	test("what json-schema-to-typescript would write twice is written once", async () => {
		const part = { title: "Same", type: "object", properties: { b: { title: "Same", type: "string" } } };
		const schema = {
			title: "Same",
			...object({
				x: { $ref: "#/$defs/part", description: "One." },
				y: { $ref: "#/$defs/part", description: "Another." },
				z: { type: "array", items: { $ref: "#" } },
			}),
			$defs: { part },
		};
		const text = await typesOf(schema);
		expect(text.match(/(?:interface|type) \w+/g)).toEqual(["interface ExampleV1", "interface ExampleV1Part"]);
		expect(text).toContain("readonly x?: ExampleV1Part;");
		expect(text).toContain("readonly z?: readonly ExampleV1[];");
	});

	test("unevaluatedProperties: false narrows nothing that it shouldn't", async () => {
		const schema = {
			type: "object",
			allOf: [object({ a: {} })],
			properties: { b: {} },
			unevaluatedProperties: false,
		};
		expect(await typesOf({ ...schema, allOf: [{ properties: { a: { type: "string" } } }] })).toMatch(
			/readonly a\?: string/,
		);
	});

	test("camelCase renames declared names only", async () => {
		const open = { type: "object", additionalProperties: true };
		const schema = object({ a_b: object({ c_d: { enum: ["e_f"] } }), public_metadata: open, _x__y: {} }, [
			"a_b",
		]);
		const text = await typesOf(schema, true);
		expect(text).toContain('readonly aB: {\n\t\treadonly cD?: "e_f";');
		expect(text).toContain("readonly publicMetadata?: {\n\t\treadonly [k: string]: unknown;");
		expect(text).toContain("readonly _x__y?: unknown;");
	});
});

describe("a third party's lineage, with a branch and a discriminator", () => {
	const item = object({ sku: { type: "string", minLength: 1 }, parent: { $ref: "#" } }, ["sku"]);
	const order = (kind: string, properties: { readonly [name: string]: Json }) =>
		object(
			{
				kind: { const: kind },
				items: { type: "array", items: { $ref: "../parts/item.schema.json" } },
				...properties,
			},
			["kind", ...Object.keys(properties)],
		);
	const documents = {
		schemas: new Map<string, Json>([
			["order/web.schema.json", order("web", { total: { type: "number", exclusiveMinimum: 0 } })],
			["order/shop.schema.json", order("shop", { till: { type: ["integer", "null"] } })],
			["order/one.schema.json", order("order", { total: { type: "number" } })],
			["parts/item.schema.json", item],
		]),
		lineages: new Map<string, Json>([
			[
				"order/lineage.json",
				{ name: "shop/order", type: "Order", versions: ["web", { name: "shop", into: "one" }, "one"] },
			],
		]),
	};

	test("is generated like any other", async () => {
		const files = await emit(documents, parseConfig({}));
		const { orderWeb, orderShop, orderOne } = await load(files);
		const items = [{ sku: "a", parent: { sku: "b" } }];
		const values = [
			{ kind: "web", total: 1, items },
			{ kind: "shop", till: null, items },
			{ kind: "order", total: 1 },
			{ kind: "web", total: 0 },
			{ kind: "shop", till: 1, items: [{ sku: "" }] },
			{ kind: "order", total: 1, more: 1 },
			{ kind: "none" },
		];
		const seen = [orderWeb, orderShop, orderOne].map((version) => [
			values.map((value) => Number(version?.is(value))).join(""),
			values.map((value) => Number(version?.explain(value).length === 0)).join(""),
			values.map((value) => Number(version?.looksLike?.(value))).join(""),
		]);
		expect(seen).toEqual([
			["1000000", "1000000", "1001000"],
			["0100000", "0100000", "0100100"],
			["0010000", "0010000", "0010010"],
		]);
		expect(orderShop?.explain(values[4])).toEqual([
			expect.objectContaining({ instanceLocation: "/items/0/sku", keyword: "minLength" }),
		]);
		expect(orderWeb?.schema).toMatchObject({ $defs: { PartsItem: { required: ["sku"] } } });
		expect(textOf(files, "types.ts")).toContain("export type Order = OrderOne;");
	});
});
