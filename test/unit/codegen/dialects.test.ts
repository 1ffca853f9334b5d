import { describe, expect, test } from "vitest";
import { emit, parseConfig, parseLineage } from "../../../src/codegen/index.js";
import type { Json } from "../../../src/json/index.js";
import { compileErrors } from "../../support/schemastore/index.js";
import { emitLineage, load, textOf } from "./support.js";

const URIS = {
	"draft-04": "http://json-schema.org/draft-04/schema#",
	"draft-06": "http://json-schema.org/draft-06/schema#",
	"draft-07": "http://json-schema.org/draft-07/schema#",
	"2019-09": "https://json-schema.org/draft/2019-09/schema",
	"2020-12": "https://json-schema.org/draft/2020-12/schema",
} as const;

/** Which of the values the generated validator takes, as 1 and 0; `explain` has to agree. */
async function taken(schema: Json, values: readonly Json[]): Promise<string> {
	const { exampleV1 } = await load(await emitLineage({ v1: schema }));
	return values
		.map((value) => {
			const is = exampleV1?.is(value);
			expect(exampleV1?.explain(value).length === 0).toBe(is);
			return Number(is);
		})
		.join("");
}

describe("a keyword means what it means in its dialect", () => {
	test.each<[string, keyof typeof URIS, Json, readonly Json[], string]>([
		["exclusive bounds", "draft-04", { minimum: 1, exclusiveMinimum: true }, [1, 2], "01"],
		["exclusive bounds", "draft-06", { exclusiveMinimum: 1 }, [1, 2], "01"],
		["const", "draft-04", { const: 1 }, [1, 2], "11"],
		["const", "draft-06", { const: 1 }, [1, 2], "10"],
		["if", "draft-06", { if: { const: 2 }, else: false }, [1], "1"],
		["if", "draft-07", { if: { const: 2 }, else: false }, [1], "0"],
		["tuples", "draft-07", { items: [{ const: 1 }], additionalItems: false }, [[1], [2], [1, 1]], "100"],
		[
			"tuples",
			"2019-09",
			{ items: [{ const: 1 }], additionalItems: { const: 2 } },
			[
				[1, 2],
				[1, 1],
			],
			"10",
		],
		["tuples", "2020-12", { prefixItems: [{ const: 1 }], items: false }, [[1], [1, 1]], "10"],
		[
			"dependencies",
			"draft-07",
			{ dependencies: { a: ["b"], c: { required: ["d"] } } },
			[{ a: 1 }, { a: 1, b: 1 }, { c: 1 }, { c: 1, d: 1 }],
			"0101",
		],
		[
			"a reference alone",
			"draft-07",
			{
				definitions: { a: { type: "string" } },
				properties: { x: { $ref: "#/definitions/a", maxLength: 1 } },
			},
			[{ x: "long" }, { x: 1 }],
			"10",
		],
		[
			"a reference with others",
			"2019-09",
			{ $defs: { a: { type: "string" } }, properties: { x: { $ref: "#/$defs/a", maxLength: 1 } } },
			[{ x: "long" }, { x: "s" }],
			"01",
		],
		["harmless forms", "2020-12", { contains: false, minContains: 0, if: false }, [[], [1]], "11"],
	])("%s in %s", async (_, dialect, schema, values, expected) => {
		expect(await taken({ $schema: URIS[dialect], ...(schema as object) }, values)).toBe(expected);
	});

	test("also where a document that names none is read in that of two others", async () => {
		const shared = { "shared.schema.json": { dependencies: { a: { required: ["b"] } }, const: { a: 1 } } };
		const files = await emitLineage(
			{
				old: { $schema: URIS["draft-04"], $ref: "../shared.schema.json" },
				new: { $schema: URIS["draft-07"], properties: { x: { $ref: "../shared.schema.json" } } },
			},
			{},
			shared,
		);
		const { exampleOld, exampleNew } = await load(files);
		expect([exampleOld?.is({ a: 1 }), exampleOld?.is({ c: 1 })]).toEqual([false, true]);
		expect([exampleNew?.is({ x: { c: 1 } }), exampleNew?.is({})]).toEqual([false, true]);
	});
});

