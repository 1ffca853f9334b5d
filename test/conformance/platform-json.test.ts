import { describe, expect, test } from "vitest";

// What upshape takes from the engine's JSON on trust, asked of the engine itself: known answers, none of them its own.
// A release that breaks one of them is told at once, and by name.

/** Faults of releases that are in use, and why upshape may run there all the same. */
const KNOWN_FAULTS: readonly { readonly fault: string; readonly nodes: RegExp; readonly held: string }[] = [
	{
		fault: "an escaped name is read as the name that came in its place before",
		nodes: /^v24\./,
		held: "json/read reads documents with such names without the engine (test/unit/json/misread.test.ts)",
	},
];

/** Names as a document spells them, and what they are. */
const NAMES: readonly (readonly [raw: string, name: string])[] = [
	["b", "b"],
	["bc", "bc"],
	["u", "u"],
	["u00", "u00"],
	["\\u0062", "b"],
	["\\u0062c", "bc"],
	["\\u0062c\\u0064", "bcd"],
	["\\n", "\n"],
	["\\t", "\t"],
	["\\r\\n", "\r\n"],
	['\\"', '"'],
	["\\/", "/"],
	["\\\\", "\\"],
	["\\\\\\\\", "\\\\"],
	["\\\\u", "\\u"],
	["\\\\n", "\\n"],
	["\\\\u00", "\\u00"],
	["\\u005c", "\\"],
	["\\u0000", "\0"],
	["\\ud83d\\ude00", "😀"],
	["😀", "😀"],
	["é", "é"],
	["\\u00e9", "é"],
	["\\ud800", "\ud800"],
	["", ""],
];

/** Where a name stands; another shape of objects each, so that what an engine keeps of one tells on no other. */
const PLACES: readonly (readonly [string, (raw: string) => string, (value: unknown) => unknown])[] = [
	["first", (raw) => `{"${raw}":1}`, (value) => Object.keys(value as object)[0]],
	["second", (raw) => `{"a":1,"${raw}":2}`, (value) => Object.keys(value as object)[1]],
	["in an array", (raw) => `[{"i":1,"${raw}":2}]`, (value) => Object.keys((value as object[])[0] ?? {})[1]],
];

/** The pairs of which the second is misread after the first. */
function misreadNames(escaped: boolean): string[] {
	const wrong: string[] = [];
	for (const [place, textOf, nameIn] of PLACES) {
		for (const [before] of NAMES) {
			for (const [raw, name] of NAMES) {
				if (raw.includes("\\") !== escaped) continue;
				JSON.parse(textOf(before));
				if (nameIn(JSON.parse(textOf(raw))) !== name) wrong.push(`${place}: ${raw} after ${before}`);
			}
		}
	}
	return wrong;
}

describe("JSON.parse", () => {
	test("reads each name as it is written, whatever came in its place before", () => {
		expect(misreadNames(false)).toEqual([]);
	});

	test("reads an escaped name, too; or the release is known not to", () => {
		const [known] = KNOWN_FAULTS;
		const wrong = misreadNames(true);
		if (wrong.length === 0) return;
		console.log(`Node ${process.version}: ${known?.fault} (${wrong[0]}); ${known?.held}`);
		expect(process.version).toMatch(known?.nodes ?? /none/);
	});

	test("reads each string as it is written, whatever came in its place before", () => {
		const wrong: string[] = [];
		for (const [before] of NAMES) {
			for (const [raw, string] of NAMES) {
				JSON.parse(`{"v":"${before}"}`);
				if (JSON.parse(`{"v":"${raw}"}`).v !== string) wrong.push(`${raw} after ${before}`);
				if (JSON.parse(`["${before}","${raw}"]`)[1] !== string) wrong.push(`${raw} beside ${before}`);
				if (JSON.parse(`"${raw}"`) !== string) wrong.push(raw);
			}
		}
		expect(wrong).toEqual([]);
	});

	test.each([
		["0", 0n],
		["-0", 0x8000000000000000n],
		["0.1", 0x3fb999999999999an],
		["1.0", 0x3ff0000000000000n],
		["0.30000000000000004", 0x3fd3333333333334n],
		["9007199254740993", 0x4340000000000000n],
		["9007199254740995", 0x4340000000000002n],
		["9007199254740993.00000000000000000001", 0x4340000000000001n],
		["1e22", 0x4480f0cf064dd592n],
		["1e23", 0x44b52d02c7e14af6n],
		["5e-324", 1n],
		["2.4703282292062327e-324", 0n],
		["2.4703282292062328e-324", 1n],
		["2.2250738585072011e-308", 0x000fffffffffffffn],
		["2.2250738585072014e-308", 0x0010000000000000n],
		["1.7976931348623157e308", 0x7fefffffffffffffn],
		["1.7976931348623159e308", 0x7ff0000000000000n],
		["-1E+400", 0xfff0000000000000n],
		["1e-400", 0n],
	])("reads %s as the nearest double", (text, bits) => {
		const view = new DataView(new ArrayBuffer(8));
		view.setFloat64(0, JSON.parse(`[${text}]`)[0]);
		expect(view.getBigUint64(0).toString(16)).toBe(bits.toString(16));
	});

	test("has the last of equal names in the first one's place, indices first, and __proto__ as a name", () => {
		const members = Object.entries(JSON.parse('{"b":1,"a":2,"10":3,"2":4,"b":5,"4294967295":6,"01":7}'));
		expect(members.map(([name, value]) => `${name}=${value}`).join()).toBe(
			"2=4,10=3,b=5,a=2,4294967295=6,01=7",
		);
		const hostile = JSON.parse('{"__proto__":{"polluted":1}}');
		expect([Object.keys(hostile), hostile.polluted]).toEqual([["__proto__"], undefined]);
	});

	test.each([
		...[
			"",
			" ",
			"{",
			"[1,]",
			"[,1]",
			'{"a":1,}',
			"{a:1}",
			"'a'",
			"01",
			"+1",
			".5",
			"1.",
			"1e",
			"- 1",
			"NaN",
			"0x1",
		],
		...[
			'"\t"',
			'"\\x41"',
			'"\\u12g4"',
			'"\\',
			'"a',
			"tru",
			"nul l",
			"[1 2]",
			"1 2",
			"\ufeff1",
			"\u00a01",
			"\v1",
		],
		...["[1]\0", "/**/1", "[1]//", '{"a" 1}', '{"a":1 "b":2}', "]", "[}"],
	])("refuses %j", (text) => {
		expect(() => JSON.parse(text)).toThrow(SyntaxError);
	});
});

