import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compare, type Dialect } from "../../../src/compat/index.js";
import type { Json, JsonObject } from "../../../src/json/index.js";
import { SchemaError } from "../../../src/schema/index.js";
import { source } from "../../support/compat/source.js";

function verdict(writer: Json, reader: Json, dialect: Dialect, readerDialect: Dialect = dialect): string {
	return compare(source(writer, dialect), source(reader, readerDialect)).verdict;
}

describe("dialects", () => {
	test("draft 4 and OpenAPI 3.0 have boolean exclusive bounds", () => {
		const writer = { type: "number", minimum: 3, exclusiveMinimum: true };
		for (const dialect of ["draft4", "openapi-3.0"] as const) {
			expect(verdict(writer, { exclusiveMinimum: 3 }, dialect, "draft2020-12")).toBe("compatible");
			expect(verdict({ ...writer, exclusiveMinimum: false }, writer, dialect)).toBe("incompatible");
		}
	});

	test("nullable adds null in OpenAPI 3.0, where there is a type", () => {
		const nullable = { type: "string", nullable: true };
		expect(verdict({ type: ["string", "null"] }, nullable, "draft2020-12", "openapi-3.0")).toBe("compatible");
		expect(verdict({ type: ["string", "null"] }, nullable, "draft2020-12")).toBe("incompatible");
		expect(verdict({ nullable: true, maxLength: 1 }, { maxLength: 1 }, "openapi-3.0")).toBe("compatible");
	});

	test("before 2019-09 a $ref stands alone", () => {
		const writer = { $ref: "#/definitions/a", maximum: 1, definitions: { a: { type: "number" } } };
		expect(verdict({ type: "number" }, writer, "draft7")).toBe("compatible");
		expect(verdict({ type: "number" }, writer, "draft2019-09")).toBe("incompatible");
	});

	test("before 2020-12 an array of items is a tuple", () => {
		const tuple = { items: [{ const: 1 }], additionalItems: { const: 2 } };
		const inNewer = { prefixItems: [{ const: 1 }], items: { const: 2 } };
		expect(verdict(tuple, inNewer, "draft7", "draft2020-12")).toBe("compatible");
		expect(verdict(inNewer, tuple, "draft2020-12", "draft2019-09")).toBe("compatible");
		expect(verdict({}, { items: { const: 1 }, additionalItems: false }, "draft7")).toBe("incompatible");
	});

	test("dependencies are names or schemas", () => {
		const writer = { dependencies: { a: ["b"], c: { required: ["d"] } } };
		const reader = { dependentRequired: { a: ["b"], c: ["d"] } };
		expect(verdict(writer, reader, "draft7", "draft2020-12")).toBe("compatible");
		expect(verdict(reader, writer, "draft2020-12", "draft4")).toBe("compatible");
	});

	test("contains evaluates items from 2020-12 on", () => {
		const schema = { contains: { const: 1 }, unevaluatedItems: { const: 2 } };
		const reader = { items: { const: 2 } };
		expect(verdict({ ...schema, items: { const: 1 } }, reader, "draft2020-12")).toBe("incompatible");
		expect(verdict(schema, reader, "draft2019-09")).toBe("compatible");
		expect(verdict(schema, reader, "draft2020-12")).toBe("incompatible");
	});

	test("a $dynamicRef leads to the outermost anchor", () => {
		const list = (item: Json) => ({
			$id: "https://x.test/strings",
			$ref: "list",
			$defs: {
				item: { $dynamicAnchor: "item", ...Object(item) },
				list: {
					$id: "list",
					type: "array",
					items: { $dynamicRef: "#item" },
					$defs: { item: { $dynamicAnchor: "item" } },
				},
			},
		});
		expect(verdict(list({ const: 1 }), { items: { const: 1 } }, "draft2020-12")).toBe("compatible");
		expect(verdict(list({ type: "integer" }), list({ type: "number" }), "draft2020-12")).toBe("compatible");
	});

	test("a $recursiveRef leads to the outermost recursive anchor", () => {
		const schema = {
			$id: "https://x.test/outer",
			$recursiveAnchor: true,
			$ref: "tree",
			required: ["name"],
			$defs: {
				tree: {
					$id: "tree",
					$recursiveAnchor: true,
					type: "object",
					properties: { below: { $recursiveRef: "#" } },
				},
			},
		};
		expect(verdict(schema, { properties: { below: { required: ["name"] } } }, "draft2019-09")).toBe(
			"compatible",
		);
		// ajv follows the anchor all the same: its objection does not change the verdict.
		const fixed = { ...schema, $defs: { tree: { ...schema.$defs.tree, $recursiveAnchor: false } } };
		expect(verdict(fixed, { properties: { below: { required: ["name"] } } }, "draft2019-09")).toBe(
			"incompatible",
		);
	});

	test("documents refer to each other by file, and to their dialect's meta-schema", () => {
		const documents = new Map<string, Json>([
			["a/root.json", { properties: { a: { $ref: "../b.json#/$defs/x" } } }],
			["b.json", { $defs: { x: { const: 1 } } }],
		]);
		const writer = { documents, root: "a/root.json" };
		expect(compare(writer, source({ properties: { a: { const: 1 } } })).verdict).toBe("compatible");
		expect(compare(writer, source({ properties: { a: { const: 2 } } })).verdict).toBe("incompatible");
		const meta = { $ref: "https://json-schema.org/draft/2020-12/schema" };
		expect(verdict(meta, { type: ["object", "boolean"] }, "draft2020-12")).toBe("compatible");
	});
});