describe("types", () => {
	test("a tag tells branches apart that leave their type to the schema around them", async () => {
		const card = {
			properties: { kind: { const: "card" }, number: { type: "string" } },
			required: ["number"],
		};
		const cash = { properties: { kind: { const: "cash" }, till: { type: "integer" } }, required: ["till"] };
		const kind = { type: "object", properties: { kind: { enum: ["card", "cash"] } }, required: ["kind"] };
		for (const [name, oneOf] of [
			["written out", [card, cash]],
			["referred to", [{ $ref: "#/definitions/card" }, { $ref: "#/definitions/cash" }]],
		] as const) {
			const schema = { $schema: URIS["draft-07"], ...kind, oneOf: [...oneOf], definitions: { card, cash } };
			const types = textOf(await emitLineage({ v1: schema }), "types.ts");
			const use = `import type { Example } from "./types.js";
export const told = (x: Example): string => (x.kind === "card" ? x.number : x.till.toFixed(2));
`;
			const files = new Map([
				["types.ts", types],
				["index.ts", use],
			]);
			expect(compileErrors(files), name).toEqual([]);
		}
	});

	test("names that are not ASCII's stay", async () => {
		const schema = {
			type: "object",
			properties: { größe: { $ref: "#/$defs/größe" }, 名前: { $ref: "#/$defs/名前" } },
			required: ["größe"],
			$defs: { größe: { type: "object", properties: { breite: {} } }, 名前: { enum: ["山"] } },
		};
		const files = await emitLineage({ v1: schema });
		expect(textOf(files, "types.ts")).toContain("readonly größe: ExampleV1Größe;");
		expect(textOf(files, "types.ts")).toContain("readonly 名前?: ExampleV1名前;");
		expect(textOf(files, "types.ts")).toContain('export type ExampleV1名前 = "山";');
		const texts = files.map(({ path, text }) => [path, text] as const);
		expect(compileErrors(new Map(texts))).toEqual([]);
		const { exampleV1 } = await load(files);
		expect([exampleV1?.is({ größe: {} }), exampleV1?.is({ größe: {}, 名前: "川" })]).toEqual([true, false]);
	});
});

describe("where a version's schema stands", () => {
	const api = (amount: Json): Json => ({
		openapi: "3.0.3",
		info: { title: "Shop", version: "1" },
		paths: {},
		components: {
			schemas: {
				Order: {
					type: "object",
					properties: {
						amount,
						note: { type: "string", nullable: true },
						to: { $ref: "#/components/schemas/To" },
					},
					required: ["amount"],
					discriminator: { propertyName: "kind" },
					example: { amount: 1 },
				},
				To: { type: "object", properties: { street: { $ref: "common.json#/components/schemas/Street" } } },
			},
		},
	});
	const common = {
		openapi: "3.0.3",
		components: { schemas: { Street: { type: "string", nullable: true } } },
	};

	test("in an API's document, with what it refers to", async () => {
		const lineage = {
			name: "shop/order",
			type: "Order",
			versions: {
				v1: "api-v1.json#/components/schemas/Order",
				v2: { schema: "api-v2.json#/components/schemas/Order" },
			},
		};
		const schemas = new Map<string, Json>([
			["order/api-v1.json", api({ type: "number", minimum: 0, exclusiveMinimum: true })],
			["order/api-v2.json", api({ type: "string" })],
			["order/common.json", common],
		]);
		const lineages = new Map<string, Json>([["order/lineage.json", lineage]]);
		const files = await emit({ schemas, lineages }, parseConfig({}));
		const { orderV1, orderV2 } = await load(files);
		const values = [
			{ amount: 1, note: null },
			{ amount: 0 },
			{ amount: "1", to: { street: null } },
			{ amount: "1", to: null },
		];
		expect(values.map((value) => [orderV1?.is(value), orderV2?.is(value)].map(Number).join(""))).toEqual([
			"10",
			"00",
			"01",
			"00",
		]);
		expect(textOf(files, "types.ts")).toContain("readonly note?: string | null;");
		expect(textOf(files, "types.ts")).toContain("readonly to?: OrderV1To;");
	});

	const parsed = (versions: Json, files: readonly string[] = []) =>
		parseLineage("a/lineage.json", { name: "a", type: "A", versions }, new Set(files)).versions;

	test("beside its lineage, in any form that schemas have", () => {
		const files = ["a/v1.schema.yaml", "a/v2.schema.json"];
		expect(parsed(["v1", "v2", "v3"], files).map(({ file }) => file)).toEqual([...files, "a/v3.schema.json"]);
	});

	test("where its entry says", () => {
		const list = parsed([{ name: "1", schema: "../b/x.yaml#/$defs/y~1z", into: "2" }, "2"]);
		expect(list[0]).toMatchObject({ name: "1", file: "b/x.yaml", pointer: "/$defs/y~1z", next: "2" });
	});

	test.each<[string, Json, readonly string[]]>([
		["/versions/v1", { v1: "../../x.json" }, []],
		["/versions/v1", { v1: "/etc/passwd" }, []],
		["/versions/v1", { v1: "x.json#y" }, []],
		["/versions/v1", { v1: 1 }, []],
		["/versions/2021", { v1: "x.json", 2021: "y.json" }, []],
		["/versions/0", ["v1"], ["a/v1.schema.json", "a/v1.schema.yml"]],
		["/versions/a~1b", { "a/b": "x.json" }, []],
		["/versions", {}, []],
	])("a mistake at %s", (keywordLocation, versions, files) => {
		expect(() => parsed(versions, files)).toThrow(
			expect.objectContaining({ code: "lineage-invalid", keywordLocation }),
		);
	});
});
