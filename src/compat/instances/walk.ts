import type { CharSet, NFA } from "refa";
import type { Language } from "../pattern/index.js";
import { readable } from "../pattern/index.js";
import type { Random } from "./random.js";

const MAX_DETOUR = 12;
const MAX_LENGTH = 2_000;

/** Random words of a language: ways through its automaton that wander for a while, and then take the shortest. */
export class Walks {
	readonly #language: Language;
	readonly #random: Random;
	readonly #distances: ReadonlyMap<NFA.ReadonlyNode, number>;
	readonly #characters = new Map<CharSet, readonly number[]>();

	constructor(language: Language, random: Random) {
		this.#language = language;
		this.#random = random;
		this.#distances = distancesTo(language);
	}

	/** A word; undefined if the language has none, or none that is short. */
	word(): string | undefined {
		let at: NFA.ReadonlyNode = this.#language.initial;
		const detour = this.#random.below(MAX_DETOUR);
		const points: number[] = [];
		while (points.length < MAX_LENGTH) {
			const left = this.#distances.get(at);
			if (left === undefined) return undefined;
			const wanders = points.length < detour;
			if (left === 0 && (!wanders || this.#random.chance(0.25))) return String.fromCodePoint(...points);
			const ways = this.#ways(at, wanders ? Number.POSITIVE_INFINITY : left);
			const way = ways[this.#random.below(ways.length)];
			if (way === undefined) return left === 0 ? String.fromCodePoint(...points) : undefined;
			points.push(this.#character(way[1]));
			at = way[0];
		}
		return undefined;
	}

	#ways(at: NFA.ReadonlyNode, nearer: number): readonly (readonly [NFA.ReadonlyNode, CharSet])[] {
		return [...at.out].filter(([to, characters]) => {
			return !characters.isEmpty && (this.#distances.get(to) ?? Number.POSITIVE_INFINITY) < nearer;
		});
	}

	#character(characters: CharSet): number {
		const points = this.#characters.get(characters) ?? readable(characters).points;
		this.#characters.set(characters, points);
		// Letters and digits come first, and read best.
		const few = this.#random.chance(0.8) ? Math.min(points.length, 36) : points.length;
		return points[this.#random.below(few)] ?? 0;
	}
}

/** How many characters each state is from the end of a word. */
function distancesTo(language: Language): ReadonlyMap<NFA.ReadonlyNode, number> {
	const before = new Map<NFA.ReadonlyNode, NFA.ReadonlyNode[]>();
	for (const node of language.nodes()) {
		for (const [to, characters] of node.out) {
			if (!characters.isEmpty) before.set(to, [...(before.get(to) ?? []), node]);
		}
	}
	const distances = new Map<NFA.ReadonlyNode, number>();
	let front: readonly NFA.ReadonlyNode[] = [...language.finals];
	for (let distance = 0; front.length > 0; distance++) {
		const unseen = new Set(front.filter((node) => !distances.has(node)));
		for (const node of unseen) distances.set(node, distance);
		front = [...unseen].flatMap((node) => before.get(node) ?? []);
	}
	return distances;
}
