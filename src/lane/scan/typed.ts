import { branch, branchIf, type Code, call, enclose, i32, leave, local, loop, when } from "../wasm/code.js";
import { type Func, I32 } from "../wasm/module.js";
import { enter } from "./enter.js";
import { ARRAYS, allowedTypes, areCounts, type Keywords, NUMBERS, OBJECTS, STRINGS } from "./keywords.js";
import { MAX_DIGITS } from "./memory.js";
import { checkBound, checkMultiple } from "./numbers.js";
import { scanObject } from "./object.js";
import { ascii, DOUBT, isAt, spendOne, whenWord } from "./tokens.js";
import type { About, Workshop } from "./workshop.js";

/** The keywords that ask something of values by their type: a scanner for each type, told apart by the first byte. */
export function scanTyped(shop: Workshop, schema: Keywords, about: About): Func {
	const { module, tokens, never } = shop;
	const { value, string } = tokens;
	const types = allowedTypes(schema);
	const isAllowed = (type: string) => types === undefined || types.includes(type);
	const has = (keywords: readonly string[]) => keywords.some((keyword) => Object.hasOwn(schema, keyword));
	const by = (type: string, keywords: readonly string[], make: () => Func, whole: Func = value) => {
		if (!isAllowed(type)) return never;
		return has(keywords) || about.watched || about.isRoot ? make() : whole;
	};
	const object = by("object", OBJECTS, () => scanObject(shop, schema, about));
	const array = by("array", ARRAYS, () => scanArray(shop, schema, about));
	const text = by("string", STRINGS, () => scanString(shop, schema), scanToken(shop, string));
	const number =
		types?.includes("integer") && !types.includes("number")
			? scanNumber(shop, schema, tokens.integer)
			: by("number", NUMBERS, () => scanNumber(shop, schema, tokens.number), scanToken(shop, tokens.number));
	const words = [...(isAllowed("null") ? ["null"] : []), ...(isAllowed("boolean") ? ["true", "false"] : [])];
	return module.func(2, [I32], (place = 0, depth = 1, byte = 2) => {
		const by = (character: string, scanner: Func) => [
			[local.get(byte), ascii(character), i32.eq],
			when(local.get(place), local.get(depth), call(scanner), leave),
		];
		return [
			[local.get(place), i32.load8(), local.set(byte)],
			by('"', text),
			by("{", object),
			by("[", array),
			...words.map((word) => whenWord(place, word)),
			[local.get(place), local.get(depth), call(number)],
		];
	});
}

/** The scanner of a token, which needs no depth. */
function scanToken({ module }: Workshop, token: Func): Func {
	return module.func(2, [], (place = 0) => [local.get(place), call(token)]);
}

function scanString({ module, tokens, never }: Workshop, { minLength, maxLength }: Keywords): Func {
	const { string, length } = tokens;
	if (!areCounts(minLength, maxLength)) return never;
	return module.func(2, [I32, I32], (place = 0, _depth = 1, end = 2, count = 3) => [
		[local.get(place), call(string), local.tee(end), i32.eqz, when(DOUBT)],
		[local.get(place), local.get(end), call(length), local.set(count)],
		inRange(count, minLength, maxLength),
		local.get(end),
	]);
}

function scanNumber(shop: Workshop, schema: Keywords, token: Func): Func {
	const bounds = NUMBERS.flatMap((keyword) => {
		const bound = schema[keyword];
		return bound === undefined ? [] : [{ keyword, bound }];
	});
	if (bounds.length === 0) return scanToken(shop, token);
	const { module, tokens, never } = shop;
	const checks = bounds.map(({ keyword, bound }) =>
		typeof bound !== "number"
			? undefined
			: keyword === "multipleOf"
				? checkMultiple(bound)
				: checkBound(keyword, bound),
	);
	if (checks.includes(undefined)) return never;
	return module.func(2, [I32, I32], (place = 0, _depth = 1, end = 2, fraction = 3) => [
		[local.get(place), call(token), local.tee(end), i32.eqz, when(DOUBT)],
		[local.get(end), local.get(place), i32.sub, i32.const(MAX_DIGITS), i32.gtU, when(DOUBT)],
		[local.get(place), local.get(end), call(tokens.measure), local.set(fraction)],
		...checks.map((check) => check?.(fraction) ?? []),
		local.get(end),
	]);
}

function scanArray(
	{ module, never, of }: Workshop,
	{ items = true, minItems, maxItems }: Keywords,
	{ watched }: About,
): Func {
	if (!areCounts(minItems, maxItems)) return never;
	const element = of(items, watched?.below.get("*"));
	const isCounted = minItems !== undefined || maxItems !== undefined;
	return module.func(2, [I32, I32], (place = 0, depth = 1, byte = 2, count = 3) => [
		enter(place, depth, "["),
		enclose(
			[isAt(local.get(place), "]"), branchIf(0)],
			loop(
				spendOne,
				[local.get(place), local.get(depth), call(element), local.tee(place), i32.eqz, when(DOUBT)],
				isCounted ? [local.get(count), i32.const(1), i32.add, local.set(count)] : [],
				[local.get(place), i32.load8(), local.tee(byte), ascii("]"), i32.eq, branchIf(1)],
				[local.get(byte), ascii(","), i32.ne, when(DOUBT)],
				[local.get(place), i32.const(1), i32.add, local.set(place)],
				branch(0),
			),
		),
		isCounted ? inRange(count, minItems, maxItems) : [],
		[local.get(place), i32.const(1), i32.add],
	]);
}

/** Doubt, unless the count is in the range. */
function inRange(count: number, least: unknown, most: unknown): Code {
	return [
		least === undefined ? [] : [local.get(count), i32.const(Number(least)), i32.ltU, when(DOUBT)],
		most === undefined ? [] : [local.get(count), i32.const(Number(most)), i32.gtU, when(DOUBT)],
	];
}
