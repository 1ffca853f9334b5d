import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Json, writeInto } from "../../../src/json/index.js";
import { keys, strings } from "../../support/hostile-strings.js";
import { RUNS } from "../../support/runs.js";

/** What it writes behind some bytes that it must leave alone; undefined if it doesn't. */
function written(value: unknown, room = 1 << 14): string | undefined {
	const bytes = new Uint8Array(room).fill(0x2a);
	const end = writeInto(value as Json, bytes, Math.min(3, room));
	if (end < 0) return undefined;
	expect(Buffer.from(bytes.subarray(0, 3)).toString()).toBe("***");
	return Buffer.from(bytes.subarray(3, end)).toString();
}

const EDGES = [0, -0, 9, 10, 99_999, 2 ** 31 - 1, 2 ** 31, 1e9 - 1, 1e9, 1e9 + 1, 1e15, 2 ** 53 - 1, 2 ** 53];
const number = fc.oneof(
	fc.constantFrom(...EDGES, ...EDGES.map((edge) => -edge), 1e21, 5e-324, 0.1, -1.5e300),
	fc.maxSafeInteger(),
	fc.integer(),
	fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const { json } = fc.letrec<{ json: Json }>((tie) => ({
	json: fc.oneof(
		{ maxDepth: 4 },
		fc.oneof(number, strings, fc.boolean(), fc.constant(null)),
		fc.array(tie("json"), { maxLength: 5 }),
		fc.dictionary(keys(true), tie("json"), { maxKeys: 6 }),
	),
}));

test("writes what JSON.stringify writes, byte for byte", () => {
	fc.assert(
		fc.property(json, (value) => {
			expect(written(value, 1 << 17)).toBe(JSON.stringify(value));
		}),
		RUNS,
	);
});

test("every character at every place of its group, in strings and names", () => {
	const around = [
		0x1f, 0x20, 0x21, 0x22, 0x23, 0x5b, 0x5c, 0x5d, 0x7e, 0x7f, 0x80, 0xff, 0x100, 0x800, 0xd800, 0xffff,
	];
	const codes = [...Array.from({ length: 0x22 }, (_, code) => code), ...around, 0x2022, 0x5c00, 0x20ac];
	const characters = [...codes.map((code) => String.fromCharCode(code)), ...["\u{10000}", "\u{10ffff}"]];
	for (const character of characters) {
		for (let before = 0; before < 9; before++) {
			for (let behind = 0; behind < 5; behind++) {
				const string = `${"a".repeat(before)}${character}${"~".repeat(behind)}`;
				expect(written({ [string]: string })).toBe(JSON.stringify({ [string]: string }));
			}
		}
	}
});

test("where there is no room it says so, and never that there is", () => {
	fc.assert(
		fc.property(json, fc.nat({ max: 200 }), (value, room) => {
			const text = JSON.stringify(value);
			const out = written(value, room);
			if (out !== undefined) expect(out).toBe(text);
			if (Buffer.byteLength(text) + 3 > room) expect(out).toBeUndefined();
		}),
		RUNS,
	);
});

describe("what isn't JSON is what JSON.stringify makes of it", () => {
	class Point {
		x = 1;
		get y() {
			return 2;
		}
	}
	const odd = {
		date: new Date(0),
		gone: undefined,
		call: () => 1,
		symbol: Symbol("s"),
		map: new Map([[1, 2]]),
		point: new Point(),
		boxed: [new String("s"), new Number(1), new Boolean(false)],
		bare: Object.assign(Object.create(null), { a: { b: 1 } }),
		inherits: Object.assign(Object.create({ inherited: 1 }), { own: 2 }),
		keyed: { toJSON: (key: string) => `at ${key}` },
		plain: { toJSON: "no function" },
		infinite: [Number.NaN, Number.POSITIVE_INFINITY],
		last: 1,
	};
	test.each(Object.entries(odd))("a member: %s", (name, value) => {
		for (const container of [
			{ [name]: value },
			{ before: 1, [name]: value, after: 2 },
			[1, value, 2],
			[value],
		]) {
			expect(written(container)).toBe(JSON.stringify(container));
		}
	});
	test("all of them, and an array with holes", () => {
		expect(written(odd)).toBe(JSON.stringify(odd));
		const holes: unknown[] = [1];
		holes[3] = 2;
		expect(written(holes)).toBe("[1,null,null,2]");
	});
	test("by itself it is not written here", () => {
		for (const value of [undefined, () => 1, new Date(0), new Point()])
			expect(written(value)).toBeUndefined();
		expect(() => written([1n])).toThrow(TypeError);
	});
	test("nor is anything where Object.prototype has been given properties", () => {
		Object.defineProperty(Object.prototype, "stray", {
			value: 1,
			enumerable: true,
			configurable: true,
			writable: true,
		});
		try {
			expect(written({ a: 1 })).toBeUndefined();
		} finally {
			Reflect.deleteProperty(Object.prototype, "stray");
		}
		expect(written({ a: 1 })).toBe('{"a":1}');
	});
});

test("it goes from one memory to another, and views of one", () => {
	const memory = new ArrayBuffer(64);
	const [a, b] = [new Uint8Array(memory, 1, 20), new Uint8Array(memory, 30, 20)];
	for (const view of [a, b, a]) {
		const end = writeInto({ name: 1 }, view, 2);
		expect(Buffer.from(view.subarray(2, end)).toString()).toBe('{"name":1}');
	}
	expect(writeInto({ name: "too long for the view" }, a, 2)).toBe(-1);
});
