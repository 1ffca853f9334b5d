import { describe, expect, test } from "vitest";
import { equal } from "../../../src/json/index.js";

describe("equal", () => {
	test.each<[string, unknown, unknown]>([
		["null", null, null],
		["-0 and 0", -0, 0],
		["strings", "\ud800", "\ud800"],
		["empty arrays", [], []],
		["empty objects", {}, {}],
		["key order", { a: 1, b: [2, { c: 3 }] }, { b: [2, { c: 3 }], a: 1 }],
		["an own __proto__", JSON.parse('{"__proto__":1}'), JSON.parse('{"__proto__":1}')],
		["an object without prototype", Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
	])("the same: %s", (_name, a, b) => {
		expect(equal(a, b)).toBe(true);
		expect(equal(b, a)).toBe(true);
	});

	test.each<[string, unknown, unknown]>([
		["null and undefined", null, undefined],
		["null and an object", null, {}],
		["1 and '1'", 1, "1"],
		["array order", [1, 2], [2, 1]],
		["a longer array", [1], [1, 2]],
		["an array and an object", [], {}],
		["an array and its entries", ["a"], { 0: "a" }],
		["another key", { a: 1 }, { b: 1 }],
		["an inherited key", { constructor: Object }, {}],
		["an inherited value", { toString: 1 }, Object.assign(Object.create({ toString: 1 }), { a: 1 })],
		["a missing key that is undefined", { a: undefined }, { b: undefined }],
		["an own __proto__ and none", JSON.parse('{"__proto__":{}}'), {}],
		["two dates", new Date(1), new Date(2)],
		["deep down", { a: [{ b: [0] }] }, { a: [{ b: [1] }] }],
	])("not the same: %s", (_name, a, b) => {
		expect(equal(a, b)).toBe(false);
		expect(equal(b, a)).toBe(false);
	});

	test("depth is no danger", () => {
		const deep = () => JSON.parse("[".repeat(200_000) + "]".repeat(200_000));
		expect(equal(deep(), deep())).toBe(true);
		expect(equal(deep(), [deep()])).toBe(false);
	});
});
