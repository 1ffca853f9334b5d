import { branch, branchIf, type Code, call, i32, i64, leave, local, loop, when } from "../wasm/code.js";
import { type Func, I32, I64, type ModuleBuilder } from "../wasm/module.js";
import { CLASS, CLASSES, DIGITS, ESCAPES, FUEL, IS_HIGH, MAX_DIGITS } from "./memory.js";

/** A scanner returns the place after what it accepted; 0 is doubt: the text may be good or bad. */
export const DOUBT: Code = [i32.const(0), leave];

/**
 * Where alternatives are tried in turn, and inside of them others, a text is looked at again and again: what is looked at is
 * counted, and too much is doubt.
 */
const spend = (amount: Code): Code => [
	i32.const(FUEL),
	[i32.const(FUEL), i32.load(), amount, i32.sub],
	i32.store(),
];

/** Counts a member or an element; doubt, if there have been too many. */
export const spendOne: Code = [
	spend(i32.const(1)),
	[i32.const(FUEL), i32.load(), i32.const(0), i32.ltS, when(DOUBT)],
];

/** Doubt for the whole record: no alternative can accept what stands there. */
const refuse: Code = [[i32.const(FUEL), i32.const(-1), i32.store()], DOUBT];

/** The code of an ASCII character. */
export const ascii = (character: string): Code => i32.const(character.charCodeAt(0));

/** Whether the byte at the place is that character. */
export const isAt = (place: Code, character: string): Code => [place, i32.load8(), ascii(character), i32.eq];

/** Scanners of JSON's tokens and values, of the place where one begins. Texts are as JSON.stringify writes them. */
export interface TokenScanners {
	/** A string; the escapes are those of two characters. */
	readonly string: Func;
	/** The name of a member and its colon: no escape, as it may spell another name, and not "__proto__". */
	readonly name: Func;
	/** An integer without fraction or exponent, of at most 15 digits. */
	readonly integer: Func;
	/** A number without exponent, of at most 15 digits before the point and 15 after it. */
	readonly number: Func;
	/** Any value, which nests at most as deep as the second parameter says. */
	readonly value: Func;
	/** The characters of a string, from its place to the place after it. */
	readonly length: Func;
	/** Puts the digits of a number at DIGITS, from its place to the place after it; how many stand after the point. */
	readonly measure: Func;
}

/** Adds the scanners of JSON itself to the module. */
export function addTokens(module: ModuleBuilder): TokenScanners {
	const string = addString(module);
	const name = addName(module);
	const integer = addInteger(module);
	const number = addNumber(module, integer);
	const value = addValue(module, { string, name, number });
	return { string, name, integer, number, value, length: addLength(module), measure: addMeasure(module) };
}

const classAt = (place: Code): Code => [place, i32.load8(), i32.load8(CLASSES)];
const step = (place: number): Code => [local.get(place), i32.const(1), i32.add, local.set(place)];
const isDigitAt = (place: number): Code => [
	local.get(place),
	i32.load8(),
	ascii("0"),
	i32.sub,
	i32.const(10),
	i32.ltU,
];

function addString(module: ModuleBuilder): Func {
	return module.func(1, [I32, I32], (place = 0, kind = 1, start = 2) => [
		[local.get(place), i32.load8(), ascii('"'), i32.ne, when(DOUBT)],
		[local.get(place), local.set(start)],
		loop(
			step(place),
			[classAt(local.get(place)), local.tee(kind), i32.eqz, branchIf(0)],
			whenKind(kind, CLASS.high, [noteHigh, branch(1)]),
			whenKind(kind, CLASS.backslash, [
				step(place),
				[local.get(place), i32.load8(), i32.load8(ESCAPES), branchIf(1)],
				refuse,
			]),
			whenKind(kind, CLASS.refused, refuse),
		),
		spend([local.get(place), local.get(start), i32.sub]),
		[local.get(place), i32.const(1), i32.add],
	]);
}

const noteHigh: Code = [i32.const(IS_HIGH), i32.const(1), i32.store()];

const whenKind = (kind: number, is: number, code: Code): Code => [
	[local.get(kind), i32.const(is), i32.eq],
	when(code),
];

function addName(module: ModuleBuilder): Func {
	const proto = [..."__proto_"].reduceRight((sum, c) => (sum << 8n) | BigInt(c.charCodeAt(0)), 0n);
	return module.func(1, [I32, I32], (place = 0, kind = 1, start = 2) => [
		[local.get(place), i32.load8(), ascii('"'), i32.ne, when(DOUBT)],
		[local.get(place), local.set(start)],
		loop(
			step(place),
			[classAt(local.get(place)), local.tee(kind), i32.eqz, branchIf(0)],
			whenKind(kind, CLASS.high, [noteHigh, branch(1)]),
		),
		[local.get(kind), i32.const(CLASS.quote), i32.ne, when(refuse)],
		[local.get(start), i64.load(1), i64.const(proto), i64.ne, i32.eqz],
		[local.get(start), i32.load16(9), i32.const(0x225f), i32.eq, i32.and, when(refuse)],
		[local.get(place), i32.load8(1), ascii(":"), i32.ne, when(refuse)],
		spend([local.get(place), local.get(start), i32.sub]),
		[local.get(place), i32.const(2), i32.add],
	]);
}

