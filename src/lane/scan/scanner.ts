import { isObject } from "../../json/index.js";
import type { SchemaObject, SuspectPlace } from "../../lineage/index.js";
import { branchIf, type Code, call, enclose, i32, leave, local, when } from "../wasm/code.js";
import { type Func, I32, type ModuleBuilder } from "../wasm/module.js";
import { areExclusive, followReferences, literalsOf, referred } from "./facts.js";
import { isOnlyTyped, type Keywords, KNOWN, TYPED } from "./keywords.js";
import { unlessAt, utf8 } from "./literal.js";
import { noteNumber } from "./note-number.js";
import { ascii, DOUBT, type TokenScanners } from "./tokens.js";
import { scanTyped } from "./typed.js";
import type { About, Workshop } from "./workshop.js";

/**
 * Scanners of the subschemas of one document. Each takes the place where a value begins and how deep it may nest, and
 * returns the place after the value if the text there is valid JSON and an instance of the subschema; 0 is doubt.
 *
 * Why what they accept is valid: each accepts the conjunction of its keywords, one function for each; a keyword that
 * has none here is always in doubt. Doubt is never taken for "no": where something must *not* be valid (a second
 * alternative of `oneOf`), the schemas themselves must exclude it.
 */
export class Scanners implements Workshop {
	readonly module: ModuleBuilder;
	readonly tokens: TokenScanners;
	readonly never: Func;
	readonly noted: SuspectPlace[] = [];
	readonly #root: SchemaObject;
	/** By what is watched in them, and by subschema. */
	readonly #known = new Map<SuspectPlace | undefined, Map<unknown, Func>>();

	constructor(module: ModuleBuilder, tokens: TokenScanners, root: SchemaObject) {
		this.module = module;
		this.tokens = tokens;
		this.#root = root;
		this.never = module.func(2, [], () => DOUBT_VALUE);
	}

	/** The scanner of the document itself, which notes where the value of its member `id` begins and ends. */
	root(watched?: SuspectPlace): Func {
		const target = followReferences({ root: this.#root, schema: this.#root });
		if (target !== true && !isObject(target)) return this.never;
		// A record is no number.
		if (watched && watched.suspicions.length > 0) return this.never;
		return this.#make(target === true ? {} : target, { watched, isRoot: true });
	}

	// Bound, as it is handed on.
	readonly of = (subschema: unknown, watched?: SuspectPlace): Func => {
		const target = followReferences({ root: this.#root, schema: subschema });
		if (target === true && watched === undefined) return this.tokens.value;
		if (target !== true && !isObject(target)) return this.never;
		const known = this.#known.get(watched) ?? new Map<unknown, Func>();
		this.#known.set(watched, known);
		const done = known.get(target);
		if (done) return done;
		// Declared first: it may lead back to itself.
		const func = this.module.declare(2);
		known.set(target, func);
		const made = this.#make(target === true ? {} : target, { watched });
		const whole = watched && watched.suspicions.length > 0 ? noteNumber(this, made, watched) : made;
		this.module.define(func, [], (place = 0, depth = 1) => [local.get(place), local.get(depth), call(whole)]);
		return func;
	};

	/** What one keyword or group of keywords asks for each; all of them must accept the same text. */
	#make(schema: Keywords, about: About): Func {
		if (Object.keys(schema).some((keyword) => !KNOWN.has(keyword))) return this.never;
		const { $ref, allOf, anyOf, oneOf } = schema;
		const { watched } = about;
		const literals = literalsOf(schema);
		// With literals, `type` says nothing more, if it allows all of them. What is to be noted stands below, in literals, too.
		const isAsked = TYPED.some((keyword) => Object.hasOwn(schema, keyword)) && !isOnlyTyped(schema, literals);
		const isTyped = isAsked || about.isRoot === true || watched !== undefined;
		const parts = [
			...(typeof $ref === "string" ? [this.of(referred(this.#root, $ref), watched)] : []),
			...literals.map((texts) => this.#literals(texts)),
			...(isTyped ? [scanTyped(this, schema, about)] : []),
			...(Array.isArray(allOf) ? allOf.map((part) => this.of(part, watched)) : []),
			...(Array.isArray(anyOf) ? [this.#anyOf(anyOf, watched)] : []),
			...(Array.isArray(oneOf) ? [this.#oneOf(oneOf, watched)] : []),
		];
		const [first = this.tokens.value, ...others] = parts;
		if (others.length === 0) return first;
		return this.module.func(2, [I32], (place = 0, depth = 1, end = 2) => [
			[local.get(place), local.get(depth), call(first), local.set(end)],
			...others.map((other) => [
				[local.get(place), local.get(depth), call(other), local.get(end), i32.ne],
				when(DOUBT),
			]),
			local.get(end),
		]);
	}

	#literals(literals: readonly string[]): Func {
		return this.module.func(2, [], (place = 0) => [
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

	#anyOf(alternatives: readonly unknown[], watched: SuspectPlace | undefined): Func {
		const scanners = alternatives.map((one) => this.of(one, watched));
		return this.module.func(2, [I32], (place = 0, depth = 1, end = 2) => [
			...scanners.map((scanner) => [
				[local.get(place), local.get(depth), call(scanner), local.tee(end)],
				when(local.get(end), leave),
			]),
			i32.const(0),
		]);
	}

	/** As anyOf, if each of them excludes all others. */
	#oneOf(alternatives: readonly unknown[], watched: SuspectPlace | undefined): Func {
		const root = this.#root;
		const areApart = alternatives.every((one, index) =>
			alternatives
				.slice(index + 1)
				.every((other) => areExclusive({ root, schema: one }, { root, schema: other })),
		);
		return areApart ? this.#anyOf(alternatives, watched) : this.never;
	}
}

const DOUBT_VALUE: Code = [i32.const(0)];

/** Leaves the group where a number goes on after so many bytes. */
function goesOnAt(place: number, offset: number): Code {
	const byte: Code = [local.get(place), i32.load8(offset)];
	return [
		[byte, ascii("0"), i32.sub, i32.const(10), i32.ltU, branchIf(0)],
		[byte, ascii("."), i32.eq, branchIf(0)],
	];
}
