import { describe, expect, test } from "vitest";
import { Positions, positionAt, read } from "../../../src/json/index.js";

describe("positions", () => {
	const text = '\ufeff{\r\n\t"a": {"b/c": [1,\n  {"d": 2}]},\n\t"é😀": 3, "x": 4,\n"a" : 5, "x": {"y": 6}\n}';
	const positions = new Positions(text);

	test.each([
		["", 1, 1],
		["/é😀", 4, 2],
		["/a", 5, 1],
		["/x", 5, 10],
		["/x/y", 5, 16],
		["/x/z", 5, 10],
		["/nowhere/at/all", 1, 1],
		["/a/b~1c", 5, 1],
	])("the nearest of %j is %i:%i", (pointer, line, column) => {
		expect(positions.nearest(pointer)).toEqual({ line, column });
	});

	test("what a later key shadows is nowhere", () => {
		expect(positions.value("/a/b~1c")).toBeUndefined();
		expect(positions.value("/a")).toEqual({ line: 5, column: 7 });
	});

	test("an item has a value, but no key", () => {
		const items = new Positions("[1,\n[2]]");
		expect(items.value("/1/0")).toEqual({ line: 2, column: 2 });
		expect(items.key("/1/0")).toBeUndefined();
		expect(items.value("/01")).toBeUndefined();
	});

	test("no pointer is refused", () => {
		expect(() => positions.value("a")).toThrow(SyntaxError);
	});

	test.each(["", "{", '{"', '{"a', '["', "]]", "tru", "\ufeff"])(
		"ends for %j, which is no JSON",
		(broken) => {
			expect(new Positions(broken).nearest("/a/b").line).toBe(1);
		},
	);

	test("a hostile depth overflows no stack, and takes linear time", () => {
		const depth = 200_000;
		const deep = new Positions(`${"[\n".repeat(depth)}${"]".repeat(depth)}`);
		expect(deep.value("/0".repeat(20_000))).toEqual({ line: 20_001, column: 1 });
	});

	test("many keys on as many lines", () => {
		const names = Array.from({ length: 100_000 }, (_, index) => `"k${index}": "\\\\"`);
		const wide = new Positions(`{${names.join(",\n")}}`);
		expect(wide.key("/k99999")).toEqual({ line: 100_000, column: 1 });
	});
});

describe("positionAt", () => {
	test.each([
		['{\n"a": tru}', 2, 6],
		['{"é": "😀" 1}', 1, 12],
		["{\r\n}\n}", 3, 1],
	])("tells where %j is no JSON", (text, line, column) => {
		for (const input of [text, new TextEncoder().encode(text), `\ufeff${text}`]) {
			const offset = read(input).issues?.[0].offset;
			expect(positionAt(input, offset ?? -1)).toEqual({ line, column });
		}
	});
});