function addInteger(module: ModuleBuilder): Func {
	return module.func(1, [I32], (place = 0, start = 1) => [
		[isAt(local.get(place), "-"), when(step(place))],
		[isAt(local.get(place), "0"), when(local.get(place), i32.const(1), i32.add, leave)],
		[local.get(place), local.set(start)],
		loop(isDigitAt(place), when(step(place), branch(1))),
		// None leaves a difference of 0, which is below 0 here, so beyond the limit as well.
		[local.get(place), local.get(start), i32.sub, i32.const(1), i32.sub],
		[i32.const(MAX_DIGITS - 1), i32.gtU, when(DOUBT)],
		local.get(place),
	]);
}

function addNumber(module: ModuleBuilder, integer: Func): Func {
	return module.func(1, [I32], (place = 0, start = 1) => [
		[local.get(place), call(integer), local.tee(place), i32.eqz, when(DOUBT)],
		[local.get(place), i32.load8(), ascii("."), i32.ne, when(local.get(place), leave)],
		[local.get(place), local.set(start)],
		loop(step(place), isDigitAt(place), branchIf(0)),
		[local.get(place), local.get(start), i32.sub, i32.const(2), i32.sub],
		[i32.const(MAX_DIGITS - 1), i32.gtU, when(DOUBT)],
		local.get(place),
	]);
}

function addValue(
	module: ModuleBuilder,
	{ string, name, number }: Pick<TokenScanners, "string" | "name" | "number">,
): Func {
	const value = module.declare(2);
	module.define(value, [I32], (place = 0, depth = 1, byte = 2) => {
		const inner: Code = [local.get(place), local.get(depth), i32.const(1), i32.sub, call(value)];
		const isByte = (character: string): Code => [local.get(byte), ascii(character), i32.eq];
		const container = (close: string, member: Code): Code => [
			[local.get(depth), i32.eqz, when(DOUBT)],
			step(place),
			[isAt(local.get(place), close), when(local.get(place), i32.const(1), i32.add, leave)],
			loop(
				spendOne,
				member,
				[inner, local.tee(place), i32.eqz, when(DOUBT)],
				[local.get(place), i32.load8(), local.set(byte)],
				step(place),
				[isByte(","), branchIf(0)],
			),
			[isByte(close), when(local.get(place), leave)],
			DOUBT,
		];
		return [
			[local.get(place), i32.load8(), local.set(byte)],
			[isByte('"'), when(local.get(place), call(string), leave)],
			[
				isByte("{"),
				when(container("}", [local.get(place), call(name), local.tee(place), i32.eqz, when(DOUBT)])),
			],
			[isByte("["), when(container("]", []))],
			...["true", "false", "null"].map((word) => whenWord(place, word)),
			[local.get(place), call(number)],
		];
	});
	return value;
}

/** Returns the place after the word, if it stands there. */
export function whenWord(place: number, word: string): Code {
	// The last four letters tell the words apart, and follow the first.
	const tail = word.slice(-4);
	const bytes = [...tail].reduceRight((sum, c) => sum * 256 + c.charCodeAt(0), 0);
	return [
		[local.get(place), i32.load(word.length - 4), i32.const(bytes), i32.eq],
		[isAt(local.get(place), word.charAt(0)), i32.and],
		when(local.get(place), i32.const(word.length), i32.add, leave),
	];
}

/** A byte that goes on a character of UTF-8 counts nothing, nor does a backslash: what it escapes is one character. */
function addLength(module: ModuleBuilder): Func {
	return module.func(2, [I32], (place = 0, end = 1, count = 2) => [
		step(place),
		[local.get(end), i32.const(1), i32.sub, local.set(end)],
		loop(
			[local.get(place), local.get(end), i32.ltU],
			when(
				[isAt(local.get(place), "\\"), when(step(place))],
				[local.get(place), i32.load8(), i32.const(0xc0), i32.and, i32.const(0x80), i32.ne],
				[local.get(count), i32.add, local.set(count)],
				step(place),
				branch(1),
			),
		),
		local.get(count),
	]);
}

function addMeasure(module: ModuleBuilder): Func {
	return module.func(2, [I32, I32, I64], (place = 0, end = 1, isNegative = 2, point = 3, sum = 4) => [
		[isAt(local.get(place), "-"), local.tee(isNegative), when(step(place))],
		loop(
			[local.get(place), local.get(end), i32.ltU],
			when(
				[isAt(local.get(place), "."), when([local.get(place), local.set(point), step(place)])],
				[local.get(sum), i64.const(10n), i64.mul],
				[local.get(place), i32.load8(), ascii("0"), i32.sub, i64.extendU, i64.add, local.set(sum)],
				step(place),
				branch(1),
			),
		),
		[local.get(isNegative), when(i64.const(0n), local.get(sum), i64.sub, local.set(sum))],
		[i32.const(DIGITS), local.get(sum), i64.store()],
		[local.get(point), i32.eqz, when(i32.const(0), leave)],
		[local.get(end), local.get(point), i32.sub, i32.const(1), i32.sub],
	]);
}
