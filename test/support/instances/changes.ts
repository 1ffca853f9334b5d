import type { Json } from "../../../src/json/index.js";

/** One way to spoil a value, or to drop it (undefined); `detail` chooses how, `names` are the schema's. */
export type Change = (value: Json, detail: number, names: readonly string[]) => Json | undefined;

const STRANGE_NAMES = [
	"extra",
	"__proto__",
	"constructor",
	"toString",
	"",
	"user_id",
	"user",
	"tasks",
	"sign_in",
];

/** The ways to spoil a value, each a mistake that real writers make; keys come and go most of all. */
export const CHANGES: readonly Change[] = [
	drop,
	drop,
	addMember,
	addMember,
	toNull,
	toOtherType,
	toFraction,
	toOtherWord,
	toDeeper,
	toShallower,
];

function drop(): undefined {
	return undefined;
}

function addMember(value: Json, detail: number, names: readonly string[]): Json {
	if (Array.isArray(value)) return [...value, detail];
	if (typeof value !== "object" || value === null) return { value };
	const candidates = [...STRANGE_NAMES, ...names].filter((name) => !Object.hasOwn(value, name));
	return Object.fromEntries([...Object.entries(value), [pick(candidates, detail) ?? "extra", detail]]);
}

function toNull(): Json {
	return null;
}

function toOtherType(value: Json, detail: number): Json {
	const others: readonly Json[] = [0, "0", true, [], {}, { 0: value, length: 1 }, 1.5, ""];
	return pick(
		others.filter((other) => typeof other !== typeof value || Array.isArray(other) !== Array.isArray(value)),
		detail,
	);
}

function toFraction(value: Json): Json {
	if (typeof value !== "number") return 0.5;
	return Number.isInteger(value + 0.5) ? 0.5 : value + 0.5;
}

function toOtherWord(value: Json, detail: number): Json {
	if (typeof value !== "string") return JSON.stringify(value);
	return pick(
		[`${value} `, value.toUpperCase(), `${value}\u0000`, value.slice(1), "client", "pending"],
		detail,
	);
}

function toDeeper(value: Json, detail: number): Json {
	return detail % 2 === 0 ? [value] : { value };
}

function toShallower(value: Json): Json {
	if (typeof value !== "object" || value === null) return [];
	return Object.values(value)[0] ?? null;
}

function pick<T>(values: readonly T[], detail: number): T {
	const value = values[detail % values.length];
	if (value === undefined) throw new Error("nothing to pick from");
	return value;
}
