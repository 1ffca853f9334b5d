import { describe, expect, test } from "vitest";
import type { Json } from "../../../src/json/index.js";
import { type Dialect, schemaGraph } from "../../../src/schema/index.js";
import { Undecidable, validator } from "../../../src/validate/index.js";

function validatorOf(schema: Json, dialect?: Dialect) {
	const documents = new Map([["s.json", schema]]);
	return validator(schemaGraph({ documents, root: "s.json", ...(dialect && { dialect }) }));
}

/** What is wrong with an instance, each as one text: the place, and where the keyword stands. */
const told = (schema: Json, instance: Json) =>
	validatorOf(schema)
		.explain(instance)
		.map(({ instanceLocation, keywordLocation }) => `${instanceLocation} by ${keywordLocation}`);

describe("is", () => {
	test("divides decimals exactly, which doubles don't", () => {
		const { is } = validatorOf({ multipleOf: 0.01 });
		expect([19.99, 0.07, 1.1, -4.35, 1e22, 5e-324].map(is)).toEqual([true, true, true, true, true, false]);
		expect(19.99 % 0.01).not.toBe(0);
	});

	test("counts code points, half pairs among them", () => {
		const { is } = validatorOf({ minLength: 2, maxLength: 2 });
		expect(["💩💩", "💩", "\ud800\ud800", "\udc00\ud800", "a\ud800"].map(is)).toEqual([
			true,
			false,
			true,
			true,
			true,
		]);
	});

	test("matches patterns in linear time, look-around included", () => {
		const { is } = validatorOf({ pattern: "^(a+)+$" });
		expect(is(`${"a".repeat(50_000)}!`)).toBe(false);
		const password = validatorOf({ pattern: "^(?=.*[0-9])(?!.*\\s).{4,}$" });
		expect(["abc1", "abcd", "ab 1"].map(password.is)).toEqual([true, false, false]);
	});

	test("a pattern that no automaton holds is undecidable, for strings alone", () => {
		const { is } = validatorOf({ pattern: "^(.*)-\\1$" });
		expect(is(1)).toBe(true);
		expect(() => is("a-a")).toThrow(Undecidable);
	});

	test("schemas that lead to themselves by two ways take no time that doubles with each level", () => {
		const { is } = validatorOf({
			type: "object",
			anyOf: [{ properties: { a: { $ref: "#" } }, required: ["b"] }, { properties: { a: { $ref: "#" } } }],
		});
		let deep: Json = { a: 1 };
		for (let depth = 0; depth < 200; depth++) deep = { a: deep };
		expect(is(deep)).toBe(false);
	});

	test("an instance nested too deep is undecidable", () => {
		const { is } = validatorOf({ items: { $ref: "#" } });
		let deep: Json = [];
		for (let depth = 0; depth < 5_000; depth++) deep = [deep];
		expect(() => is(deep)).toThrow(Undecidable);
	});

	test("formats say nothing, unless checks are given", () => {
		const documents = new Map([["s.json", { format: "even" }]]);
		const graph = schemaGraph({ documents, root: "s.json" });
		expect(validator(graph).is("odd")).toBe(true);
		const formats = new Map([["even", (text: string) => text.length % 2 === 0]]);
		expect(["odd", "even"].map(validator(graph, { formats }).is)).toEqual([false, true]);
		expect(() => validator(graph, { formats: new Map() }).is("odd")).toThrow(Undecidable);
	});

	test("unevaluated is what nothing beside or below has looked at", () => {
		const card = { properties: { kind: { const: "card" }, digits: {} }, required: ["kind"] };
		const cash = { properties: { kind: { const: "cash" }, coins: {} }, required: ["kind"] };
		const { is } = validatorOf({
			$ref: "#/$defs/base",
			oneOf: [card, cash],
			if: { required: ["coins"] },
			// biome-ignore lint/suspicious/noThenProperty: JSON Schema's word
			then: { properties: { notes: {} } },
			dependentSchemas: { digits: { properties: { expires: {} } } },
			unevaluatedProperties: false,
			$defs: { base: { properties: { id: {} } } },
		});
		expect(is({ id: 1, kind: "card", digits: 1, expires: 1 })).toBe(true);
		expect(is({ id: 1, kind: "cash", coins: 1, notes: 1 })).toBe(true);
		expect(is({ id: 1, kind: "cash", digits: 1 })).toBe(false);
		expect(is({ id: 1, kind: "card", expires: 1 })).toBe(false);
		const items = validatorOf({ contains: { type: "string" }, unevaluatedItems: false });
		expect([["a"], ["a", 1]].map(items.is)).toEqual([true, false]);
	});
});

describe("explain", () => {
	test("names every place, by the keyword that says so", () => {
		const schema = {
			type: "object",
			properties: { "a/b": { type: "string" }, list: { items: { $ref: "#/$defs/small" } } },
			required: ["a/b", "id"],
			additionalProperties: false,
			$defs: { small: { maximum: 3 } },
		};
		expect(told(schema, { "a/b": 1, list: [1, 4], more: 1 })).toEqual([
			" by /required",
			"/a~1b by /properties/a~1b/type",
			"/list/1 by /$defs/small/maximum",
			"/more by /additionalProperties",
		]);
	});

	test("of alternatives, the one that is meant", () => {
		const schema = {
			oneOf: [
				{ properties: { kind: { const: "card" }, digits: { type: "string" } }, required: ["kind", "digits"] },
				{ properties: { kind: { const: "cash" } }, required: ["kind"] },
				{ type: "null" },
			],
		};
		expect(told(schema, { kind: "card" })).toEqual([" by /oneOf/0/required", " by /oneOf"]);
		expect(told(schema, { kind: "coin" })).toEqual([" by /oneOf"]);
	});

	test("holds no value of the instance", () => {
		const schema = {
			properties: { a: { enum: ["x", 1] }, b: { maximum: 1 }, c: { not: { type: "string" } } },
		};
		const issues = JSON.stringify(validatorOf(schema).explain({ a: "secret", b: 424242, c: "secret" }));
		expect(issues).not.toMatch(/secret|424242/);
		expect(issues).toContain('must be one of \\"x\\", 1');
	});

	test("is empty exactly for instances", () => {
		expect(validatorOf({ not: { type: "null" } }).explain(1)).toEqual([]);
		expect(validatorOf(false).explain(1)).toHaveLength(1);
		expect(validatorOf({ properties: { a: false } }).explain({ a: 1 })[0]?.keyword).toBe("properties");
	});
});
