/** A number as JSON writes it: digits times a power of ten. */
export interface Decimal {
	readonly digits: bigint;
	readonly power: number;
}

/** How what does not fit is rounded: to the nearest, a half up (away from zero), down or to the even; or one way. */
export type Rounding = "half-up" | "half-down" | "half-even" | "up" | "down" | "floor" | "ceiling";

/** The decimal that the text of a JSON number stands for, exactly; undefined if it is no such text. */
export function decimalOf(text: string): Decimal | undefined {
	const parts = /^(-?\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,6}))?$/.exec(text);
	if (!parts) return undefined;
	const [, whole = "0", fraction = "", exponent = "0"] = parts;
	const sign = whole.startsWith("-") ? -1n : 1n;
	return {
		digits: sign * BigInt(whole.replace("-", "") + fraction),
		power: Number(exponent) - fraction.length,
	};
}

/** The nearest double, as JSON reads it. */
export function toDouble({ digits, power }: Decimal): number {
	return Number(`${digits}e${power}`);
}

/** a × b, exactly. */
export function multiply(a: Decimal, b: Decimal): Decimal {
	return { digits: a.digits * b.digits, power: a.power + b.power };
}

/** a / b to so many decimals; what is beyond is rounded. */
export function divide(a: Decimal, b: Decimal, decimals: number, round: Rounding): Decimal {
	const shift = a.power - b.power + decimals;
	const over = shift >= 0 ? a.digits * 10n ** BigInt(shift) : a.digits;
	const under = shift >= 0 ? b.digits : b.digits * 10n ** BigInt(-shift);
	return { digits: divided(under < 0n ? -over : over, under < 0n ? -under : under, round), power: -decimals };
}

/** The decimal with at most so many decimals; what is beyond is rounded. */
export function rounded(value: Decimal, decimals: number, round: Rounding): Decimal {
	return value.power >= -decimals ? value : divide(value, { digits: 1n, power: 0 }, decimals, round);
}

/** Whether both are the same number. */
export function isSame(a: Decimal, b: Decimal): boolean {
	const power = Math.min(a.power, b.power);
	if (Math.max(a.power, b.power) - power > 1000) return a.digits === 0n && b.digits === 0n;
	return a.digits * 10n ** BigInt(a.power - power) === b.digits * 10n ** BigInt(b.power - power);
}

function divided(over: bigint, under: bigint, round: Rounding): bigint {
	const whole = over / under;
	const left = over - whole * under;
	if (left === 0n) return whole;
	const away = over < 0n ? whole - 1n : whole + 1n;
	const twice = (left < 0n ? -left : left) * 2n;
	switch (round) {
		case "down":
			return whole;
		case "up":
			return away;
		case "floor":
			return over < 0n ? away : whole;
		case "ceiling":
			return over < 0n ? whole : away;
		case "half-up":
			return twice >= under ? away : whole;
		case "half-down":
			return twice > under ? away : whole;
		case "half-even":
			return twice > under || (twice === under && whole % 2n !== 0n) ? away : whole;
	}
}
