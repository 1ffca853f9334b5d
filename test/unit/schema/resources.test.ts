import { describe, expect, test } from "vitest";
import type { Json } from "../../../src/json/index.js";
import { type Dialect, type Node, SchemaError, schemaGraph } from "../../../src/schema/index.js";

type Documents = { readonly [file: string]: Json };

const graphOf = (root: string, documents: Documents, dialect?: Dialect) =>
	schemaGraph({ root, documents: new Map(Object.entries(documents)), ...(dialect ? { dialect } : {}) });

/** The node of a place, as it was read. */
function nodeAt(root: string, documents: Documents, place: string, dialect?: Dialect): Node | undefined {
	const { nodes } = graphOf(root, documents, dialect);
	return nodes.find(({ place: { file, keywordLocation } }) => `${file}#${keywordLocation}` === place);
}

const D12 = "https://json-schema.org/draft/2020-12/schema";
const D7 = "http://json-schema.org/draft-07/schema#";
const D4 = "http://json-schema.org/draft-04/schema#";

describe("each resource is read in its own dialect", () => {
	test("a document of 2020-12 that draft 7 refers to keeps what draft 7 lacks", () => {
		const address = {
			$schema: D12,
			$ref: "#/$defs/o",
			required: ["zip"],
			dependentRequired: { zip: ["city"] },
			prefixItems: [{ type: "string" }],
			unevaluatedProperties: false,
			$defs: { o: { type: "object" } },
		};
		const documents = { "a.json": { $schema: D7, items: { $ref: "b.json" } }, "b.json": address };
		expect(nodeAt("a.json", documents, "b.json#")).toMatchObject({
			required: ["zip"],
			dependentRequired: new Map([["zip", ["city"]]]),
			prefixItems: [expect.any(Number)],
			unevaluatedProperties: expect.any(Number),
		});
	});

	test("a document of draft 7 that 2020-12 refers to has nothing that draft 7 lacks", () => {
		const old = {
			$schema: D7,
			$ref: "#/definitions/o",
			required: ["zip"],
			definitions: { o: { minProperties: 1 } },
		};
		const documents = { "a.json": { $schema: D12, items: { $ref: "b.json" } }, "b.json": old };
		expect(nodeAt("a.json", documents, "b.json#")).toEqual({
			place: { file: "b.json", keywordLocation: "" },
			allOf: [expect.any(Number)],
		});
	});

	test("an embedded resource names its own, also by the keyword of that dialect", () => {
		const embedded = { id: "http://x.test/e", $schema: D4, minimum: 1, exclusiveMinimum: true };
		const documents = { "a.json": { $schema: D7, $ref: "http://x.test/e", definitions: { e: embedded } } };
		expect(nodeAt("a.json", documents, "a.json#/definitions/e")).toMatchObject({ exclusiveMinimum: 1 });
	});

	test("one that names none is read as the root is; what is given counts for the root, whatever it names", () => {
		const bound = { minimum: 1, exclusiveMinimum: true };
		const documents = { "a.json": { $schema: D4, items: { $ref: "b.json" } }, "b.json": bound };
		expect(nodeAt("a.json", documents, "b.json#")).toMatchObject({ exclusiveMinimum: 1 });
		const forced = { "a.json": { $schema: D12, ...bound, items: { $ref: "b.json" } }, "b.json": bound };
		expect(nodeAt("a.json", forced, "a.json#", "draft4")).toMatchObject({ exclusiveMinimum: 1 });
		expect(nodeAt("a.json", forced, "b.json#", "draft4")).toMatchObject({ exclusiveMinimum: 1 });
	});

	test.each<[string, Json, Partial<Node>]>([
		["OpenAPI 3.0", { openapi: "3.0.3" }, { types: 9 }],
		["OpenAPI 3.1", { openapi: "3.1.0" }, { types: 8, minContains: 0 }],
		["OpenAPI 3.1 with a dialect", { openapi: "3.1.0", jsonSchemaDialect: D7 }, { types: 8 }],
		["AsyncAPI", { asyncapi: "2.6.0" }, { types: 8 }],
	])("%s says it by its own member", (_, head, expected) => {
		const schema = { type: "string", nullable: true, contains: {}, minContains: 0 };
		const api = { ...(head as object), components: { schemas: { A: schema } } };
		const documents = { "root.json": { $ref: "api.json#/components/schemas/A" }, "api.json": api };
		const { place, contains, ...asserted } =
			nodeAt("root.json", documents, "api.json#/components/schemas/A") ?? {};
		expect(asserted).toMatchObject(expected);
		expect("minContains" in asserted).toBe("minContains" in expected);
	});
});

