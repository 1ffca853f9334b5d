import { type Pointer, parsePointer } from "../../../json/index.js";
import type { Leaving } from "../../residue/index.js";
import type { Levels } from "../levels.js";
import { isUnion, type LevelSource, type ObjectLevel } from "../node.js";
import { carriedIn } from "./carried.js";
import { refuseGaps } from "./gaps.js";
import {
	absentAt,
	droppedAt,
	lostAt,
	type Move,
	madeUp,
	moveOf,
	severalOf,
	type Tag,
	tagOf,
} from "./half.js";
import { layOut, listMemberNames, type Placed } from "./layout.js";
import { LevelLeaving } from "./leaving.js";
import { readerOf } from "./member.js";
import { eachOf, withinOf } from "./nested.js";
import type { Telling } from "./telling.js";
import { UnionPlan } from "./variants.js";
import { itemsOf, type ObjectView, placesAt, type RootedSchema, viewsOf } from "./view.js";
import { Way } from "./way.js";

/** Which way a step is run: to the newer version, or back. */
export type StepDirection = "up" | "down";

/** A level in one direction. */
export interface Run {
	readonly run: (given: unknown, outer: unknown) => unknown;
	/** Says what the conversion did. */
	readonly tell: (telling: Telling, given: unknown, made: unknown) => void;
}

/** A level that can run, and what an upgrade leaves of it where that is known without a way back. */
export type Plan = Readonly<Record<StepDirection, Run>> & { readonly leaving?: Leaving | undefined };

/** A plan in the making: a level may lead back to itself. */
export interface Box {
	plan: Plan;
}

