import { formatPointer, type Pointer, parsePointer } from "../../../json/index.js";
import { LineageError } from "../../error.js";
import { Identities } from "../../residue/index.js";
import type { SchemaObject } from "../../version.js";
import type { Levels } from "../levels.js";
import { isUnion, type LevelSource } from "../node.js";
import {
	carriedIn,
	itemsOf,
	type Layout,
	layOut,
	listMemberNames,
	type ObjectView,
	type Placed,
	placesAt,
	type RootedSchema,
	viewsOf,
} from "../plan/index.js";
import type { Declarations } from "./declarations.js";
import type { Functions } from "./functions.js";
import {
	absent,
	droppedAs,
	type EmittedLevel,
	type EmittedMove,
	filledIn,
	joined,
	lostAs,
	moved,
	nested,
} from "./moves.js";
import { type EmittedPart, ObjectSource } from "./object.js";
import { jsonSource, readSource } from "./text.js";

/** Writes a declaration under a name. */
type Write = (name: string) => string;

function eachWay(isLeaving: boolean, make: (kind: keyof EmittedLevel) => string): EmittedLevel {
	return {
		up: make("up"),
		down: make("down"),
		tellUp: make("tellUp"),
		tellDown: make("tellDown"),
		leaving: isLeaving ? make("leaving") : undefined,
	};
}

/** A level, and what its declarations are called once that is known. */
interface KnownLevel {
	readonly source: LevelSource;
	readonly key: readonly unknown[];
	readonly isLeaving: boolean;
	names: EmittedLevel | undefined;
}

/**
 * Writes the levels of a mapping as plain functions, which do what its plan does. Unions, splits, objects in
 * other places and open newer versions are not written yet: such mappings run as they are.
 */
export class Emitter {
	readonly #levels: Levels;
	readonly #functions: Functions;
	readonly #declarations: Declarations;
	readonly #identities: readonly string[];
	readonly #known: KnownLevel[] = [];

	constructor(levels: Levels, functions: Functions, declarations: Declarations) {
		this.#levels = levels;
		this.#functions = functions;
		this.#declarations = declarations;
		this.#identities = new Identities(levels.identities).names;
	}

	/** @throws LineageError where a rule can't be written as source. */
	emit(source: LevelSource, older: SchemaObject, newer: SchemaObject): EmittedLevel {
		const place = (root: SchemaObject) => [{ root, schema: root }];
		return this.level(source, place(older), place(newer));
	}