describe("a $schema may be spelled as people do", () => {
	test.each([
		"http://json-schema.org/draft-07/schema",
		"https://json-schema.org/draft-07/schema#",
		"http://json-schema.org/draft/2019-09/schema#",
		"https://json-schema.org/draft/2020-12/schema#",
		"http://json-schema.org/draft-04/schema",
	])("%s", ($schema) => {
		expect(graphOf("a.json", { "a.json": { $schema } }).nodes).toHaveLength(1);
	});

	test("another is refused, with its value and what to do", () => {
		const refused = () => graphOf("a.json", { "a.json": { $schema: "https://x.test/mine" } });
		expect(refused).toThrow('a.json#/$schema: "https://x.test/mine"');
		expect(refused).toThrow("--dialect");
		expect(graphOf("a.json", { "a.json": { $schema: "https://x.test/mine" } }, "draft7").nodes).toHaveLength(
			1,
		);
	});
});

describe("meta-schemas", () => {
	const referring = (reference: string) =>
		graphOf("a.json", { "a.json": { $schema: D7, properties: { d: { $ref: reference } } } });

	test.each([
		"http://json-schema.org/draft-04/schema#/properties/default",
		"http://json-schema.org/draft-06/schema#/properties/default",
		"http://json-schema.org/draft-07/schema#/definitions/nonNegativeInteger",
		"https://json-schema.org/draft-07/schema#",
		"https://json-schema.org/draft/2019-09/schema",
		"https://json-schema.org/draft/2020-12/meta/validation#/$defs/simpleTypes",
	])("%s can be referred to from any dialect", (reference) => {
		expect(referring(reference).nodes.length).toBeGreaterThan(1);
	});

	test("one that does not exist cannot", () => {
		expect(() => referring("http://json-schema.org/draft-04/schema#/properties/const")).toThrow(SchemaError);
		expect(() => referring("http://json-schema.org/draft-05/schema#")).toThrow("leads outside");
	});

	test("a copy that the document brings along takes its place", () => {
		const copy = { $id: "http://json-schema.org/draft-07/schema", type: "string" };
		const document = {
			$schema: D7,
			items: { $ref: "http://json-schema.org/draft-07/schema#" },
			definitions: { copy },
		};
		expect(nodeAt("a.json", { "a.json": document }, "a.json#/definitions/copy")).toMatchObject({ types: 8 });
	});
});

describe("identifiers", () => {
	const both = (a: Json, b: Json) => ({ "a.json": { $defs: { a, b }, $ref: "http://x.test/e" } });

	test("two of one name are refused with both places, unless they say the same", () => {
		const e = { $id: "http://x.test/e", type: "string" };
		expect(() => graphOf("a.json", both(e, { ...e, type: "number" }))).toThrow(
			"a.json#/$defs/b: names the same as #/$defs/a, and says something else",
		);
		expect(graphOf("a.json", both(e, { ...e })).nodes).toHaveLength(2);
	});

	test("a pointer as an identifier names nothing new", () => {
		const item = { $id: "#/items", type: "string" };
		expect(graphOf("a.json", { "a.json": { $schema: D7, items: item, contains: item } }).nodes).toHaveLength(
			3,
		);
	});
});

describe("patterns", () => {
	test.each(["^\\d(\\,\\d)*\\_$", "^[a-z]]?$", "(?i)abc", "(?P<year>\\d+)", "a++", "[[:alpha:]]"])(
		"%s is read as one that nobody knows",
		(pattern) => {
			const { unreadable } = graphOf("a.json", {
				"a.json": { pattern, patternProperties: { [pattern]: {} } },
			});
			expect(unreadable.map(({ keywordLocation }) => keywordLocation)).toHaveLength(2);
		},
	);

	test.each(["(", "[", "a{2,1}"])("%s is refused", (pattern) => {
		expect(() => graphOf("a.json", { "a.json": { pattern } })).toThrow("not a regular expression");
	});

	test.each(["^a$", "^(?=a).", "\\p{L}"])("%s is known", (pattern) => {
		expect(graphOf("a.json", { "a.json": { pattern } }).unreadable).toEqual([]);
	});
});
