/** An exact fraction in lowest terms; the denominator is positive. */
export interface Fraction {
	readonly over: bigint;
	readonly under: bigint;
}

/** The decimal number that JSON writes for a double, exactly. */
export function fraction(value: number): Fraction {
	if (Number.isSafeInteger(value)) return { over: BigInt(value), under: 1n };
	const [mantissa = "0", exponent = "0"] = String(value).split("e");
	const [whole = "0", part = ""] = mantissa.split(".");
	const power = Number(exponent) - part.length;
	const digits = BigInt(whole + part);
	return power >= 0 ? reduced(digits * 10n ** BigInt(power), 1n) : reduced(digits, 10n ** BigInt(-power));
}

/** The double that JSON reads from the fraction if that is exactly the fraction, as a decimal. */
export function exactNumber({ over, under }: Fraction): number | undefined {
	const value = under === 1n ? Number(over) : Number(over) / Number(under);
	if (!Number.isFinite(value)) return undefined;
	const back = fraction(value);
	return back.over === over && back.under === under ? value : undefined;
}

/** Whether a number is a whole multiple of another, by exact decimal arithmetic. */
export function isMultiple(value: number, of: number): boolean {
	if (Number.isSafeInteger(value) && Number.isSafeInteger(of)) return value % of === 0;
	const dividend = fraction(value);
	const divisor = fraction(of);
	return (dividend.over * divisor.under) % (dividend.under * divisor.over) === 0n;
}

/** The smallest positive fraction that is a whole multiple of both. */
export function leastCommonMultiple(a: Fraction, b: Fraction): Fraction {
	return reduced((a.over * b.over) / gcd(a.over, b.over), gcd(a.under, b.under));
}

/** a / b. */
export function quotient(a: Fraction, b: Fraction): Fraction {
	return reduced(a.over * b.under, a.under * b.over);
}

/** a × b for a whole number b. */
export function times(a: Fraction, b: bigint): Fraction {
	return reduced(a.over * b, a.under);
}

/** The largest whole number that is not above the fraction. */
export function floor({ over, under }: Fraction): bigint {
	const whole = over / under;
	return over < 0n && whole * under !== over ? whole - 1n : whole;
}

function reduced(over: bigint, under: bigint): Fraction {
	const sign = under < 0n ? -1n : 1n;
	const common = gcd(over, under) || 1n;
	return { over: (sign * over) / common, under: (sign * under) / common };
}

function gcd(a: bigint, b: bigint): bigint {
	let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
	while (y !== 0n) [x, y] = [y, x % y];
	return x;
}
