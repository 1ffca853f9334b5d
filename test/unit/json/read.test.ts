import { describe, expect, test } from "vitest";
import { type Json, READ_DEFAULTS, READ_ISSUES, type ReadOptions, read } from "../../../src/json/index.js";

const bytes = (text: string) => new TextEncoder().encode(text);

/** The code, place and offset of the refusal; fails the test if the document is read. */
function refusal(input: Uint8Array | string, options?: ReadOptions) {
	const result = read(input, options);
	if (result.issues === undefined) throw new Error("was read");
	const [{ code, instanceLocation, message, offset }] = result.issues;
	expect(message).toBe(READ_ISSUES[code]);
	return [code, instanceLocation, offset];
}

function accepted(input: Uint8Array | string, options?: ReadOptions): { value: Json; places: unknown } {
	const result = read(input, options);
	if (result.issues !== undefined) throw new Error(result.issues[0].code);
	return { value: result.value, places: result.verbatim?.places };
}

describe("read: UTF-8", () => {
	test("reads bytes and strings alike", () => {
		expect(accepted('{"a":["é😀",1,null]}')).toEqual(accepted(bytes('{"a":["é😀",1,null]}')));
	});

	test.each([
		["a bad continuation", [0x22, 0xc3, 0x28, 0x22], 1],
		["after a replacement character of its own", [0x22, 0xef, 0xbf, 0xbd, 0x61, 0xff, 0x22], 5],
		["a surrogate", [0x22, 0x61, 0xed, 0xa0, 0x80, 0x22], 2],
		["an overlong slash", [0x22, 0xc0, 0xaf, 0x22], 1],
		["a cut sequence", [0x22, 0xe2, 0x82], 1],
	])("refuses %s", (_name, octets, offset) => {
		expect(refusal(Uint8Array.from(octets))).toEqual(["not-utf8", "", offset]);
	});

	test("a replacement character is a character", () => {
		expect(accepted(bytes('"\ufffd"')).value).toBe("\ufffd");
	});

	test("skips one byte order mark, not two", () => {
		expect(accepted("\ufeff[1]").value).toEqual([1]);
		expect(accepted(bytes("\ufeff[1]")).value).toEqual([1]);
		expect(refusal("\ufeff\ufeff[1]")).toEqual(["not-json", "", 1]);
		expect(refusal(bytes("\ufeff\ufeff[1]"))).toEqual(["not-json", "", 3]);
	});
});

describe("read: JSON", () => {
	test.each<[string, number]>([
		["", 0],
		["  ", 2],
		["{", 1],
		['{"a":1,}', 7],
		["[1,]", 3],
		["[1 2]", 3],
		['{"a" 1}', 5],
		["{1:2}", 1],
		["[1}", 2],
		["]", 0],
		["{} {}", 3],
		["nul", 0],
		["[01]", 2],
		["[-]", 1],
		["[.5]", 1],
		["NaN", 0],
		['["a', 1],
		['["\u0000"]', 1],
		['["\\x"]', 1],
		['["\\u12g4"]', 1],
		["\u00a0[]", 0],
		['{"secret-key":"secret" "x"}', 23],
	])("refuses %j at %i", (text, offset) => {
		expect(refusal(text)).toEqual(["not-json", "", offset]);
		expect(JSON.stringify(read(text))).not.toContain("secret");
	});

	test("an offset in bytes counts bytes, in a string code units", () => {
		expect(refusal('["é😀",]')).toEqual(["not-json", "", 7]);
		expect(refusal(bytes('["é😀",]'))).toEqual(["not-json", "", 10]);
	});

	test("an unterminated string of any length is only refused", () => {
		expect(refusal(`["${"x".repeat(5_000_000)}`)).toEqual(["not-json", "", 1]);
		expect(refusal(`["${"\\n".repeat(2_000_000)}`)).toEqual(["not-json", "", 1]);
	});
});

describe("read: limits", () => {
	test("size is counted in bytes", () => {
		expect(accepted('"é"', { maxBytes: 4 }).value).toBe("é");
		expect(accepted(bytes('"é"'), { maxBytes: 4 }).value).toBe("é");
		expect(refusal('"é"', { maxBytes: 3 })).toEqual(["too-large", "", undefined]);
		expect(refusal(bytes('"é"'), { maxBytes: 3 })).toEqual(["too-large", "", undefined]);
		expect(refusal(" ".repeat(READ_DEFAULTS.maxBytes + 1))).toEqual(["too-large", "", undefined]);
	});

	const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

	test("depth counts arrays and objects", () => {
		expect(accepted("1", { maxDepth: 0 }).value).toBe(1);
		expect(refusal("[]", { maxDepth: 0 })).toEqual(["too-deep", "", 0]);
		expect(accepted('{"a":[1]}', { maxDepth: 2 }).value).toEqual({ a: [1] });
		expect(refusal('{"a/b":[1,{}]}', { maxDepth: 2 })).toEqual(["too-deep", "/a~1b/1", 10]);
		expect(refusal('{"a/b": [1,{}]}', { maxDepth: 2 })).toEqual(["too-deep", "/a~1b/1", 11]);
		accepted(nested(READ_DEFAULTS.maxDepth));
		expect(refusal(nested(READ_DEFAULTS.maxDepth + 1))[0]).toBe("too-deep");
	});

	test("no limit goes beyond what can be written again", () => {
		accepted(nested(2_000), { maxDepth: 1e9 });
		expect(refusal(nested(2_001), { maxDepth: 1e9 })[0]).toBe("too-deep");
		expect(refusal(nested(1_000_000), { maxDepth: 1e9 })[0]).toBe("too-deep");
	});
});

describe("read: __proto__", () => {
	test.each([
		['{"__proto__":1}', "/__proto__", 1],
		['{"a":[0,{"b":1,"__proto__":{}}]}', "/a/1/__proto__", 15],
		['{"\\u005f_proto__":1}', "/__proto__", 1],
		['{"__proto__":1,"__proto__":2}', "/__proto__", 1],
	])("refuses %s", (text, pointer, offset) => {
		expect(refusal(text)).toEqual(["proto-key", pointer, offset]);
	});

	test.each(['{"a":"__proto__"}', '{"__proto":1}', '{"constructor":{"prototype":1}}'])("reads %s", (text) => {
		expect(accepted(text)).toEqual({ value: JSON.parse(text), places: undefined });
	});
});
