import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	booleanText,
	type Codec,
	epoch,
	inverted,
	isoDate,
	milliseconds,
	narrowed,
	numberText,
	type Rounding,
	renamed,
	scaled,
	seconds,
} from "../../../src/index.js";
import { RUNS } from "../../support/runs.js";

describe("scaled", () => {
	test.each<[number, Rounding, number, number]>([
		[1.005, "half-up", 100, 101],
		[19.994, "half-up", 100, 1999],
		[-0.005, "half-up", 100, -1],
		[0.005, "half-even", 100, 0],
		[0.015, "half-even", 100, 2],
		[0.005, "half-down", 100, 0],
		[0.001, "up", 100, 1],
		[-0.001, "floor", 100, -1],
		[-0.009, "ceiling", 100, 0],
		[-0.009, "down", 100, 0],
		[1e-7, "half-up", 100, 0],
		[1e21, "half-up", 100, 1e23],
	])("%d rounded %s by %d is %d", (value, round, factor, expected) => {
		expect(scaled(factor, { decimals: 0, round }).upgrade(value)).toBe(expected);
	});

	test("goes back exactly, where a decimal can say it", () => {
		expect(scaled(100).downgrade(1999)).toBe(19.99);
		expect(scaled(0.001).downgrade(1.5)).toBe(1500);
		expect(scaled(60).downgrade(10)).toBe(1 / 6);
	});

	test("is within half a unit of the exact product, on the right side of it, and never -0", () => {
		fc.assert(
			fc.property(
				fc.double({ noNaN: true, min: -1e7, max: 1e7 }),
				fc.integer({ min: 0, max: 4 }),
				(value, decimals) => {
					const made = scaled(100, { decimals, round: "half-up" }).upgrade(value);
					// An oracle of its own: both as whole numbers of the same tiny unit.
					const [exact, rounded] = [digitsOf(value, 2), digitsOf(made, 0)];
					const unit = 10n ** BigInt(PLACES - decimals);
					expect(Object.is(made, -0)).toBe(false);
					const off = exact - rounded;
					expect(2n * (off < 0n ? -off : off) <= unit).toBe(true);
					// A half goes away from zero.
					if (2n * (off < 0n ? -off : off) === unit) expect(off > 0n).toBe(rounded < 0n);
				},
			),
			RUNS,
		);
	});
});

const PLACES = 400;

/** A number times a power of ten, in units of 10^-400. */
function digitsOf(value: number, power: number): bigint {
	const [mantissa = "", exponent = "0"] = value.toString().split("e");
	const [whole = "", part = ""] = mantissa.split(".");
	return BigInt(whole + part) * 10n ** BigInt(PLACES + Number(exponent) - part.length + power);
}

describe("each codec, there and back", () => {
	const cases: readonly (readonly [string, Codec<never, never>, readonly (readonly [unknown, unknown])[]])[] =
		[
			[
				"milliseconds",
				milliseconds as never,
				[
					[1620943997, 1620943997000],
					[0, 0],
					[-1, -1000],
				],
			],
			["seconds", seconds as never, [[1620943997000, 1620943997]]],
			["isoDate", isoDate() as never, [[0, "1970-01-01T00:00:00.000Z"]]],
			["isoDate of seconds", isoDate("s") as never, [[1620943997, "2021-05-13T22:13:17.000Z"]]],
			["epoch", epoch() as never, [["1970-01-01T00:00:01.000Z", 1000]]],
			[
				"numberText",
				numberText as never,
				[
					["1.5", 1.5],
					["-0.001", -0.001],
					["1e+30", 1e30],
				],
			],
			[
				"booleanText",
				booleanText as never,
				[
					["true", true],
					["false", false],
				],
			],
			["inverted", inverted(numberText) as never, [[1.5, "1.5"]]],
			[
				"renamed",
				renamed<"new" | "sent", "new" | "shipped", { sent: "shipped" }>({ sent: "shipped" }) as never,
				[
					["sent", "shipped"],
					["new", "new"],
				],
			],
			["narrowed", narrowed<"a", "a" | "b">({ b: "a" }) as never, [["a", "a"]]],
		];

	test.each(cases)("%s", (_, codec, pairs) => {
		for (const [older, newer] of pairs) {
			expect(codec.upgrade(older as never)).toBe(newer);
			expect(codec.downgrade(newer as never)).toBe(older);
		}
	});

	test("what is less than a second, another spelling and a stand-in get lost", () => {
		expect(milliseconds.downgrade(1620943997500)).toBe(1620943997);
		expect(seconds.upgrade(-1)).toBe(-1);
		expect(numberText.upgrade("1.50")).toBe(1.5);
		expect(booleanText.upgrade("TRUE")).toBe(true);
		expect(epoch().upgrade("2021-05-14T00:13:17.5+02:00")).toBe(1620943997500);
		expect(narrowed<"a", "a" | "b">({ b: "a" }).downgrade("b")).toBe("a");
	});

	test.each<[string, () => unknown]>([
		["a text that is no number", () => numberText.upgrade("1,5")],
		["hexadecimal", () => numberText.upgrade("0x10")],
		["no text at all", () => numberText.upgrade("")],
		["a number that doubles don't hold", () => numberText.upgrade("12345678901234567891")],
		["more digits than doubles have", () => numberText.upgrade("0.1234567890123456789")],
		["a number beyond all doubles", () => numberText.upgrade("1e999")],
		["a text that is no boolean", () => booleanText.upgrade("yes")],
		["a date without a time", () => epoch().upgrade("2021-05-14")],
		["a day that isn't there", () => epoch().upgrade("2021-02-31T25:00:00Z")],
		["a time beyond all dates", () => isoDate().upgrade(1e18)],
		["a number that gets too large", () => scaled(1e300).upgrade(1e300)],
	])("%s is refused", (_, convert) => {
		expect(convert).toThrow(expect.objectContaining({ name: "Unfit" }));
	});
});