describe("meta-schemas", () => {
	const PUBLISHED: readonly (readonly [Dialect, string, string])[] = [
		["draft4", "http://json-schema.org/draft-04/schema", "@hyperjump/json-schema/draft-04"],
		["draft6", "http://json-schema.org/draft-06/schema", "ajv/dist/refs/json-schema-draft-06.json"],
		["draft7", "http://json-schema.org/draft-07/schema", "ajv/dist/refs/json-schema-draft-07.json"],
	];

	test.each(PUBLISHED)(
		"%s: the one that $ref leads to means what the published one does",
		async (dialect, uri, file) => {
			const { id: _, $id: __, ...published } = await publishedAt(file);
			for (const formats of ["annotation", "assertion"] as const) {
				for (const reference of [uri, `${uri}#`]) {
					const own = source({ $ref: reference }, dialect);
					expect(compare(own, source(published, dialect), { formats }).verdict).toBe("compatible");
					expect(compare(source(published, dialect), own, { formats }).verdict).toBe("compatible");
				}
			}
			expect(compare(source({ type: "string" }, dialect), source({ $ref: uri }, dialect)).verdict).toBe(
				"incompatible",
			);
		},
	);

	test("their definitions can be referred to, too", () => {
		const count = { $ref: "http://json-schema.org/draft-04/schema#/definitions/positiveInteger" };
		expect(verdict(count, { type: "integer", minimum: 0 }, "draft4")).toBe("compatible");
		expect(verdict({ type: "integer", minimum: 0 }, count, "draft4")).toBe("compatible");
		expect(verdict(count, { minimum: 1 }, "draft4")).toBe("incompatible");
	});

	async function publishedAt(file: string): Promise<JsonObject> {
		const location = new URL(import.meta.resolve(file));
		if (location.pathname.endsWith(".json")) return JSON.parse(readFileSync(location, "utf8"));
		// A module of that package that its exports don't name.
		return (await import(new URL("schema.js", location).href)).default;
	}
});

describe("refusals", () => {
	const refused: readonly (readonly [string, Json])[] = [
		["self-reference", { $ref: "#" }],
		["ref-outside", { $ref: "https://x.test/other" }],
		["ref-dangling", { $ref: "#/$defs/none" }],
		["pattern-invalid", { pattern: "(" }],
		["schema-invalid", { minLength: "2" }],
		["schema-invalid", { anyOf: [] }],
		["schema-invalid", { properties: { a: 1 } }],
		["dialect-unsupported", { $schema: "https://x.test/dialect" }],
		["identifier-unsafe", { $id: "https://x.test/*/ evil" }],
		["own-proto-key", JSON.parse('{"properties": {"__proto__": true}}')],
	];

	test.each(refused)("%s: %j", (code, schema) => {
		let error: unknown;
		try {
			compare(source(true), source(schema));
		} catch (thrown) {
			error = thrown;
		}
		expect(error).toBeInstanceOf(SchemaError);
		expect(error).toHaveProperty("code", code);
	});
});
