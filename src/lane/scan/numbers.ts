import { type Code, f64, i32, i64, local, when } from "../wasm/code.js";
import { DIGITS, POWERS } from "./memory.js";
import { DOUBT } from "./tokens.js";

/** Doubt unless a number that was measured is as a keyword asks; given the local that has its digits after the point. */
export type NumberCheck = (fraction: number) => Code;

const digits: Code = [i32.const(DIGITS), i64.load()];

// Of two numbers with at most 15 digits, both whole, the quotient is rounded once: it is what JSON.parse makes of the text.
/** The number that was measured, as a double; given the local that has its digits after the point. */
export const double = (fraction: number): Code => [
	[digits, f64.convertS],
	[local.get(fraction), i32.const(8), i32.mul, f64.load(POWERS), f64.div],
];

const BREAKS: { readonly [keyword: string]: number } = {
	minimum: f64.lt,
	maximum: f64.gt,
	exclusiveMinimum: f64.le,
	exclusiveMaximum: f64.ge,
};

/** A bound, as validators take it: a comparison of doubles. */
export function checkBound(keyword: string, bound: number): NumberCheck | undefined {
	const breaks = BREAKS[keyword];
	if (breaks === undefined) return undefined;
	return (fraction) => [double(fraction), f64.const(bound), breaks, when(DOUBT)];
}

/** The places after the point up to which ten million million fit into an i64 beside them. */
const MAX_SCALE = 3;

/** A divisor in decimals, as validators take it: 0.01 divides 19.99. */
export function checkMultiple(divisor: number): NumberCheck | undefined {
	const [, whole = "", part = ""] = /^(\d+)(?:\.(\d+))?$/.exec(String(divisor)) ?? [];
	if (whole === "" || part.length > MAX_SCALE || divisor > 1e15 || divisor <= 0) return undefined;
	const units = BigInt(whole + part);
	return (fraction) => {
		const isMultiple = Array.from({ length: part.length + 1 }, (_, places) => [
			[local.get(fraction), i32.const(places), i32.eq],
			[digits, i64.const(10n ** BigInt(part.length - places)), i64.mul, i64.const(units), i64.remS, i64.eqz],
			[i32.and],
		]);
		return [isMultiple.map((one, index) => (index === 0 ? one : [one, i32.or])), i32.eqz, when(DOUBT)];
	};
}
