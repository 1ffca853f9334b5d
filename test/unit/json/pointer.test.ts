import { describe, expect, test } from "vitest";
import { escapeToken, formatPointer, parsePointer, valueAt } from "../../../src/json/index.js";

describe("pointer", () => {
	test.each([
		["", [], ""],
		["one name", ["id"], "/id"],
		["a name and an index", ["sessions", 0, "id"], "/sessions/0/id"],
		["the empty name", [""], "/"],
		["both escapes", ["a/b~c"], "/a~1b~0c"],
		["~1 as a name", ["~1"], "/~01"],
	])("format and parse: %s", (_name, tokens, pointer) => {
		expect(formatPointer(tokens)).toBe(pointer);
		expect(parsePointer(pointer)).toEqual(tokens.map(String));
	});

	test("escapeToken leaves other characters alone", () => {
		expect(escapeToken('"\\%\u2028')).toBe('"\\%\u2028');
	});

	test.each(["a", "a/b", "/~", "/~2", "/a~/b", "#/a"])("refuses %s", (pointer) => {
		expect(() => parsePointer(pointer)).toThrow(SyntaxError);
	});
});

describe("valueAt", () => {
	const value = { "": 0, a: [{ b: null }, 7], "x/y": { "~": true } };

	test.each([
		["", value],
		["/", 0],
		["/a/0/b", null],
		["/a/1", 7],
		["/x~1y/~0", true],
	])("finds %s", (pointer, expected) => {
		expect(valueAt(value, pointer)).toBe(expected);
	});

	test.each([
		["a leading zero", "/a/01"],
		["a sign", "/a/-1"],
		["past the end", "/a/2"],
		["the end itself", "/a/-"],
		["an array's own length", "/a/length"],
		["an inherited name", "/constructor"],
		["__proto__", "/__proto__"],
		["inside a primitive", "/a/1/x"],
		["inside null", "/a/0/b/c"],
	])("finds nothing: %s", (_name, pointer) => {
		expect(valueAt(value, pointer)).toBeUndefined();
	});
});
