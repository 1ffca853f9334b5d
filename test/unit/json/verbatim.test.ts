import { describe, expect, test } from "vitest";
import { type Document, type Json, read, valueAt, write } from "../../../src/json/index.js";

function parsed(text: string): Document {
	const result = read(text);
	if (result.issues !== undefined) throw new Error(result.issues[0].code);
	return result;
}

describe("what read keeps as written", () => {
	test.each<[string, [pointer: string, reason: string][]]>([
		["1.0", [["", "number"]]],
		["-0", [["", "number"]]],
		["[1e400]", [["/0", "number"]]],
		["[-1E400]", [["/0", "number"]]],
		["[9007199254740993]", [["/0", "number"]]],
		["[10765432100123456789]", [["/0", "number"]]],
		["[0,-0]", [["/1", "number"]]],
		["[1E5]", [["/0", "number"]]],
		["[1e2]", [["/0", "number"]]],
		["[   1e400]", [["/0", "number"]]],
		["[12e2]", [["/0", "number"]]],
		["[1e3, 5]", [["/0", "number"]]],
		["[1e3,100 ]", [["/0", "number"]]],
		["[5e-2]", [["/0", "number"]]],
		["[0.10]", [["/0", "number"]]],
		["[0.30000000000000005]", [["/0", "number"]]],
		["[1e-400]", [["/0", "number"]]],
		['{"a/b":{"c":[1,2.0]}}', [["/a~1b/c/1", "number"]]],
		['{"a":1,"a":1}', [["/a", "duplicate-key"]]],
		['{"a":1,"\\u0061":2}', [["/a", "duplicate-key"]]],
		[
			'{"a":1000,"b":1,"a":1e15}',
			[
				["/a", "duplicate-key"],
				["/a", "number"],
			],
		],
		['{"a":{"x":1.0},"a":{"x":1}}', [["/a", "duplicate-key"]]],
		[
			'{"a":{"x":1},"a":{"x":1.0}}',
			[
				["/a", "duplicate-key"],
				["/a/x", "number"],
			],
		],
		['{"b":1,"1":2}', [["", "key-order"]]],
		['{"2":1,"1":2,"0":3}', [["", "key-order"]]],
		['{"a":[{"x":1,"4294967294":2}]}', [["/a/0", "key-order"]]],
	])("%s", (text, places) => {
		const { value, verbatim } = parsed(text);
		expect(verbatim?.places.map(({ pointer, reason }) => [pointer, reason])).toEqual(places);
		expect(write(value, verbatim)).toBe(text.replaceAll(" ", ""));
	});

	test.each([
		"[ 1,\t2\r\n]",
		'{"a": 1, "b": [true, false, null]}',
		'["\\/\\u0061\\"\\\\ 1.0 \\uD800"]',
		'{"1.0":"-0","1e5":"a\\\\"}',
		"[0,-1,100,1500,9007199254740991,-9007199254740991]",
		"[0.1,0.05,-12.75,1.5e+300,1e-7,1e+21,0.30000000000000004,9007199254740992]",
		'{"0":1,"1":2,"a":3}',
		'{"a":1,"01":2,"-1":3,"4294967295":4,"1.5":5}',
		'{ "a":1,"01":2,"-1":3,"4294967295":4,"1.5":5,"":6}',
		'["100","1E5","1e5,"]',
		'{"":1,"constructor":2,"toString":3}',
		'"\u2028\u0085\ufeff"',
	])("nothing of %j", (text) => {
		expect(parsed(text).verbatim).toBeUndefined();
		expect(parsed(text).value).toEqual(JSON.parse(text));
	});

	test("inherited enumerable properties do not mend the lengths", () => {
		// Its name, value and marks have 14 characters, as many as the shadowed member.
		const inherited = { value: 1, enumerable: true, configurable: true, writable: true };
		Object.defineProperty(Object.prototype, "inherited", inherited);
		try {
			expect(parsed('{"id":"abcdef","id":"a"}').verbatim).toBeDefined();
		} finally {
			Reflect.deleteProperty(Object.prototype, "inherited");
		}
	});

	test("of equal keys the last counts, as in JSON.parse", () => {
		expect(parsed('{"a":1,"b":2,"a":3}').value).toEqual({ a: 3, b: 2 });
	});
});

describe("write", () => {
	test("without verbatim is JSON.stringify", () => {
		const value = { b: 1, a: ["\ud800", { c: -0 }] };
		expect(write(value)).toBe(JSON.stringify(value));
	});

	test("keeps an untouched container's text inside a new document", () => {
		const { value, verbatim } = parsed('{"meta": {"id": 10765432100123456789, "t":\n[1.0]}, "n": 1}');
		const moved = { n: 2, deep: [valueAt(value, "/meta") ?? null] };
		expect(write(moved, verbatim)).toBe('{"n":2,"deep":[{"id":10765432100123456789,"t":[1.0]}]}');
		expect(verbatim?.unplaced(moved)).toEqual([]);
	});

	test("writes what it does not know as JSON.stringify does", () => {
		const { verbatim } = parsed("[1.0]");
		const value = {
			a: ["\ud800é", null, true, -0, 1e21, undefined],
			u: undefined,
			'"': [],
		} as unknown as Json; // a careless step's
		expect(write(value, verbatim)).toBe(JSON.stringify(value));
	});

	test("keeps spaces in strings", () => {
		const { value, verbatim } = parsed('{ "a b" : " \\" x " , "n" : 1.0 }');
		expect(write(value, verbatim)).toBe('{"a b":" \\" x ","n":1.0}');
	});

	test("is safe at every depth that read accepts", () => {
		const text = `${"[".repeat(2_000)}1.0${"]".repeat(2_000)}`;
		const result = read(text, { maxDepth: 2_000 });
		if (result.issues !== undefined) throw new Error(result.issues[0].code);
		expect(write(result.value, result.verbatim)).toBe(text);
		expect(write([result.value], result.verbatim)).toBe(`[${text}]`);
	});
});

describe("unplaced", () => {
	test("names the places whose container no document holds", () => {
		const { value, verbatim } = parsed('{"a":{"n":1.0},"b":[{"k":1,"k":2}],"t":2.0}');
		const a = valueAt(value, "/a") ?? null;
		const b = valueAt(value, "/b") ?? null;
		expect(verbatim?.unplaced(value)).toEqual([]);
		expect(verbatim?.unplaced({ a }, { residue: [b] })).toEqual([{ pointer: "/t", reason: "number" }]);
		expect(verbatim?.unplaced({ a })).toEqual([
			{ pointer: "/t", reason: "number" },
			{ pointer: "/b/0/k", reason: "duplicate-key" },
		]);
	});

	test("a copy is not the container", () => {
		const { verbatim } = parsed('{"a":{"n":1.0}}');
		expect(verbatim?.unplaced({ a: { n: 1 } })).toEqual([{ pointer: "/a/n", reason: "number" }]);
	});

	test("a root number is placed as a root only", () => {
		const { value, verbatim } = parsed("7.0");
		expect(verbatim?.unplaced(value)).toEqual([]);
		expect(verbatim?.unplaced([value])).toEqual([{ pointer: "", reason: "number" }]);
		expect(write([7], verbatim)).toBe("[7]");
	});
});
