import { formatPointer, type Pointer } from "../../json/index.js";
import type { AnyCodec, CodecData } from "./codecs/index.js";
import type { Levels } from "./levels.js";
import { isUnion, type LevelSource, type RuleNode, type Split } from "./node.js";

/** A mapping, or a level of it, as data. */
export type MappingData =
	| {
			/** By member of the newer version. */
			readonly rules: { readonly [member: string]: RuleData };
			readonly splits?: readonly RuleData[];
			readonly dropped?: readonly Pointer[];
			readonly lost?: { readonly [pointer: Pointer]: unknown };
	  }
	| { readonly oneOf: string | readonly string[]; readonly cases: { readonly [name: string]: MappingData } }
	/** A level that leads back to itself: the place of it in the whole. */
	| { readonly again: Pointer };

/** A rule as data: its name and its source, and what it has beside them. */
export type RuleData = { readonly [keyword: string]: unknown };

/** What a function of the caller's own is, as data. */
const OPAQUE = "opaque";

/** The level as data. */
export function dataOf(source: LevelSource, levels: Levels): MappingData {
	return new Writer(levels).level(source, []);
}

class Writer {
	readonly #levels: Levels;
	/** The levels that the one at hand is in. */
	readonly #above = new Map<LevelSource, Pointer>();

	constructor(levels: Levels) {
		this.#levels = levels;
	}

	level(source: LevelSource, at: readonly string[]): MappingData {
		const again = this.#above.get(source);
		if (again !== undefined) return { again };
		this.#above.set(source, formatPointer(at));
		const data = this.#data(source, at);
		this.#above.delete(source);
		return data;
	}

	#data(source: LevelSource, at: readonly string[]): MappingData {
		const level = this.#levels.read(source);
		if (isUnion(level)) {
			const cases = [...level.cases].map(
				([name, one]) => [name, this.level(one, [...at, "cases", name])] as const,
			);
			return { oneOf: level.by, cases: Object.fromEntries(cases) };
		}
		const rules = [...level.members].map(
			([name, node]) => [name, this.#rule(node, [...at, "rules", name])] as const,
		);
		return {
			rules: Object.fromEntries(rules),
			...(level.splits.length > 0 && { splits: level.splits.map(splitData) }),
			...(level.dropped.length > 0 && { dropped: level.dropped }),
			...(level.lost.size > 0 && { lost: Object.fromEntries(level.lost) }),
		};
	}

	#rule(node: RuleNode, at: readonly string[]): RuleData {
		switch (node.rule) {
			case "from":
				return { from: node.pointer, ...(node.codec && { codec: codecData(node.codec) }) };
			case "constant":
				return { constant: node.value };
			case "absent":
				return { absent: true };
			case "derive":
				return { derive: OPAQUE, ...(node.pointers && { pointers: node.pointers }) };
			case "join":
				return { join: node.pointers, codec: codecData(node.codec) };
			case "each": {
				const { pointer, identity, orEmpty, level } = node;
				const options = { ...(identity && { identity }), ...(orEmpty && { orEmpty }) };
				return { each: pointer, ...options, level: this.level(level, [...at, "level"]) };
			}
			case "within":
				return { within: node.pointer, level: this.level(node.level, [...at, "level"]) };
			case "object":
				return { object: this.level(node.level, [...at, "object"]) };
		}
	}
}

function splitData({ pointer, codec }: Split): RuleData {
	return { split: pointer, codec: codecData(codec) };
}

function codecData({ data }: AnyCodec): CodecData | typeof OPAQUE {
	return data ?? OPAQUE;
}
