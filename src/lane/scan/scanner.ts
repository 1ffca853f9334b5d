import { isObject } from "../../json/index.js";
import type { SchemaObject } from "../../lineage/index.js";
import {
	branch,
	branchIf,
	type Code,
	call,
	enclose,
	f64,
	i32,
	i64,
	leave,
	local,
	loop,
	when,
} from "../wasm/code.js";
import { type Func, I32, I64, type ModuleBuilder } from "../wasm/module.js";
import { areExclusive, followReferences, literalsOf, referred } from "./facts.js";
import { unlessAt, utf8 } from "./literal.js";
import { ID_END, ID_START, MAX_DIGITS, MAX_NOTES, NOTE_SIZE, NOTED, NOTES } from "./memory.js";
import { checkBound, checkMultiple, double } from "./numbers.js";
import { ascii, DOUBT, isAt, type TokenScanners, whenWord } from "./tokens.js";
import type { WatchedPlace } from "./watch.js";

type Keywords = { readonly [keyword: string]: unknown };

/** Keywords that say nothing about what is valid; `format` is one, as generated validators take it. */
const ANNOTATIONS = [
	...["$schema", "$id", "$comment", "$defs", "$anchor", "title", "description", "default", "examples"],
	...[
		"deprecated",
		"readOnly",
		"writeOnly",
		"format",
		"contentEncoding",
		"contentMediaType",
		"contentSchema",
	],
];
const STRINGS = ["minLength", "maxLength"];
const NUMBERS = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];
const ARRAYS = ["items", "minItems", "maxItems"];
const OBJECTS = ["properties", "required", "additionalProperties"];
const TYPED = ["type", ...STRINGS, ...NUMBERS, ...ARRAYS, ...OBJECTS];
const KNOWN = new Set([...ANNOTATIONS, ...TYPED, "const", "enum", "anyOf", "oneOf", "allOf", "$ref"]);
/** As many as an i64 has bits. */
const MAX_NAMES = 64;

/**
 * Scanners of the subschemas of one document. Each takes the place where a value begins and how deep it may nest, and
 * returns the place after the value if the text there is valid JSON and an instance of the subschema; 0 is doubt.
 *
 * Why what they accept is valid: each accepts the conjunction of its keywords, one function for each; a keyword that
 * has none here is always in doubt. Doubt is never taken for "no": where something must *not* be valid (a second
 * alternative of `oneOf`), the schemas themselves must exclude it.
 */
export class Scanners {
	readonly #module: ModuleBuilder;
	readonly #tokens: TokenScanners;
	readonly #root: SchemaObject;
	/** By what is watched in them, and by subschema. */
	readonly #known = new Map<WatchedPlace | undefined, Map<unknown, Func>>();
	readonly #never: Func;

	constructor(module: ModuleBuilder, tokens: TokenScanners, root: SchemaObject) {
		this.#module = module;
		this.#tokens = tokens;
		this.#root = root;
		this.#never = module.func(2, [], () => DOUBT_VALUE);
	}

