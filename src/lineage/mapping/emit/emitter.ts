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
import type { Functions } from "./functions.js";
import {
	absent,
	droppedAs,
	type EmittedLevel,
	type EmittedMove,
	filledIn,
	lostAs,
	moved,
	nested,
} from "./moves.js";
import { type EmittedPart, ObjectSource } from "./object.js";
import { jsonSource, readSource } from "./text.js";

/**
 * Writes the levels of a mapping as plain functions, which do what its plan does. Unions, splits, joins, objects in
 * other places and open newer versions are not written yet: such mappings run as they are.
 */
export class Emitter {
	readonly lines: string[] = [];
	readonly #levels: Levels;
	readonly #functions: Functions;
	readonly #identities: readonly string[];
	readonly #known: {
		readonly source: LevelSource;
		readonly key: readonly unknown[];
		readonly level: EmittedLevel;
	}[] = [];

	constructor(levels: Levels, functions: Functions) {
		this.#levels = levels;
		this.#identities = new Identities(levels.identities).names;
		this.#functions = functions;
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
		if (known) return known.level;
		const name = (what: string) => `${what}${this.#known.length || ""}`;
		const views = [older.flatMap(viewsOf), newer.flatMap(viewsOf)] as const;
		const layout = this.#layOut(source, ...views);
		const carried = carriedIn(layout, this.#identities);
		const level = {
			up: name("up"),
			down: name("down"),
			tellUp: name("tellUp"),
			tellDown: name("tellDown"),
			leaving: carried && name("leaving"),
		};
		this.#known.push({ source, key, level });
		const moves = this.#write(level, layout, ...views);
		if (carried && level.leaving) this.#leave(level.leaving, carried, moves, views[0]);
		return level;
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
		names: EmittedLevel,
		layout: Layout,
		older: readonly ObjectView[],
		newer: readonly ObjectView[],
	): readonly EmittedMove[] {
		const moves = [
			...layout.members.map((placed) => this.#move(placed, older, newer)),
			...[...layout.lost].map(([pointer, value]) => lostAs(pointer, value, isTold(pointer, layout))),
			...layout.dropped.map((pointer) => droppedAs(pointer, hasTakenParts(pointer, layout))),
		];
		this.#convert(
			names.up,
			moves.flatMap(({ up }) => up.parts),
			older,
			newer,
		);
		this.#convert(
			names.down,
			moves.flatMap(({ down }) => down.parts),
			newer,
			older,
		);
		this.#tell(
			names.tellUp,
			moves.flatMap(({ up }) => up.tell),
		);
		this.#tell(
			names.tellDown,
			moves.flatMap(({ down }) => down.tell),
		);
		return moves;
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
				const { rule, pointer, level, identity, ...options } = node;
				const at = parsePointer(pointer);
				if (pointer !== formatPointer(tokens)) return refuse("an array that goes elsewhere");
				if (Object.keys(options).length > 0) return refuse(`an option of ${rule}`);
				const [from, to] = [placesAt(older, at), placesAt(newer, tokens)];
				return nested(at, this.level(level, from.map(itemsOf), to.map(itemsOf)));
			}
			case "join":
			case "within":
				return refuse(`the rule ${node.rule}`);
		}
	}

	#convert(
		name: string,
		parts: readonly EmittedPart[],
		source: readonly ObjectView[],
		made: readonly ObjectView[],
	): void {
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
		this.lines.push(
			`function ${name}(given, outer) {`,
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
			"}",
		);
	}

	/** Each member is compared with what the way back makes of it; an object is made only where one differs. */
	#leave(
		name: string,
		carried: readonly string[],
		moves: readonly EmittedMove[],
		older: readonly ObjectView[],
	): void {
		const object = new ObjectSource();
		const parts = moves.flatMap(({ down }) => down.parts);
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
		this.lines.push(
			`const ${name} = {`,
			`carried: ${jsonSource(carried)},`,
			"leave(older, given, outer, left, place) {",
			...values,
			`if (${[...settled.map(({ isSame }) => isSame), ...same].join(" && ") || "true"}) return;`,
			...object.lines,
			`left.differing(older, ${result}, place);`,
			"},",
			"};",
		);
	}

	#tell(name: string, statements: readonly string[]): void {
		this.lines.push(
			`function ${name}(account, given, made) {`,
			"if (given === made) return;",
			...statements,
			"}",
		);
	}
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
