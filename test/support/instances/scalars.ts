import fc from "fast-check";
import { strings } from "../hostile-strings.js";
import type { Alternative } from "./alternative.js";

type Weighted = fc.WeightedArbitrary<number>;

const SAFE = Number.MAX_SAFE_INTEGER;

/** Integers at which something changes: signs, 32 bits, 2^53, seconds against milliseconds, ints too big to scale. */
const BORDER_INTEGERS: readonly number[] = [
	...[0, -0, 1, -1, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), 2 ** 32],
	...[1e8 - 1, 1e8, 1e8 + 1, 1e11 - 1, 1e11, 1e11 + 1, -1e11],
	...[SAFE - 1, SAFE, SAFE + 1, SAFE + 3, -SAFE, -SAFE - 1, 1e21, -1e300],
];

/** Timestamps of the 2020s in seconds and in milliseconds, and small numbers. */
const INTEGER_RANGES: readonly (readonly [number, number])[] = [
	[1.6e9, 1.8e9],
	[1.6e12, 1.8e12],
	[-1000, 1000],
];

const FRACTIONS: readonly number[] = [0.1 + 0.2, 0.5, -1.5, 1e-7, 5e-324, Number.MAX_VALUE, 1616473358.5];

/** Integers within the bounds and of all the multiples; undefined if there are none. */
export function integersOf({ bounds, multiples }: Alternative): fc.Arbitrary<number> | undefined {
	const low = Math.max(-Infinity, Math.ceil(bounds.minimum ?? -Infinity), above(bounds.exclusiveMinimum));
	const high = Math.min(Infinity, Math.floor(bounds.maximum ?? Infinity), below(bounds.exclusiveMaximum));
	const factor = multiples.reduce(leastCommonMultiple, 1);
	// Judges divide in floating point: a multiple beyond 2^53 is a matter of opinion among them.
	const settled = (value: number) => factor === 1 || (Number.isSafeInteger(value) && value % factor === 0);
	const borders = [...BORDER_INTEGERS, low, low + factor, high - factor, high].filter(
		(value) => Number.isInteger(value) && low <= value && value <= high && settled(value),
	);
	const inRange = ([from, to]: readonly [number, number]): Weighted[] => {
		const min = Math.ceil(Math.max(from, low) / factor);
		const max = Math.floor(Math.min(to, high) / factor);
		return min > max
			? []
			: [{ weight: 3, arbitrary: fc.integer({ min, max }).map((value) => value * factor) }];
	};
	const ranges = [...INTEGER_RANGES, [-SAFE, SAFE] as const].flatMap(inRange);
	return choice([...ranges, ...pool(borders)]);
}

/** Numbers, whole and broken, within the bounds; undefined if there are none. */
export function numbersOf(alternative: Alternative): fc.Arbitrary<number> | undefined {
	const whole = integersOf(alternative);
	// A fractional multipleOf is refused with the multiples; of a whole one only integers are multiples.
	if (alternative.multiples.length > 0) return whole;
	const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = alternative.bounds;
	const low = Math.max(minimum ?? -Number.MAX_VALUE, exclusiveMinimum ?? -Number.MAX_VALUE);
	const high = Math.min(maximum ?? Number.MAX_VALUE, exclusiveMaximum ?? Number.MAX_VALUE);
	const inside = (value: number) =>
		low <= value && value <= high && value !== exclusiveMinimum && value !== exclusiveMaximum;
	const doubles = fc.double({ min: low, max: Math.max(low, high), noNaN: true, noDefaultInfinity: true });
	const broken: Weighted[] = low < high ? [{ weight: 3, arbitrary: doubles.filter(inside) }] : [];
	const borders = [...FRACTIONS, low, high].filter(inside);
	return choice([...broken, ...pool(borders), ...(whole ? [{ weight: 3, arbitrary: whole }] : [])]);
}

/** Strings whose length in code points lies within the bounds; undefined if there are none. */
export function stringsOfLength({ bounds }: Alternative): fc.Arbitrary<string> | undefined {
	const { minLength = 0, maxLength = Number.POSITIVE_INFINITY } = bounds;
	if (minLength > maxLength) return undefined;
	if (minLength === 0 && maxLength === Number.POSITIVE_INFINITY) return strings;
	// Lone surrogates in front of anything: two neighbours never become one code point.
	const units = fc.constantFrom("a", "Z", "0", "\u0000", "\u2028", "\u00e9", "\ud800", "\u{1f600}");
	return fc
		.array(units, { minLength, maxLength: Math.min(maxLength, minLength + 12), size: "max" })
		.map((chosen) => chosen.join(""));
}

function pool(values: readonly number[]): Weighted[] {
	return values.length === 0 ? [] : [{ weight: 3, arbitrary: fc.constantFrom(...values) }];
}

function choice(options: readonly Weighted[]): fc.Arbitrary<number> | undefined {
	return options.length === 0 ? undefined : fc.oneof(...options);
}

function above(exclusive: number | undefined): number {
	return exclusive === undefined ? -Infinity : Math.floor(exclusive) + 1;
}

function below(exclusive: number | undefined): number {
	return exclusive === undefined ? Infinity : Math.ceil(exclusive) - 1;
}

function leastCommonMultiple(left: number, right: number): number {
	if (!Number.isSafeInteger(right)) throw new Error(`cannot generate instances for "multipleOf" ${right}`);
	const divisor = greatestCommonDivisor(left, right);
	return (left / divisor) * right;
}

function greatestCommonDivisor(left: number, right: number): number {
	return right === 0 ? left : greatestCommonDivisor(right, left % right);
}
