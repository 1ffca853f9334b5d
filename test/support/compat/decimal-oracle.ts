import type { Json } from "../../../src/json/index.js";

type Keywords = { readonly [keyword: string]: Json };
type Rule = (held: number, instance: number) => boolean;

/** Whether a number is valid by a small schema, in exact decimals; formats of numbers assert. Shares nothing with the product. */
export function isDecimalValid(schema: Json, instance: Json): boolean {
	if (typeof schema === "boolean") return schema;
	const keywords = schema as Keywords;
	return Object.entries(keywords).every(([keyword, held]) =>
		meets(keyword, held as never, instance, keywords),
	);
}

function meets(keyword: string, held: never, instance: Json, keywords: Keywords): boolean {
	const inside = (schema: Json) => isDecimalValid(schema, instance);
	const schemas: readonly Json[] = held;
	switch (keyword) {
		case "allOf":
			return schemas.every(inside);
		case "anyOf":
			return schemas.some(inside);
		case "oneOf":
			return schemas.filter(inside).length === 1;
		case "not":
			return !inside(held);
		case "if":
			return inside(inside(held) ? (keywords.then ?? true) : (keywords.else ?? true));
		case "then":
		case "else":
			return true;
		case "type":
			return typeof instance === "number" && (held === "number" || isMultiple(instance, 1));
		case "const":
			return held === instance;
		case "enum":
			return schemas.includes(instance);
		case "format":
			return typeof instance !== "number" || hasFormat(held, instance);
		default: {
			const rule = RULES[keyword];
			if (rule === undefined) throw new Error(`no rule for ${keyword}`);
			return typeof instance !== "number" || rule(held, instance);
		}
	}
}

const RULES: { readonly [keyword: string]: Rule } = {
	minimum: (bound, instance) => instance >= bound,
	maximum: (bound, instance) => instance <= bound,
	exclusiveMinimum: (bound, instance) => instance > bound,
	exclusiveMaximum: (bound, instance) => instance < bound,
	multipleOf: (of, instance) => isMultiple(instance, of),
};

function hasFormat(name: string, instance: number): boolean {
	const bits = Number(/\d+$/.exec(name)?.[0]);
	if (name === "float") return Math.abs(instance) <= (2 - 2 ** -23) * 2 ** 127;
	if (name === "double") return true;
	const [low, high] = name.startsWith("u")
		? [0n, 2n ** BigInt(bits)]
		: [-(2n ** BigInt(bits - 1)), 2n ** BigInt(bits - 1)];
	return isMultiple(instance, 1) && BigInt(instance) >= low && BigInt(instance) < high;
}

/** By whole numbers of a common power of ten. */
function isMultiple(instance: number, of: number): boolean {
	const [a, b] = [decimal(instance), decimal(of)];
	const least = Math.min(a.exponent, b.exponent);
	const whole = ({ digits, exponent }: Decimal) => digits * 10n ** BigInt(exponent - least);
	return whole(a) % whole(b) === 0n;
}

interface Decimal {
	readonly digits: bigint;
	readonly exponent: number;
}

function decimal(value: number): Decimal {
	const [digits = "0", exponent = "0"] = value.toExponential().split("e");
	const [whole = "0", part = ""] = digits.split(".");
	return { digits: BigInt(whole + part), exponent: Number(exponent) - part.length };
}
