import type { CharSet, NFA } from "refa";
import type { Language } from "./language.js";

const MAX_PATHS = 500;
const MAX_WORDS_PER_PATH = 300;
// Ways through an automaton that are followed at once: in all, and to the same state.
const MAX_FRONT = 2_000;
const MAX_TO_ONE = 16;
const MAX_LENGTH = 200;

/**
 * Words of a language, short and readable ones first; not all of them, unless the language is finite and small:
 * then `complete` becomes true once they have all been given.
 */
export class Words implements Iterable<string> {
	complete = false;
	readonly #language: Language;

	constructor(language: Language) {
		this.#language = language;
	}

	*[Symbol.iterator](): Generator<string> {
		if (this.#language.isEmpty) {
			this.complete = true;
			return;
		}
		const shortest = shortestPath(this.#language);
		if (shortest !== undefined) yield* spelled(shortest, () => {});
		let cut = false;
		const onCut = () => {
			cut = true;
		};
		let count = 0;
		for (const path of paths(this.#language, onCut)) {
			if (++count > MAX_PATHS) return;
			yield* spelled(path, onCut);
		}
		this.complete = !cut;
	}
}

/** A way through an automaton, from its last character set back to the first. */
interface Way {
	readonly at: NFA.ReadonlyNode;
	readonly last?: { readonly over: CharSet; readonly before: Way };
}

/** The character sets along the ways through an automaton, short ones first; of very many only some. */
function* paths(language: Language, onCut: () => void): Generator<readonly CharSet[]> {
	let front: readonly Way[] = [{ at: language.initial }];
	for (let length = 0; front.length > 0; length++) {
		for (const way of front) if (language.finals.has(way.at as NFA.Node)) yield setsOf(way);
		if (length >= MAX_LENGTH) return onCut();
		front = further(front, onCut);
	}
}

function further(front: readonly Way[], onCut: () => void): readonly Way[] {
	const next: Way[] = [];
	const counts = new Map<NFA.ReadonlyNode, number>();
	for (const before of front) {
		for (const [at, over] of before.at.out) {
			const count = counts.get(at) ?? 0;
			if (over.isEmpty) continue;
			if (count >= MAX_TO_ONE || next.length >= MAX_FRONT) onCut();
			else next.push({ at, last: { over, before } });
			counts.set(at, count + 1);
		}
	}
	return next;
}

function setsOf(way: Way): readonly CharSet[] {
	const sets: CharSet[] = [];
	for (let { last } = way; last !== undefined; { last } = last.before) sets.push(last.over);
	return sets.reverse();
}

/** One character set after the other on a shortest way through the automaton. */
function shortestPath(language: Language): CharSet[] | undefined {
	const seen = new Set<NFA.ReadonlyNode>([language.initial]);
	let front: { node: NFA.ReadonlyNode; path: CharSet[] }[] = [{ node: language.initial, path: [] }];
	while (front.length > 0) {
		const next: typeof front = [];
		for (const { node, path } of front) {
			if (language.finals.has(node as NFA.Node)) return path;
			for (const [to, characters] of node.out) {
				if (characters.isEmpty || seen.has(to)) continue;
				seen.add(to);
				next.push({ node: to, path: [...path, characters] });
			}
		}
		front = next;
	}
	return undefined;
}

/** Words along a path; the last places vary first. */
function* spelled(path: readonly CharSet[], onCut: () => void): Generator<string> {
	const choices = path.map(readable);
	if (choices.some(({ all }) => !all)) onCut();
	const at = choices.map(() => 0);
	for (let count = 0; ; count++) {
		if (count >= MAX_WORDS_PER_PATH) {
			onCut();
			return;
		}
		const points = at.map((choice, place) => choices[place]?.points[choice] ?? 0);
		// A high and a low surrogate side by side are one code point in a string, so this word is none.
		if (!points.some((point, place) => isHigh(point) && isLow(points[place + 1]))) {
			yield String.fromCodePoint(...points);
		}
		let place = at.length - 1;
		for (; place >= 0; place--) {
			const next = (at[place] ?? 0) + 1;
			if (next < (choices[place]?.points.length ?? 0)) {
				at[place] = next;
				break;
			}
			at[place] = 0;
		}
		if (place < 0) return;
	}
}

const PREFERRED = [
	...Array.from(
		"abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ _-.,:;/!?#$%&()*+<=>@[]^{|}~'\"`\\",
	),
].map((character) => character.codePointAt(0) ?? 0);

/** Characters of a set, those that read well first; all of them only where there are few. */
export function readable(characters: CharSet): { points: readonly number[]; all: boolean } {
	const points = PREFERRED.filter((point) => characters.has(point));
	const { size } = characters;
	if (points.length === size) return { points, all: true };
	const limit = points.length === 0 ? 64 : points.length;
	for (const { min, max } of characters.ranges) {
		for (let point = min; point <= max && points.length < limit; point++) {
			if (!points.includes(point)) points.push(point);
		}
	}
	return { points, all: points.length === size };
}

function isHigh(point: number | undefined): boolean {
	return point !== undefined && point >= 0xd800 && point <= 0xdbff;
}

function isLow(point: number | undefined): boolean {
	return point !== undefined && point >= 0xdc00 && point <= 0xdfff;
}