/** Makes plans of levels, each once for the same places in the schemas. */
export class Planner {
	readonly #levels: Levels;
	readonly #identities: readonly string[];
	readonly #known: {
		readonly source: LevelSource;
		readonly schemas: readonly unknown[];
		readonly box: Box;
	}[] = [];

	/** `identities` are the members that may identify objects. */
	constructor(levels: Levels, identities: readonly string[]) {
		this.#levels = levels;
		this.#identities = identities;
	}

	plan(source: LevelSource, older: readonly RootedSchema[], newer: readonly RootedSchema[]): Box {
		const schemas = [...older, undefined, ...newer].map((place) => place?.schema);
		const known = this.#known.find(
			(one) =>
				one.source === source &&
				one.schemas.length === schemas.length &&
				one.schemas.every((schema, i) => schema === schemas[i]),
		);
		if (known) return known.box;
		const box: Box = { plan: NOTHING };
		this.#known.push({ source, schemas, box });
		box.plan = this.#planOf(source, older.flatMap(viewsOf), newer.flatMap(viewsOf));
		return box;
	}

	#planOf(source: LevelSource, older: readonly ObjectView[], newer: readonly ObjectView[]): Plan {
		const level = this.#levels.read(source);
		if (!isUnion(level)) return this.ofObject(level, older, newer);
		return new UnionPlan(level, (one) => this.#levels.readObject(one), this, older, newer);
	}

	/** The plan of a level without variants, or of one variant, which a tag of the older version tells. */
	ofObject(level: ObjectLevel, older: readonly ObjectView[], newer: readonly ObjectView[], tag?: Tag): Plan {
		const layout = layOut(level, older, newer, (source) => this.#levels.read(source));
		const moves = [
			...layout.members.map((placed) => this.#moveOf(placed, older, newer, tag)),
			...(tag && !layout.taken.has(tag.member) && !layout.copied.has(tag.member) ? [tagOf(tag)] : []),
			...layout.splits.map(({ pointer, codec, tokens, names }) => {
				const [read, readMade] = [readerOf(parsePointer(pointer)), readerOf(tokens)];
				return severalOf(
					new Map([["from", parsePointer(pointer)]]),
					new Map(names.map((name) => [name, [...tokens, name]])),
					(older) => codec.upgrade(read(older)),
					(newer) => ({ from: codec.downgrade(readMade(newer)) }),
				);
			}),
			...[...layout.lost].map(([pointer, value]) =>
				lostAt(
					parsePointer(pointer),
					value,
					layout.dropped.some((whole) => isWithin(pointer, whole)),
				),
			),
			...layout.dropped.map((pointer) =>
				droppedAt(
					parsePointer(pointer),
					layout.members.some(({ node }) => "pointer" in node && isWithin(node.pointer, pointer)),
				),
			),
		];
		const passes = (name: string) => !listMemberNames(newer).has(name) && !layout.taken.has(name);
		const isOpen = newer.some(({ open }) => open);
		const back = isOpen && older.some(({ open }) => open) ? passes : undefined;
		refuseGaps(
			moves.flatMap(({ down }) => down.parts),
			older,
			isOpen,
		);
		const up = wayOf(moves, "up", older, newer, isOpen ? passes : undefined);
		const down = wayOf(moves, "down", newer, older, back);
		const carried = carriedIn(layout, this.#identities, tag?.member);
		return {
			up: runOf(moves, "up", up),
			down: runOf(moves, "down", down),
			...(carried && { leaving: new LevelLeaving(carried, down.slots, back) }),
		};
	}

	#moveOf(
		{ tokens, node }: Placed,
		older: readonly ObjectView[],
		newer: readonly ObjectView[],
		tag?: Tag,
	): Move {
		switch (node.rule) {
			case "copy":
				return moveOf(parsePointer(node.pointer), tokens);
			case "from":
				return moveOf(parsePointer(node.pointer), tokens, node.codec, node.takesAbsence);
			case "absent":
				return absentAt(tokens);
			case "constant":
				return madeUp(
					tokens,
					() => node.value,
					tag === undefined ? "defaulted" : tag.value === node.value ? "told" : "derived",
				);
			case "derive": {
				const { make, pointers } = node;
				const reads = pointers?.map((pointer) => readerOf(parsePointer(pointer)));
				if (!reads) return madeUp(tokens, make, "derived");
				return madeUp(
					tokens,
					(record, outer) =>
						make(
							reads.map((read) => read(record)),
							outer,
						),
					"derived",
				);
			}
			case "join": {
				const places = Object.entries(node.pointers).map(
					([name, pointer]) => [name, parsePointer(pointer)] as const,
				);
				const reads = places.map(([name, at]) => [name, readerOf(at)] as const);
				const readMade = readerOf(tokens);
				return severalOf(
					new Map(places),
					new Map([["to", tokens]]),
					(record) => ({
						to: node.codec.upgrade(Object.fromEntries(reads.map(([name, read]) => [name, read(record)]))),
					}),
					(record) => node.codec.downgrade(readMade(record)),
				);
			}
			case "within":
			case "each": {
				const at = parsePointer(node.pointer);
				const [from, to] = [placesAt(older, at), placesAt(newer, tokens)];
				if (node.rule === "within") return withinOf(at, tokens, this.plan(node.level, from, to));
				return eachOf(at, tokens, this.plan(node.level, from.map(itemsOf), to.map(itemsOf)), node.orEmpty);
			}
		}
	}
}

function wayOf(
	moves: readonly Move[],
	direction: StepDirection,
	source: readonly ObjectView[],
	target: readonly ObjectView[],
	passes: ((name: string) => boolean) | undefined,
): Way {
	return new Way(
		moves.flatMap((move) => move[direction].parts),
		source,
		target,
		passes,
	);
}

function runOf(moves: readonly Move[], direction: StepDirection, way: Way): Run {
	const halves = moves.map((move) => move[direction]);
	return {
		run: (given, outer) => way.run(given, outer),
		tell(telling, given, made) {
			if (given === made) return telling.moved("", "");
			for (const { tell } of halves) tell(telling, given, made);
		},
	};
}

function isWithin(pointer: Pointer, whole: Pointer): boolean {
	return pointer.startsWith(`${whole}/`);
}

const NO_RUN: Run = { run: (given) => given, tell: () => {} };
const NOTHING: Plan = { up: NO_RUN, down: NO_RUN };
