import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Positions, read, write } from "../../../src/json/index.js";

// An engine that misreads every name with an escape, worse than Node 24 does: the reader does not believe it.

const parse = JSON.parse;

/** JSON.parse, but of a name with an escape it takes the raw text's first characters, as many as the name has. */
function misread(text: string): unknown {
	const name = /("(?:[^"\\]|\\.)*")(\s*:)/g;
	return parse(
		text.replace(name, (_, raw: string, colon: string) => {
			const { length } = parse(raw) as string; // a string's text
			return JSON.stringify(raw.slice(1, 1 + length)) + colon;
		}),
	);
}

beforeEach(() => void vi.spyOn(JSON, "parse").mockImplementation(misread));
afterEach(() => void vi.restoreAllMocks());

const NAMES: readonly (readonly [raw: string, name: string])[] = [
	["\\u0062", "b"],
	["\\u0062c", "bc"],
	["x\\u00e9", "xé"],
	["\\\\", "\\"],
	["\\\\u0062", "\\u0062"],
	['\\"', '"'],
	["\\/", "/"],
	["\\b\\f\\n\\r\\t", "\b\f\n\r\t"],
	["\\u0000", "\0"],
	["\\ud83d\\ude00", "😀"],
	["\\ud800", "\ud800"],
	["\\u005F_proto_", "__proto_"],
];

describe("the reader believes no engine about a name with an escape", () => {
	test.each(NAMES)("%s", (raw, name) => {
		const spaced = ` {\n"a" : [ {"${raw}"\t: "${raw}" , "z":-1.5e3} , true,false,null,[ ],{ },7] } `;
		const result = read(spaced);
		if (result.issues !== undefined) expect.unreachable(result.issues[0].code);
		const expected = { a: [{ [name]: name, z: -1500 }, true, false, null, [], {}, 7] };
		expect(result.value).toStrictEqual(expected);
		const compact = `{"a":[{"${raw}":"${raw}","z":-1.5e3},true,false,null,[],{},7]}`;
		expect(write(result.value, result.verbatim)).toBe(compact);
	});

	test("a name that comes twice is one, in its first place", () => {
		const result = read('{"b":1,"c":2,"\\u0062":3}');
		expect(Object.entries(result.issues ?? result.value ?? {})).toEqual([
			["b", 3],
			["c", 2],
		]);
		expect(result.issues ?? result.verbatim?.places).toEqual([{ pointer: "/b", reason: "duplicate-key" }]);
	});

	test.each(["__pro\\u0074o__", "\\u005f_proto__", "_\\u005fproto__"])("%s is refused", (name) => {
		expect(read(`{"a":{"${name}":1}}`).issues).toMatchObject([
			{ code: "proto-key", instanceLocation: "/a/__proto__" },
		]);
		expect(Object.prototype).not.toHaveProperty("polluted");
	});

	test("too deep a text is refused, however deep", () => {
		const deep = (levels: number) => `${'{"\\u0061":'.repeat(levels)}0${"}".repeat(levels)}`;
		expect(read(deep(1000)).issues).toBeUndefined();
		expect(read(deep(2000), { maxDepth: 9999 }).issues).toBeUndefined();
		expect(read(deep(2001), { maxDepth: 9999 }).issues).toMatchObject([{ code: "too-deep" }]);
		expect(read(deep(200_000)).issues).toMatchObject([{ code: "too-deep" }]);
	});

	test("positions are found by the true name", () => {
		const positions = new Positions('{\n"\\u0062c": 1}');
		expect(positions.key("/bc")).toEqual({ line: 2, column: 1 });
	});
});

test("what only looks like a name with an escape is left to the engine", () => {
	const text = '{"a":"\\u0062\\":","b":["\\\\",":"],"c":"\\\\"}';
	expect(read(text).issues ?? read(text)).toMatchObject({ value: { a: 'b":', b: ["\\", ":"], c: "\\" } });
});
