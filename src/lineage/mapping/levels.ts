import { type Pointer, parsePointer } from "../../json/index.js";
import { LineageError } from "../error.js";
import type { AnyCodec } from "./codecs/index.js";
import {
	isUnion,
	type LevelNode,
	type LevelSource,
	type ObjectLevel,
	type RuleNode,
	Spread,
	takenBy,
	Variants,
} from "./node.js";
import { TOOLS } from "./tools.js";

/** The levels of a mapping, each read once from what the caller wrote: a level may lead back to itself. */
export class Levels {
	readonly #read = new Map<LevelSource, LevelNode>();

	/** The level, and all that it leads to, read and found to take nothing twice. */
	read(source: LevelSource): LevelNode {
		const known = this.#read.get(source);
		if (known) return known;
		const level = levelOf(source(TOOLS as never));
		this.#read.set(source, level);
		if (!isUnion(level)) refuseOverlaps([...this.#taken(level)]);
		for (const next of followers(level)) this.read(next);
		return level;
	}

	/** The level of a case of a union, which can't be a union itself. */
	readObject(source: LevelSource): ObjectLevel {
		const level = this.read(source);
		if (isUnion(level)) throw new LineageError("mapping-mismatch", "a case of oneOf can't be a oneOf itself");
		return level;
	}

	/** The members that elements of arrays are known by, where rules say so. */
	get identities(): readonly string[] {
		const nodes = [...this.#read.values()].flatMap((level) =>
			isUnion(level) ? [] : [...level.members.values()],
		);
		return nodes.flatMap((node) =>
			node.rule === "each" && node.identity !== undefined ? parsePointer(node.identity).slice(-1) : [],
		);
	}

	/** The older places whose codecs are lossy, and that is meant; indices are "*". */
	lossy(source: LevelSource, at: Pointer = "", above: readonly LevelSource[] = []): readonly Pointer[] {
		// What a level that leads back to itself loses deeper down is not listed: it has no end.
		if (above.includes(source)) return [];
		const level = this.read(source);
		const inner = (next: LevelSource, place: Pointer) => this.lossy(next, place, [...above, source]);
		if (isUnion(level)) return [...level.cases.values()].flatMap((one) => inner(one, at));
		return [...level.members.values()].flatMap((node) => {
			if (node.rule === "from") return node.codec?.lossy ? [at + node.pointer] : [];
			if (node.rule === "join")
				return node.codec.lossy ? Object.values(node.pointers).map((one) => at + one) : [];
			if (node.rule === "each") {
				const place = at + node.pointer;
				return [...(node.orEmpty ? [place] : []), ...inner(node.level, `${place}/*`)];
			}
			if (node.rule === "within") return inner(node.level, at + node.pointer);
			return node.rule === "object" ? inner(node.level, at) : [];
		});
	}

	/** The data form, and the text of the functions that it leaves out: it changes when what is computed does. */
	text(data: { readonly toJSON: () => unknown }): string {
		const functions = [...this.#read.values()].flatMap((level) =>
			isUnion(level)
				? []
				: [
						...[...level.members.values()].flatMap(functionsOf),
						...level.splits.flatMap(({ codec }) => ofCodec(codec)),
					],
		);
		return [JSON.stringify(data), ...functions.map(String)].join("\n");
	}

	/** Every pointer that the level's rules take from its older record, and the member that it goes to. */
	*#taken(level: ObjectLevel): Iterable<Taken> {
		for (const [member, node] of level.members) {
			for (const pointer of takenBy(node)) yield { pointer, member };
			if (node.rule !== "object") continue;
			const inner = this.read(node.level);
			if (!isUnion(inner)) yield* this.#taken(inner);
		}
		for (const { pointer } of level.splits) yield { pointer, member: "a split" };
	}
}

interface Taken {
	readonly pointer: Pointer;
	readonly member: string;
}

/** What the caller's function returned, as a level: rules by member, and what was spread in among them. */
function levelOf(written: object): LevelNode {
	if (written instanceof Variants) return written.level;
	const spread = Object.getOwnPropertySymbols(written).map(
		(key) => (written as Record<symbol, unknown>)[key],
	);
	const found = spread.filter((one) => one instanceof Spread).map(({ what }) => what);
	return {
		// The types let nothing but rules be members.
		members: new Map(
			Object.entries(written as Record<string, { readonly node: RuleNode }>).map(([name, { node }]) => [
				name,
				node,
			]),
		),
		splits: found.flatMap((one) => ("split" in one ? [one.split] : [])),
		dropped: found.flatMap((one) => ("dropped" in one ? one.dropped : [])),
		lost: new Map(found.flatMap((one) => ("lost" in one ? Object.entries(one.lost) : []))),
	};
}

function functionsOf(node: RuleNode): readonly unknown[] {
	if (node.rule === "derive") return [node.make];
	return "codec" in node && node.codec ? ofCodec(node.codec) : [];
}

function ofCodec({ upgrade, downgrade, data }: AnyCodec): readonly unknown[] {
	return data === undefined ? [upgrade, downgrade] : [];
}

function followers(level: LevelNode): readonly LevelSource[] {
	if (isUnion(level)) return [...level.cases.values()];
	return [...level.members.values()].flatMap((node) => ("level" in node ? [node.level] : []));
}

/** Two rules on one place, or on a whole and its part, would both own it on the way back. */
function refuseOverlaps(taken: readonly Taken[]): void {
	for (const [i, one] of taken.entries()) {
		for (const other of taken.slice(i + 1)) {
			const [outer, inner] = one.pointer.length <= other.pointer.length ? [one, other] : [other, one];
			if (inner.pointer !== outer.pointer && !inner.pointer.startsWith(`${outer.pointer}/`)) continue;
			const what = inner.pointer === outer.pointer ? "is" : `and ${inner.pointer} in it are`;
			throw new LineageError(
				"mapping-overlap",
				`${outer.pointer} ${what} taken by two rules, ${outer.member} and ${inner.member}: take it once, and derive the other`,
			);
		}
	}
}