describe("JSON.stringify", () => {
	/** What RFC 8259 and ECMA-262 say of one code unit that stands alone. */
	function spelling(code: number): string {
		const short: { readonly [code: number]: string } = {
			8: "\\b",
			9: "\\t",
			10: "\\n",
			12: "\\f",
			13: "\\r",
			34: '\\"',
			92: "\\\\",
		};
		const isLone = code >= 0xd800 && code <= 0xdfff;
		const hex = `\\u${code.toString(16).padStart(4, "0")}`;
		return short[code] ?? (code < 0x20 || isLone ? hex : String.fromCharCode(code));
	}

	test("writes every code unit as ECMA-262 says, in strings and names, short and long", () => {
		const wrong: string[] = [];
		for (let code = 0; code <= 0xffff; code++) {
			const char = String.fromCharCode(code);
			const [long, text] = [`${"x".repeat(40)}${char}y`, spelling(code)];
			if (JSON.stringify(char) !== `"${text}"`) wrong.push(`${code}`);
			if (JSON.stringify({ v: long }) !== `{"v":"${"x".repeat(40)}${text}y"}`) wrong.push(`long ${code}`);
			if (JSON.stringify([{ [char]: 1 }]) !== `[{"${text}":1}]`) wrong.push(`name ${code}`);
		}
		expect(wrong).toEqual([]);
	});

	test("writes the names of one object, whatever those of another like it were", () => {
		for (const name of ["b", "\n", '"', "\\", "é", "\ud800", "😀", "2", ""]) {
			for (const before of ["b", "\n", '"', "\\", "é"]) {
				JSON.stringify({ a: 1, [before]: 2 });
				const quoted = [...name]
					.map((char) => (char.length > 1 ? char : spelling(char.charCodeAt(0))))
					.join("");
				const text = name === "2" ? '{"2":2,"a":1}' : `{"a":1,"${quoted}":2}`;
				expect(JSON.stringify({ a: 1, [name]: 2 })).toBe(text);
			}
		}
	});

	test.each([
		[0.1, "0.1"],
		[-0, "0"],
		[100, "100"],
		[1e21, "1e+21"],
		[123456789012345680000, "123456789012345680000"],
		[0.000001, "0.000001"],
		[1e-7, "1e-7"],
		[5e-324, "5e-324"],
		[2 ** 53, "9007199254740992"],
		[1.7976931348623157e308, "1.7976931348623157e+308"],
		[Number.NaN, "null"],
	])("writes %d shortest, as %s", (number, text) => {
		expect(JSON.stringify([number])).toBe(`[${text}]`);
	});

	test("leaves undefined members out, and keeps the order of the rest", () => {
		expect(JSON.stringify({ b: 1, a: undefined, c: [undefined], 1: null, d: {} })).toBe(
			'{"1":null,"b":1,"c":[null],"d":{}}',
		);
	});
});

test("TextDecoder is fatal where it is told to be, at every length and alignment", () => {
	const decoder = new TextDecoder("utf-8", { fatal: true });
	const wrong: string[] = [];
	const ends: readonly (readonly [number[], string | undefined])[] = [
		[[0xc3, 0xa9], "é"],
		[[0xf0, 0x9f, 0x98, 0x80], "😀"],
		[[0xef, 0xbf, 0xbd], "\ufffd"],
		[[0xff], undefined],
		[[0xc3], undefined],
		[[0xed, 0xa0, 0x80], undefined],
		[[0xc0, 0xaf], undefined],
		[[0xf4, 0x90, 0x80, 0x80], undefined],
	];
	for (let length = 0; length < 70; length++) {
		for (const [bytes, text] of ends) {
			const input = Uint8Array.from([0xef, 0xbb, 0xbf, ...new Array(length).fill(0x61), ...bytes]);
			let decoded: string | undefined;
			try {
				decoded = decoder.decode(input.subarray(0));
			} catch {
				decoded = undefined;
			}
			if (decoded !== (text === undefined ? undefined : "a".repeat(length) + text))
				wrong.push(`${length}: ${bytes}`);
		}
	}
	expect(wrong).toEqual([]);
});
