import { formatPointer, type Pointer, parsePointer } from "../../../json/index.js";
import { LineageError } from "../../error.js";
import {
	isUnion,
	type LevelNode,
	type LevelSource,
	type ObjectLevel,
	type RuleNode,
	type Split,
	takenBy,
} from "../node.js";
import { type ObjectView, placesAt, viewsOf } from "./view.js";

/** A member of the newer version, and the rule that makes it; tokens lead to it through what `object` builds. */
export interface Placed {
	readonly tokens: readonly string[];
	readonly node: Exclude<RuleNode, { readonly rule: "object" }> | Copy;
}

/** A namesake of the older version, taken as it stands. */
interface Copy {
	readonly rule: "copy";
	readonly pointer: Pointer;
}

/** A function that makes some of the members that no rule makes. */
interface PlacedSplit extends Split {
	/** What it makes its members in. */
	readonly tokens: readonly string[];
	/** The members that are left to it. */
	readonly names: readonly string[];
}

/** What goes where between the two versions at one level. */
export interface Layout {
	readonly members: readonly Placed[];
	readonly splits: readonly PlacedSplit[];
	readonly lost: ReadonlyMap<Pointer, unknown>;
	readonly dropped: readonly Pointer[];
	/** The names of the older record's members that rules take, in whole or in part. */
	readonly taken: ReadonlySet<string>;
	/** The names of those that go on as they are. */
	readonly copied: ReadonlySet<string>;
}

/** Lays a level out on its two versions; throws where they don't bear it out. */
export function layOut(
	level: ObjectLevel,
	older: readonly ObjectView[],
	newer: readonly ObjectView[],
	read: (source: LevelSource) => LevelNode,
): Layout {
	const layout = new Draft(listMemberNames(older), read);
	layout.add(level, newer, []);
	return layout.finish();
}

class Draft {
	readonly #older: ReadonlySet<string>;
	readonly #read: (source: LevelSource) => LevelNode;
	readonly #ruled: Placed[] = [];
	readonly #copies: { readonly copy: Placed; readonly name: string; readonly isRequired: boolean }[] = [];
	readonly #splits: PlacedSplit[] = [];
	readonly #lost = new Map<Pointer, unknown>();
	readonly #dropped: Pointer[] = [];

	constructor(older: ReadonlySet<string>, read: (source: LevelSource) => LevelNode) {
		this.#older = older;
		this.#read = read;
	}

	/** The rules of a level, and of the objects in it that `object` builds from the same older record. */
	add(level: ObjectLevel, newer: readonly ObjectView[], tokens: readonly string[]): void {
		const declared = listMemberNames(newer);
		for (const [pointer, value] of level.lost) this.#lost.set(pointer, value);
		this.#dropped.push(...level.dropped);
		for (const [name, node] of level.members) {
			const at = [...tokens, name];
			if (!declared.has(name) && newer.every(({ open }) => !open)) {
				mismatch(`a rule makes ${formatPointer(at)}, which the newer version doesn't declare`);
			}
			if (node.rule !== "object") this.#ruled.push({ tokens: at, node });
			else this.add(this.#objectLevel(node.level, at), placesAt(newer, [name]).flatMap(viewsOf), at);
		}
		const free = [...declared].filter((name) => !level.members.has(name));
		for (const name of free.filter((one) => this.#older.has(one))) {
			const node: Copy = { rule: "copy", pointer: formatPointer([name]) };
			const isRequired = newer.every(({ required }) => required.has(name));
			this.#copies.push({ copy: { tokens: [...tokens, name], node }, name, isRequired });
		}
		const names = free.filter((name) => !this.#older.has(name));
		for (const split of level.splits) this.#splits.push({ ...split, tokens, names });
	}

	finish(): Layout {
		const pointers = [
			...this.#ruled.flatMap(({ node }) => (node.rule === "copy" ? [] : takenBy(node))),
			...this.#splits.map(({ pointer }) => pointer),
		];
		const taken = new Set(pointers.flatMap((pointer) => parsePointer(pointer).slice(0, 1)));
		const copies = this.#copies.filter(({ name, copy, isRequired }) => {
			if (!taken.has(name)) return true;
			const at = formatPointer(copy.tokens);
			if (isRequired)
				mismatch(`${at} has no rule, and /${name} of the older version is taken by another: derive one`);
			return false;
		});
		for (const [i, { name }] of copies.entries()) {
			if (copies.findIndex((other) => other.name === name) < i)
				mismatch(`/${name} goes to two members: derive one`);
		}
		const members = [...this.#ruled, ...copies.map(({ copy }) => copy)];
		return {
			members,
			splits: this.#splits,
			lost: this.#lost,
			dropped: this.#dropped,
			taken,
			copied: new Set(copies.map(({ name }) => name)),
		};
	}

	#objectLevel(source: LevelSource, tokens: readonly string[]): ObjectLevel {
		const level = this.#read(source);
		if (isUnion(level))
			return mismatch(`${formatPointer(tokens)} is built by object, where oneOf has no place`);
		return level;
	}
}

/** The names that any of the views declares. */
export function listMemberNames(views: readonly ObjectView[]): ReadonlySet<string> {
	return new Set(views.flatMap(({ members }) => [...members.keys()]));
}

function mismatch(message: string): never {
	throw new LineageError("mapping-mismatch", message);
}
