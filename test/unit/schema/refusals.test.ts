import { describe, expect, test } from "vitest";
import type { Json } from "../../../src/json/index.js";
import { SchemaError, schemaGraph } from "../../../src/schema/index.js";

function load(schema: Json, others: Readonly<Record<string, Json>> = {}) {
	const documents = new Map([["a/b.schema.json", schema], ...Object.entries(others)]);
	return schemaGraph({ documents, root: "a/b.schema.json" });
}

function refusal(schema: Json, others: Readonly<Record<string, Json>> = {}): SchemaError {
	try {
		load(schema, others);
	} catch (error) {
		if (error instanceof SchemaError) return error;
		throw error;
	}
	throw new Error("not refused");
}

const ownProto = JSON.parse('{"properties":{"__proto__":{"type":"string"}}}');
const breakout = "*/ console.log(1) /*";

describe("what is refused, and the near miss that is not", () => {
	test.each<[string, string, Json, Json]>([
		["ref-outside", "/$ref", { $ref: "http://127.0.0.1/x.json" }, { $ref: "#/$defs/x", $defs: { x: {} } }],
		[
			"ref-outside",
			"/$ref",
			{ $ref: "file:///etc/passwd" },
			{ $ref: "b.schema.json#/$defs/x", $defs: { x: {} } },
		],
		[
			"ref-outside",
			"/$ref",
			{ $ref: "data:application/json,{}" },
			{ const: { $ref: "data:application/json,{}" } },
		],
		[
			"ref-outside",
			"/items/$ref",
			{ items: { $ref: "../secret.json" } },
			{ items: { $ref: "../a/b.schema.json" } },
		],
		[
			"ref-dangling",
			"/$ref",
			{ $ref: "#/$defs/y", $defs: { x: {} } },
			{ $ref: "#y", $defs: { x: { $anchor: "y" } } },
		],
		[
			"ref-dangling",
			"/$ref",
			{ $ref: "#/required", required: [] },
			{ $ref: "#/properties/a", properties: { a: {} } },
		],
		[
			"dialect-unsupported",
			"/$schema",
			{ $schema: "http://127.0.0.1/meta.json" },
			{ $schema: "https://json-schema.org/draft/2020-12/schema" },
		],
		[
			"dialect-unsupported",
			"/$schema",
			{ $schema: "http://json-schema.org/draft-03/schema#" },
			{ $schema: "http://json-schema.org/draft-07/schema#" },
		],
		[
			"identifier-unsafe",
			"/$id",
			{ $id: `https://x.test/${breakout.replaceAll(" ", "")}` },
			{ $id: "https://x.test/a~b?c=d&e=%20" },
		],
		["identifier-unsafe", "/$id", { $id: "https://x.test/'a'" }, { $id: "urn:example:a" }],
		["identifier-unsafe", "/items/$id", { items: { $id: "a(b)" } }, { items: { $id: "a-b" } }],
		["identifier-unsafe", "/$anchor", { $anchor: "a*b" }, { $anchor: "a.b" }],
		["own-proto-key", "/properties/__proto__", ownProto, { properties: { constructor: {}, proto: {} } }],
		["pattern-invalid", "/pattern", { pattern: "(" }, { pattern: "\\(" }],
		[
			"pattern-invalid",
			"/patternProperties/[",
			{ patternProperties: { "[": {} } },
			{ patternProperties: { "\\[": {} } },
		],
		["self-reference", "", { $ref: "#" }, { items: { $ref: "#" } }],
		[
			"self-reference",
			"",
			{ anyOf: [{ type: "null" }, { $ref: "#" }] },
			{ anyOf: [{ type: "null" }, { contains: { $ref: "#" } }] },
		],
		["schema-invalid", "/type", { type: "strin" }, { type: "string" }],
		["schema-invalid", "/required", { required: ["a", 1] }, { required: ["a", "b"] }],
		["number-unsafe", "/maximum", { maximum: Number.POSITIVE_INFINITY }, { maximum: Number.MAX_VALUE }],
		[
			"identifier-duplicate",
			"/$defs/y",
			{ $defs: { x: { $anchor: "a" }, y: { $anchor: "a", type: "null" } } },
			{ $defs: { x: { $anchor: "a" }, y: { $id: "y", $anchor: "a", type: "null" } } },
		],
	])("%s at %s", (code, keywordLocation, refused, accepted) => {
		const error = refusal(refused);
		expect(error).toMatchObject({ name: "SchemaError", code, file: "a/b.schema.json", keywordLocation });
		expect(error.message).toMatch(/^a\/b\.schema\.json/);
		expect(error.message).not.toMatch(/[\n\r\u2028]/);
		expect(() => load(accepted)).not.toThrow();
	});

	test("a message is one line of a sensible length, whatever a key holds", () => {
		const error = refusal({ properties: { [`a\n\u001b[2J${"b".repeat(9_999)}`]: { type: 1 } } });
		expect(error.code).toBe("schema-invalid");
		expect(error.message.length).toBeLessThanOrEqual(500);
		expect(error.message).not.toMatch(/\p{Cc}/u);
	});
});

