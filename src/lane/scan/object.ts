import { isObject } from "../../json/index.js";
import { branch, branchIf, type Code, call, enclose, i32, i64, local, loop, when } from "../wasm/code.js";
import { type Func, I32, I64 } from "../wasm/module.js";
import { enter } from "./enter.js";
import type { Keywords } from "./keywords.js";
import { unlessAt, utf8 } from "./literal.js";
import { ID_END, ID_START } from "./memory.js";
import { ascii, DOUBT, isAt, spendOne } from "./tokens.js";
import type { About, Workshop } from "./workshop.js";

/** As many as an i64 has bits. */
const MAX_NAMES = 64;

interface Member {
	readonly name: string;
	readonly scanner: Func;
	readonly isRequired: boolean;
}

/**
 * An object, by the names that stand in it: those of the schema are looked for in its order, again and again, until the
 * object ends. A text in that order is passed once; in any other it is passed as often as a name comes before one
 * that the schema has earlier. A name twice is doubt.
 */
export function scanObject(shop: Workshop, schema: Keywords, { watched, isRoot = false }: About): Func {
	const { module, tokens, never } = shop;
	const members = membersOf(shop, schema, { watched, isRoot });
	if (members === undefined) return never;
	const { additionalProperties } = schema;
	const others = additionalProperties === false ? undefined : shop.of(additionalProperties ?? true);
	const required = members.reduce(
		(bits, { isRequired }, bit) => (isRequired ? bits | (1n << BigInt(bit)) : bits),
		0n,
	);
	return module.func(2, [I32, I32, I64], (place = 0, depth = 1, before = 2, byte = 3, seen = 4) => {
		/** After a member: on to the next one, or out of the groups around it. */
		const next = (out: number): Code => [
			[local.get(place), i32.load8(), local.tee(byte), ascii("}"), i32.eq, branchIf(out)],
			[local.get(byte), ascii(","), i32.ne, when(DOUBT)],
			[local.get(place), i32.const(1), i32.add, local.set(place)],
		];
		const member = ({ name, scanner }: Member, bit: number): Code => {
			const text = utf8(`${JSON.stringify(name)}:`);
			const isNoted = isRoot && name === "id";
			const flag = i64.const(1n << BigInt(bit));
			return enclose(
				unlessAt(place, text, 0),
				spendOne,
				[local.get(seen), flag, i64.and, i64.eqz, i32.eqz, when(DOUBT)],
				[local.get(seen), flag, i64.or, local.set(seen)],
				[local.get(place), i32.const(text.length), i32.add, local.set(place)],
				isNoted ? note(ID_START, place) : [],
				[local.get(place), local.get(depth), call(scanner), local.tee(place), i32.eqz, when(DOUBT)],
				isNoted ? note(ID_END, place) : [],
				next(2),
			);
		};
		const other: Code =
			others === undefined
				? DOUBT
				: [
						spendOne,
						[local.get(place), call(tokens.name), local.tee(place), i32.eqz, when(DOUBT)],
						[local.get(place), local.get(depth), call(others), local.tee(place), i32.eqz, when(DOUBT)],
						next(2),
					];
		return [
			enter(place, depth, "{"),
			enclose(
				[isAt(local.get(place), "}"), branchIf(0)],
				loop(
					[local.get(place), local.set(before)],
					...members.map(member),
					[local.get(place), local.get(before), i32.eq, when(other)],
					branch(0),
				),
			),
			[local.get(seen), i64.const(required), i64.and, i64.const(required), i64.ne, when(DOUBT)],
			[local.get(place), i32.const(1), i32.add],
		];
	});
}

/** What the object may have by name; undefined if a scanner can't keep them apart. */
function membersOf(
	shop: Workshop,
	{ properties = {}, required = [], additionalProperties = true }: Keywords,
	{ watched, isRoot }: About,
): readonly Member[] | undefined {
	if (!isObject(properties) || !Array.isArray(required)) return undefined;
	const noted = [...(watched?.below.keys() ?? []), ...(isRoot ? ["id"] : [])];
	const names = new Set([...Object.keys(properties), ...required.map(String), ...noted]);
	if (names.size > MAX_NAMES) return undefined;
	return [...names].map((name) => ({
		name,
		scanner: shop.of(
			Object.hasOwn(properties, name) ? properties[name] : additionalProperties,
			watched?.below.get(name),
		),
		isRequired: required.includes(name),
	}));
}

/** Leaves the place at that address. */
const note = (address: number, place: number): Code => [i32.const(address), local.get(place), i32.store()];
