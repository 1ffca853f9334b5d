import type { Units } from "../../step.js";
import type { Codec } from "./codec.js";
import { type Decimal, decimalOf, divide, multiply, type Rounding, rounded, toDouble } from "./decimal.js";
import { Unfit } from "./unfit.js";

/** To how many decimals a scaled number is rounded, and how. */
export interface Precision {
	readonly decimals: number;
	/** @default "half-up" */
	readonly round?: Rounding;
}

/** How a scaled number is written, on the way up and on the way back. */
export interface ScaleOptions extends Partial<Precision> {
	/** The same for the way back; exact unless given, to 20 decimals where a quotient has no end. */
	readonly back?: Precision;
	/** What the account calls the two units: ["EUR", "cent"]. */
	readonly units?: Units;
}

/**
 * A number times a factor, in decimals and exactly: 1.005 by 100 is 100.5, as on paper. What is rounded off is residue.
 *
 * @example
 * cents: from("/total", scaled(100, { decimals: 0, round: "half-up" }))
 */
export function scaled(factor: number, options: ScaleOptions = {}): Codec<number, number> {
	const scale = decimalOf(String(factor));
	if (scale === undefined || scale.digits === 0n)
		throw new RangeError("the factor has to be a finite number other than 0");
	const { decimals, round = "half-up", back, units } = options;
	const up = decimals === undefined ? undefined : { decimals, round };
	const data = { scaled: factor, ...options };
	return {
		upgrade: (older) => scaleNumber(older, factor, scale, up),
		downgrade: (newer) => unscaleNumber(newer, scale, back),
		...(units && { units }),
		data,
	};
}

/** A time in seconds as one in milliseconds; on the way back whole seconds, and what is less is residue. */
export const milliseconds: Codec<number, number> = /* @__PURE__ */ named(
	"milliseconds",
	/* @__PURE__ */ scaled(1000, { back: { decimals: 0, round: "floor" }, units: ["s", "ms"] }),
);

/** A time in milliseconds as one in whole seconds; what is less than a second is residue. */
export const seconds: Codec<number, number> = /* @__PURE__ */ named(
	"seconds",
	/* @__PURE__ */ scaled(0.001, { decimals: 0, round: "floor", units: ["ms", "s"] }),
);

// Calls that bundlers may leave out, with all that they need, where nobody uses what comes of them.
function named(name: string, codec: Codec<number, number>): Codec<number, number> {
	return { ...codec, data: { [name]: {} } };
}

/** Beyond this a quotient that has no end says no more in a double. */
const ENDLESS = 20;

function scaleNumber(
	value: number,
	factor: number,
	scale: Decimal,
	precision: Precision | undefined,
): number {
	const plain = value * factor;
	// Whole numbers that doubles hold need no decimals.
	if (Number.isSafeInteger(value) && Number.isSafeInteger(factor) && Number.isSafeInteger(plain))
		return plain + 0;
	return checked(fitted(multiply(decimalFrom(value), scale), precision));
}

function unscaleNumber(value: number, scale: Decimal, precision: Precision | undefined): number {
	const { decimals = ENDLESS, round = "half-up" } = precision ?? {};
	return checked(divide(decimalFrom(value), scale, decimals, round));
}

function fitted(value: Decimal, precision: Precision | undefined): Decimal {
	return precision ? rounded(value, precision.decimals, precision.round ?? "half-up") : value;
}

function decimalFrom(value: number): Decimal {
	const decimal = decimalOf(String(value));
	if (decimal === undefined) throw new Unfit("is no finite number");
	return decimal;
}

function checked(value: Decimal): number {
	const number = toDouble(value);
	if (!Number.isFinite(number)) throw new Unfit("is too large a number once it is scaled");
	return number + 0;
}
