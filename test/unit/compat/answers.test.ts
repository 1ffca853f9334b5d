import { describe, expect, test } from "vitest";
import { compare, intersects, isEmpty } from "../../../src/compat/index.js";
import type { Json } from "../../../src/json/index.js";
import { source } from "../../support/compat/source.js";

describe("compare", () => {
	test("shows a small witness", () => {
		const writer = source({ type: "object", properties: { a: { type: "string" } }, required: ["a"] });
		const reader = source({ type: "object", properties: { a: { minLength: 3 } } });
		expect(compare(writer, reader)).toMatchObject({ verdict: "incompatible", witness: { a: "" } });
	});

	test("says what it could not decide", () => {
		const writer = source({ type: "string", pattern: "^(.)\\1$" });
		expect(compare(writer, source({ type: "string", pattern: "^aa$|^[^a]" }))).toMatchObject({
			verdict: "unknown",
			reason: "pattern",
		});
	});

	test("has no objection of ajv where it holds several patterns", () => {
		const reader = {
			anyOf: [{ patternProperties: { "^a$": { const: 1 } } }, { patternProperties: { "^b": false } }],
		};
		const answer = compare(source({ type: "object", required: ["a", "b"] }), source(reader));
		expect(answer).toMatchObject({ verdict: "incompatible" });
		expect(answer).not.toHaveProperty("objection");
	});

	test("stands by a witness that ajv divides otherwise, and says so", () => {
		const answer = compare(source({ const: 19.99 }), source({ not: { multipleOf: 0.01 } }));
		expect(answer).toMatchObject({ verdict: "incompatible", witness: 19.99 });
		expect(answer).toHaveProperty("objection", "ajv accepts it by the second schema");
	});

	test("proves a schema within itself even where its pattern is beyond automata", () => {
		const schema = source({ type: "string", pattern: "^(.)\\1$" });
		expect(compare(schema, schema).verdict).toBe("compatible");
	});

	test("ends in unknown when the budget is spent", () => {
		const writer = source({
			type: "object",
			required: ["a"],
			properties: { a: { type: "array", minItems: 1 } },
		});
		const reader = source({ properties: { a: { items: { type: "string" } } } });
		expect(compare(writer, reader, { budget: 1 })).toMatchObject({ verdict: "unknown", reason: "budget" });
	});

	test("is the same every time", () => {
		const writer = source({ anyOf: [{ type: "array", uniqueItems: true }, { type: "object" }] });
		const reader = source({ oneOf: [{ maxItems: 2 }, { minProperties: 1 }] });
		expect(compare(writer, reader)).toEqual(compare(writer, reader));
	});

	test("names the keywords that say nothing in the dialect", () => {
		const comparison = compare(source({ nullable: true, "x-note": 1 }), source({ maximumForUs: 3 }));
		expect(comparison.assumptions.ignored).toEqual(["nullable", "maximumForUs"]);
	});

	test("does not decide objects by a retired keyword that validators disagree on", () => {
		const writer = source({ dependencies: { a: ["b"] } });
		expect(compare(writer, source({ dependentRequired: { a: ["b"] } }))).toMatchObject({
			verdict: "unknown",
			reason: "dependencies",
		});
		expect(compare(writer, source(true)).verdict).toBe("compatible");
	});
});

describe("witnesses are small", () => {
	const SMALL: readonly (readonly [string, Json, Json, Json])[] = [
		[
			"no property that need not be there",
			{ type: "object", minProperties: 1 },
			{ required: ["a"] },
			{ b: null },
		],
		["no item that need not be there", { type: "array", minItems: 2 }, { maxItems: 1 }, [null, null]],
		["small numbers", { type: "integer", minimum: 7 }, { maximum: 1e6 }, 1_000_001],
		["round numbers", { type: "number", exclusiveMinimum: 2.125 }, { type: "integer", multipleOf: 8 }, 3],
		["short texts of plain letters", { type: "string", minLength: 3 }, { pattern: "^[^a]*$" }, "aaa"],
		["letters before signs", { type: "string", pattern: "^[!-~]{4}$" }, { pattern: "^x" }, "aaaa"],
		[
			"all of it",
			{
				type: "object",
				required: ["list"],
				properties: {
					list: { type: "array", items: { type: ["string", "integer"] }, contains: { const: 12 } },
				},
			},
			{ properties: { list: { items: { type: "integer", maximum: 11 } } } },
			{ list: [12] },
		],
	];

	test.each(SMALL)("%s", (_, writer, reader, witness) => {
		expect(compare(source(writer), source(reader))).toMatchObject({ verdict: "incompatible", witness });
	});

	test("even where thousands of properties must be there", () => {
		const names = Array.from({ length: 2_000 }, (_, index) => `p${index}`);
		const start = performance.now();
		const answer = compare(source({ type: "object", required: names }), source({ required: ["other"] }));
		expect(answer.verdict).toBe("incompatible");
		expect(performance.now() - start).toBeLessThan(5_000);
	});
});

describe("formats", () => {
	const writer = source({ type: "string", format: "date-time" });
	const reader = source({ type: "string", format: "date" });

	test("say nothing unless asked", () => {
		expect(compare(writer, reader)).toMatchObject({
			verdict: "compatible",
			assumptions: { formats: "annotation" },
		});
	});

	test("imply themselves alone, when they assert without checks", () => {
		expect(compare(writer, writer, { formats: "assertion" }).verdict).toBe("compatible");
		expect(compare(writer, reader, { formats: "assertion" })).toMatchObject({
			verdict: "unknown",
			reason: "format date-time, date",
		});
	});

	test("give witnesses, when they assert with checks", () => {
		const formats = new Map([
			["date-time", (text: string) => /^\d{4}-\d\d-\d\dT/.test(text)],
			["date", (text: string) => /^\d{4}-\d\d-\d\d$/.test(text)],
		]);
		expect(compare(writer, reader, { formats })).toMatchObject({
			verdict: "incompatible",
			witness: "2024-02-29T",
		});
	});
});

describe("intersects", () => {
	test("shows an instance of both", () => {
		const answer = intersects(source({ minimum: 3, type: "integer" }), source({ maximum: 4, multipleOf: 2 }));
		expect(answer).toMatchObject({ intersects: true, witness: 4 });
	});

	test("proves that there is none", () => {
		const closed = (name: string) => {
			return source({
				type: "object",
				properties: { [name]: true },
				required: [name],
				additionalProperties: false,
			});
		};
		expect(intersects(closed("a"), closed("b"))).toMatchObject({ intersects: false });
	});
});

describe("isEmpty", () => {
	test("proves an endless tree empty", () => {
		const schema = { type: "object", properties: { next: { $ref: "#" } }, required: ["next"] };
		expect(isEmpty(source(schema))).toMatchObject({ empty: true });
	});

	test("shows an instance of a tree that ends", () => {
		const schema = {
			type: "object",
			properties: { next: { anyOf: [{ $ref: "#" }, { const: 1 }] } },
			required: ["next"],
		};
		expect(isEmpty(source(schema))).toMatchObject({ empty: false, witness: { next: 1 } });
	});

	test("finds a closed schema that is asked for more unsatisfiable", () => {
		const schema = {
			allOf: [
				{ properties: { a: true }, additionalProperties: false, type: "object" },
				{ required: ["user"] },
			],
		};
		expect(isEmpty(source(schema))).toMatchObject({ empty: true });
	});
});