	/** The scanner of the document itself, which notes where the value of its member `id` begins and ends. */
	root(watched?: WatchedPlace): Func {
		const target = followReferences({ root: this.#root, schema: this.#root });
		if (target !== true && !isObject(target)) return this.#never;
		// A record is no number.
		if (watched?.index !== undefined) return this.#never;
		return this.#make(target === true ? {} : target, { watched, isRoot: true });
	}

	/** The scanner of a subschema; it notes the numbers that are watched in its instances. */
	of(subschema: unknown, watched?: WatchedPlace): Func {
		const target = followReferences({ root: this.#root, schema: subschema });
		if (target === true && watched === undefined) return this.#tokens.value;
		if (target !== true && !isObject(target)) return this.#never;
		const known = this.#known.get(watched) ?? new Map<unknown, Func>();
		this.#known.set(watched, known);
		const done = known.get(target);
		if (done) return done;
		// Declared first: it may lead back to itself.
		const func = this.#module.declare(2);
		known.set(target, func);
		const made = this.#make(target === true ? {} : target, { watched });
		const whole =
			watched?.index === undefined ? made : this.#noting(made, watched.index, watched.refusesNull);
		this.#module.define(func, [], (place = 0, depth = 1) => [
			local.get(place),
			local.get(depth),
			call(whole),
		]);
		return func;
	}

	/** Notes the number that was accepted, to be looked at; what is neither a number nor null is in doubt. */
	#noting(scanner: Func, index: number, refusesNull: boolean): Func {
		const { number, measure } = this.#tokens;
		return this.#module.func(2, [I32, I32, I32], (place = 0, depth = 1, end = 2, fraction = 3, note = 4) => [
			[local.get(place), local.get(depth), call(scanner), local.tee(end), i32.eqz, when(DOUBT)],
			refusesNull ? [] : [isAt(local.get(place), "n"), when(local.get(end), leave)],
			[local.get(place), call(number), local.get(end), i32.ne, when(DOUBT)],
			[local.get(end), local.get(place), i32.sub, i32.const(MAX_DIGITS), i32.gtU, when(DOUBT)],
			[local.get(place), local.get(end), call(measure), local.set(fraction)],
			[i32.const(NOTED), i32.load(), local.tee(note), i32.const(MAX_NOTES - 1), i32.gtU, when(DOUBT)],
			[i32.const(NOTED), local.get(note), i32.const(1), i32.add, i32.store()],
			[local.get(note), i32.const(NOTE_SIZE), i32.mul, local.tee(note), double(fraction), f64.store(NOTES)],
			[local.get(note), i32.const(index), i32.store(NOTES + 8)],
			local.get(end),
		]);
	}

	/** What one keyword or group of keywords asks for each; all of them must accept the same text. */
	#make(schema: Keywords, about: About): Func {
		if (Object.keys(schema).some((keyword) => !KNOWN.has(keyword))) return this.#never;
		const { $ref, allOf, anyOf, oneOf } = schema;
		const { watched } = about;
		const literals = literalsOf(schema);
		// With literals, `type` says nothing more, if it allows all of them.
		const hasTyped = about.isRoot || watched || TYPED.some((keyword) => Object.hasOwn(schema, keyword));
		const isTyped = hasTyped && !isOnlyTyped(schema, literals);
		const parts = [
			...(typeof $ref === "string" ? [this.of(referred(this.#root, $ref), watched)] : []),
			...literals.map((texts) => this.#literals(texts)),
			...(isTyped ? [this.#typed(schema, about)] : []),
			...(Array.isArray(allOf) ? allOf.map((part) => this.of(part, watched)) : []),
			...(Array.isArray(anyOf) ? [this.#anyOf(anyOf, watched)] : []),
			...(Array.isArray(oneOf) ? [this.#oneOf(oneOf, watched)] : []),
		];
		const [first = this.#tokens.value, ...others] = parts;
		if (others.length === 0) return first;
		return this.#module.func(2, [I32], (place = 0, depth = 1, end = 2) => [
			[local.get(place), local.get(depth), call(first), local.set(end)],
			...others.map((other) => [
				[local.get(place), local.get(depth), call(other), local.get(end), i32.ne],
				when(DOUBT),
			]),
			local.get(end),
		]);
	}

	#literals(literals: readonly string[]): Func {
		return this.#module.func(2, [], (place = 0) => [
			...literals.map((literal) => {
				const text = utf8(literal);
				// 1 stands at the beginning of 12 and of 1.5, too.
				const goesOn = /\d$/.test(literal) ? goesOnAt(place, text.length) : [];
				const end = [local.get(place), i32.const(text.length), i32.add, leave];
				return enclose(unlessAt(place, text, 0), goesOn, end);
			}),
			i32.const(0),
		]);
	}

	#anyOf(alternatives: readonly unknown[], watched: WatchedPlace | undefined): Func {
		const scanners = alternatives.map((one) => this.of(one, watched));
		return this.#module.func(2, [I32], (place = 0, depth = 1, end = 2) => [
			...scanners.map((scanner) => [
				[local.get(place), local.get(depth), call(scanner), local.tee(end)],
				when(local.get(end), leave),
			]),
			i32.const(0),
		]);
	}

	/** As anyOf, if each of them excludes all others. */
	#oneOf(alternatives: readonly unknown[], watched: WatchedPlace | undefined): Func {
		const root = this.#root;
		const areApart = alternatives.every((one, index) =>
			alternatives
				.slice(index + 1)
				.every((other) => areExclusive({ root, schema: one }, { root, schema: other })),
		);
		return areApart ? this.#anyOf(alternatives, watched) : this.#never;
	}

	#typed(schema: Keywords, about: About): Func {
		const { value, string } = this.#tokens;
		const types = typesOf(schema);
		const isAllowed = (type: string) => types === undefined || types.includes(type);
		const has = (keywords: readonly string[]) => keywords.some((keyword) => Object.hasOwn(schema, keyword));
		const by = (type: string, keywords: readonly string[], make: () => Func, whole: Func = value) => {
			if (!isAllowed(type)) return this.#never;
			return has(keywords) || about.watched || about.isRoot ? make() : whole;
		};
		const object = by("object", OBJECTS, () => this.#object(schema, about));
		const array = by("array", ARRAYS, () => this.#array(schema, about));
		const text = by("string", STRINGS, () => this.#string(schema), this.#whole(string));
		const number =
			types?.includes("integer") && !types.includes("number")
				? this.#number(schema, this.#tokens.integer)
				: by(
						"number",
						NUMBERS,
						() => this.#number(schema, this.#tokens.number),
						this.#whole(this.#tokens.number),
					);
		const words = [
			...(isAllowed("null") ? ["null"] : []),
			...(isAllowed("boolean") ? ["true", "false"] : []),
		];
		return this.#module.func(2, [I32], (place = 0, depth = 1, byte = 2) => {
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
	#whole(token: Func): Func {
		return this.#module.func(2, [], (place = 0) => [local.get(place), call(token)]);
	}

	#string({ minLength, maxLength }: Keywords): Func {
		const { string, length } = this.#tokens;
		if (!areCounts(minLength, maxLength)) return this.#never;
		return this.#module.func(2, [I32, I32], (place = 0, _depth = 1, end = 2, count = 3) => [
			[local.get(place), call(string), local.tee(end), i32.eqz, when(DOUBT)],
			[local.get(place), local.get(end), call(length), local.set(count)],
			inRange(count, minLength, maxLength),
			local.get(end),
		]);
	}

	#number(schema: Keywords, token: Func): Func {
		const bounds = NUMBERS.flatMap((keyword) => {
			const bound = schema[keyword];
			return bound === undefined ? [] : [{ keyword, bound }];
		});
		if (bounds.length === 0) return this.#whole(token);
		const { measure } = this.#tokens;
		const checks = bounds.map(({ keyword, bound }) =>
			typeof bound !== "number"
				? undefined
				: keyword === "multipleOf"
					? checkMultiple(bound)
					: checkBound(keyword, bound),
		);
		if (checks.includes(undefined)) return this.#never;
		return this.#module.func(2, [I32, I32], (place = 0, _depth = 1, end = 2, fraction = 3) => [
			[local.get(place), call(token), local.tee(end), i32.eqz, when(DOUBT)],
			[local.get(end), local.get(place), i32.sub, i32.const(MAX_DIGITS), i32.gtU, when(DOUBT)],
			[local.get(place), local.get(end), call(measure), local.set(fraction)],
			...checks.map((check) => check?.(fraction) ?? []),
			local.get(end),
		]);
	}

	#array({ items = true, minItems, maxItems }: Keywords, { watched }: About): Func {
		if (!areCounts(minItems, maxItems)) return this.#never;
		const element = this.of(items, watched?.below.get("*"));
		const isCounted = minItems !== undefined || maxItems !== undefined;
		return this.#module.func(2, [I32, I32], (place = 0, depth = 1, byte = 2, count = 3) => [
			enter(place, depth, "["),
			enclose(
				[isAt(local.get(place), "]"), branchIf(0)],
				loop(
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

	/**
	 * An object, by the names that stand in it: those of the schema are looked for in its order, again and again, until the
	 * object ends. A text in that order is passed once; in any other it is passed as often as a name comes before one
	 * that the schema has earlier. A name twice is doubt.
	 */
	#object(schema: Keywords, { watched, isRoot = false }: About): Func {
		const members = this.#members(schema, watched, isRoot);
		if (members === undefined) return this.#never;
		const { additionalProperties } = schema;
		const others = additionalProperties === false ? undefined : this.of(additionalProperties ?? true);
		const required = members.reduce(
			(bits, { isRequired }, bit) => (isRequired ? bits | (1n << BigInt(bit)) : bits),
			0n,
		);
		return this.#module.func(2, [I32, I32, I64], (place = 0, depth = 1, before = 2, byte = 3, seen = 4) => {
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
							[local.get(place), call(this.#tokens.name), local.tee(place), i32.eqz, when(DOUBT)],
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
	#members(
		{ properties = {}, required = [], additionalProperties = true }: Keywords,
		watched: WatchedPlace | undefined,
		isRoot: boolean,
	): readonly Member[] | undefined {
		if (!isObject(properties) || !Array.isArray(required)) return undefined;
		const noted = [...(watched?.below.keys() ?? []), ...(isRoot ? ["id"] : [])];
		const names = new Set([...Object.keys(properties), ...required.map(String), ...noted]);
		if (names.size > MAX_NAMES) return undefined;
		return [...names].map((name) => ({
			name,
			scanner: this.of(
				Object.hasOwn(properties, name) ? properties[name] : additionalProperties,
				watched?.below.get(name),
			),
			isRequired: required.includes(name),
		}));
	}
}

/** What a scanner is to note of the instances of a subschema. */
interface About {
	readonly watched: WatchedPlace | undefined;
	/** Whether they are the document itself. */
	readonly isRoot?: boolean;
}

interface Member {
	readonly name: string;
	readonly scanner: Func;
	readonly isRequired: boolean;
}

/** Leaves the place at that address. */
const note = (address: number, place: number): Code => [i32.const(address), local.get(place), i32.store()];

const DOUBT_VALUE: Code = [i32.const(0)];

/** Whether nothing is said of the instance but literals and types, which allow them all. */
function isOnlyTyped(schema: Keywords, [literals]: readonly (readonly string[])[]): boolean {
	if (!literals || TYPED.some((keyword) => keyword !== "type" && Object.hasOwn(schema, keyword)))
		return false;
	const types = typesOf(schema);
	return literals.every((text) => types === undefined || types.includes(typeOf(text)));
}

function typeOf(text: string): string {
	const first = text.charAt(0);
	const names: { readonly [first: string]: string } = {
		'"': "string",
		"{": "object",
		"[": "array",
		t: "boolean",
		f: "boolean",
		n: "null",
	};
	return names[first] ?? (/^-?\d+$/.test(text) ? "integer" : "number");
}

/** The types that the schema allows; undefined are all. */
function typesOf({ type }: Keywords): readonly string[] | undefined {
	if (type === undefined) return undefined;
	return Array.isArray(type) ? type.map(String) : [String(type)];
}

/** Leaves the group where a number goes on after so many bytes. */
function goesOnAt(place: number, offset: number): Code {
	const byte: Code = [local.get(place), i32.load8(offset)];
	return [
		[byte, ascii("0"), i32.sub, i32.const(10), i32.ltU, branchIf(0)],
		[byte, ascii("."), i32.eq, branchIf(0)],
	];
}

/** Goes into an object or array: one level less is left. */
function enter(place: number, depth: number, open: string): Code {
	return [
		[local.get(place), i32.load8(), ascii(open), i32.ne, when(DOUBT)],
		[local.get(depth), i32.eqz, when(DOUBT)],
		[local.get(depth), i32.const(1), i32.sub, local.set(depth)],
		[local.get(place), i32.const(1), i32.add, local.set(place)],
	];
}

/** Whether these are counts that a schema can ask for, if they are there. */
function areCounts(...counts: readonly unknown[]): boolean {
	return counts.every(
		(count) =>
			count === undefined || (Number.isInteger(count) && Number(count) >= 0 && Number(count) < 2 ** 31),
	);
}

/** Doubt, unless the count is in the range. */
function inRange(count: number, least: unknown, most: unknown): Code {
	return [
		least === undefined ? [] : [local.get(count), i32.const(Number(least)), i32.ltU, when(DOUBT)],
		most === undefined ? [] : [local.get(count), i32.const(Number(most)), i32.gtU, when(DOUBT)],
	];
}