	/** The functions of a level between two places, written when they are first asked for. */
	level(source: LevelSource, older: readonly RootedSchema[], newer: readonly RootedSchema[]): EmittedLevel {
		const key = [...older, undefined, ...newer].map((place) => place?.schema);
		const known = this.#known.find(
			(one) =>
				one.source === source && one.key.length === key.length && one.key.every((part, i) => part === key[i]),
		);
		if (known) {
			// A level in itself is called before it is written.
			known.names ??= eachWay(known.isLeaving, (kind) => this.#declarations.reserve(kind));
			return known.names;
		}
		const views = [older.flatMap(viewsOf), newer.flatMap(viewsOf)] as const;
		const layout = this.#layOut(source, ...views);
		const carried = carriedIn(layout, this.#identities);
		const entry: KnownLevel = { source, key, isLeaving: carried !== undefined, names: undefined };
		this.#known.push(entry);
		const write = this.#write(layout, carried, ...views);
		const reserved = entry.names;
		entry.names = eachWay(entry.isLeaving, (kind) => {
			const name = reserved?.[kind];
			if (name === undefined) return this.#declarations.declare(kind, write[kind]);
			this.#declarations.declareAs(write[kind](name));
			return name;
		});
		return entry.names;
	}

	#layOut(source: LevelSource, older: readonly ObjectView[], newer: readonly ObjectView[]): Layout {
		const level = this.#levels.read(source);
		if (isUnion(level)) refuse("a oneOf");
		if (newer.some(({ open }) => open)) refuse("a newer version that is open");
		const layout = layOut(level, older, newer, (one) => this.#levels.read(one));
		if (layout.splits.length > 0) refuse("a split");
		return layout;
	}

	#write(
		layout: Layout,
		carried: readonly string[] | undefined,
		older: readonly ObjectView[],
		newer: readonly ObjectView[],
	): Readonly<Record<keyof EmittedLevel, Write>> {
		const moves = [
			...layout.members.map((placed) => this.#move(placed, older, newer)),
			...[...layout.lost].map(([pointer, value]) => lostAs(pointer, value, isTold(pointer, layout))),
			...layout.dropped.map((pointer) => droppedAs(pointer, hasTakenParts(pointer, layout))),
		];
		const halves = (direction: "up" | "down") => moves.map((move) => move[direction]);
		const parts = (direction: "up" | "down") => halves(direction).flatMap((half) => half.parts);
		const told = (direction: "up" | "down") => halves(direction).flatMap((half) => half.tell);
		return {
			up: conversion(parts("up"), older, newer),
			down: conversion(parts("down"), newer, older),
			tellUp: telling(told("up")),
			tellDown: telling(told("down")),
			leaving: leaving(carried ?? [], parts("down"), older),
		};
	}

	#move({ tokens, node }: Placed, older: readonly ObjectView[], newer: readonly ObjectView[]): EmittedMove {
		switch (node.rule) {
			case "copy":
				return moved(parsePointer(node.pointer), tokens);
			case "from":
				return moved(
					parsePointer(node.pointer),
					tokens,
					node.codec && this.#functions.codec(node.codec),
					(direction, [name = "", ...deeper]) => {
						const views = direction === "up" ? older : newer;
						return (
							node.takesAbsence || (deeper.length === 0 && views.every(({ required }) => required.has(name)))
						);
					},
				);
			case "absent":
				return absent(tokens);
			case "constant":
				return filledIn(tokens, jsonSource(node.value), "defaulted");
			case "derive":
				return filledIn(tokens, this.#functions.derivation(node), "derived");
			case "each": {
				const { rule, pointer, level, identity, orEmpty, ...options } = node;
				const at = parsePointer(pointer);
				if (pointer !== formatPointer(tokens)) return refuse("an array that goes elsewhere");
				if (Object.keys(options).length > 0) return refuse(`an option of ${rule}`);
				const [from, to] = [placesAt(older, at), placesAt(newer, tokens)];
				return nested(at, this.level(level, from.map(itemsOf), to.map(itemsOf)), orEmpty);
			}
			case "join":
				return joined(node.pointers, tokens, this.#functions.codec(node.codec));
			case "within":
				return refuse(`the rule ${node.rule}`);
		}
	}
}

/** The function that converts an object. */
function conversion(
	parts: readonly EmittedPart[],
	source: readonly ObjectView[],
	made: readonly ObjectView[],
): Write {
	const object = new ObjectSource();
	const slots = object.slots(parts, made);
	const values = object.lines.splice(0);
	const isInPlace = parts.every(({ reads, tokens }) => reads !== "elsewhere" && tokens.length === 1);
	const converted = parts.filter(({ reads }) => reads === "converted");
	const same = converted.map(({ tokens, original }) => {
		const slot = slots.find((one) => one.name === tokens[0]);
		return `${slot?.variable} === ${original}`;
	});
	const stays = [...keepsAll(new Set(parts.map(({ tokens }) => tokens[0] ?? "")), source), ...same];
	const result = object.object(slots);
	const body = [
		'if (typeof given !== "object" || given === null || Array.isArray(given)) return given;',
		'let at = "";',
		"try {",
		...values,
		...(isInPlace ? [`if (${stays.join(" && ") || "true"}) return given;`] : []),
		...object.lines,
		`return ${result};`,
		"} catch (error) {",
		"throw atPlace(error, at);",
		"}",
	];
	return (name) => [`function ${name}(given, outer) {`, ...body, "}"].join("\n");
}

/** The function that says what a conversion did. */
function telling(statements: readonly string[]): Write {
	const body = ["if (given === made) return;", ...statements];
	return (name) => [`function ${name}(account, given, made) {`, ...body, "}"].join("\n");
}

/** What an upgrade leaves: each member is compared with what the way back makes of it; an object is made only where one differs. */
function leaving(
	carried: readonly string[],
	parts: readonly EmittedPart[],
	older: readonly ObjectView[],
): Write {
	const object = new ObjectSource();
	const slots = object.slots(
		parts.map((part) => ({ ...part, at: undefined, expression: part.leave ?? part.expression })),
		older,
	);
	const settled = slots.map((slot, i) => {
		const [member, made] = [readSource("older", [slot.name]), slot.variable];
		const settle = `left.settle(${member}, ${made}, ${jsonSource(slot.name)}, place)`;
		object.lines.push(`const y${i} = ${made} === ${member} ? ${made} : ${settle};`);
		return { slot: { ...slot, variable: `y${i}` }, isSame: `y${i} === ${member}` };
	});
	const same = keepsAll(new Set(slots.map((slot) => slot.name)), older, "older");
	const values = object.lines.splice(0);
	const result = object.object(settled.map(({ slot }) => slot));
	const body = [
		`carried: ${jsonSource(carried)},`,
		"leave(older, given, outer, left, place) {",
		...values,
		`if (${[...settled.map(({ isSame }) => isSame), ...same].join(" && ") || "true"}) return;`,
		...object.lines,
		`left.differing(older, ${result}, place);`,
		"},",
	];
	return (name) => [`const ${name} = {`, ...body, "};"].join("\n");
}

/** The conditions under which an object has only members that are carried over. */
function keepsAll(
	carried: ReadonlySet<string>,
	source: readonly ObjectView[],
	object = "given",
): readonly string[] {
	if (source.some(({ open }) => open)) {
		return [`Object.keys(${object}).every((name) => ${jsonSource([...carried])}.includes(name))`];
	}
	return [...listMemberNames(source)]
		.filter((name) => !carried.has(name))
		.map((name) => `!Object.hasOwn(${object}, ${jsonSource(name)})`);
}

function isTold(pointer: Pointer, { dropped }: Layout): boolean {
	return dropped.some((whole) => pointer.startsWith(`${whole}/`));
}

function hasTakenParts(pointer: Pointer, { members }: Layout): boolean {
	return members.some(({ node }) => "pointer" in node && node.pointer.startsWith(`${pointer}/`));
}

function refuse(what: string): never {
	throw new LineageError("mapping-mismatch", `${what} can't be written as source`);
}