describe("bounds", () => {
	const nested = (depth: number): Json => (depth === 0 ? {} : { not: nested(depth - 1) });
	const chain = (length: number) =>
		Object.fromEntries(
			Array.from({ length }, (_, i) => [`d${i}`, { allOf: [{ $ref: `#/$defs/d${i + 1}` }] }]),
		);
	const doubling = (length: number) =>
		Object.fromEntries(
			Array.from({ length }, (_, i) => [
				`d${i}`,
				{ anyOf: [{ $ref: `#/$defs/d${i + 1}` }, { $ref: `#/$defs/d${i + 1}` }] },
			]),
		);

	test("depth", () => {
		expect(() => load(nested(99))).not.toThrow();
		expect(refusal(nested(100)).code).toBe("too-deep");
		let hostile: Json = {};
		for (let depth = 0; depth < 200_000; depth++) hostile = { not: hostile };
		expect(refusal(hostile).code).toBe("too-deep");
	});

	test("values", () => {
		expect(() => load({ enum: Array.from({ length: 199_000 }, (_, i) => i) })).not.toThrow();
		expect(refusal({ enum: Array.from({ length: 200_001 }, (_, i) => i) }).code).toBe("too-large");
	});

	test("branches multiply along references", () => {
		expect(() => load({ $ref: "#/$defs/d0", $defs: { ...doubling(10), d10: {} } })).not.toThrow();
		expect(refusal({ $ref: "#/$defs/d0", $defs: { ...doubling(24), d24: {} } }).code).toBe("too-complex");
		expect(refusal({ $ref: "#/$defs/d0", $defs: { ...chain(5_000), d5000: {} } }).code).toBe("too-complex");
	});
});

describe("references", () => {
	test("between files they start from the file's place, or its $id", () => {
		const others = {
			"c/d.schema.json": { type: "string" as const },
			"e.schema.json": { $id: "https://x.test/e" },
		};
		const schema = { anyOf: [{ $ref: "../c/d.schema.json" }, { $ref: "https://x.test/e" }] };
		const { nodes, written } = load(schema, others);
		const targets = written.flatMap(({ references }) => references.map((index) => nodes[index]?.place));
		expect(targets.map((place) => `${place?.file}#${place?.keywordLocation}`).sort()).toEqual([
			"c/d.schema.json#",
			"e.schema.json#",
		]);
		expect(() => schemaGraph({ documents: new Map([["a", schema]]), root: "nowhere" })).toThrow(SchemaError);
	});

	test("no way of dots leads out of the set", () => {
		expect(refusal({ $ref: "../../../../../etc/passwd" }).code).toBe("ref-outside");
		expect(refusal({ $ref: "//127.0.0.1/c/d.schema.json" }, { "c/d.schema.json": {} }).code).toBe(
			"ref-outside",
		);
	});

	test("escapes in pointers and file names", () => {
		const others = { "f/g h.schema.json": { $defs: { "i/j~k %": { type: "null" as const } } } };
		expect(() => load({ $ref: "../f/g%20h.schema.json#/$defs/i~1j~0k%20%25" }, others)).not.toThrow();
	});
});
