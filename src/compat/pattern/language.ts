import { CharSet, NFA } from "refa";
import { type Guard, MAX_CHARACTER, type Program, programOf } from "../../validate/index.js";
import { complement } from "./complement.js";

/** The strings that a pattern matches, or those that it doesn't, as an automaton over code points. */
export type Language = NFA;

const MAX_STATES = 5_000;
const MAX_KNOWN = 500;
const ALL = CharSet.all(MAX_CHARACTER);
const known = new Map<string, Language | undefined>();

/** The language of a pattern; undefined where it is not regular, looks around, or is too large. */
export function languageOf(source: string): Language | undefined {
	return remembered(`+${source}`, () => {
		const program = programOf(source);
		return program && automaton(anywhere(program));
	});
}

/** The language of a pattern, or a larger one, in which its look-arounds are taken to hold; undefined without either. */
export function supersetOf(source: string): Language | undefined {
	return (
		languageOf(source) ??
		remembered(`>${source}`, () => {
			const program = programOf(source);
			return program && automaton(anywhere(withoutLooking(program)));
		})
	);
}

/** The program without the guards that look beyond neighbours: it matches all that it did, and more. */
function withoutLooking({ edges, start, accept }: Program): Program {
	const free = edges.map((out) =>
		out.map((edge) => (edge.past !== undefined && "edges" in edge.past.neighbour ? { to: edge.to } : edge)),
	);
	return { edges: free, start, accept };
}

/** The strings that the pattern does not match; undefined where that is not known. */
export function complementOf(source: string): Language | undefined {
	return remembered(`-${source}`, () => {
		const language = languageOf(source);
		return language && complement(language, MAX_STATES);
	});
}

/** The strings of so many code points. */
export function ofLengths(min: number, max: number): Language | undefined {
	const last = max === Number.POSITIVE_INFINITY ? min : max;
	return remembered(`#${min},${max}`, () => {
		if (last > MAX_STATES / 10) return undefined;
		const builder = new NFA.Builder(new NFA.LimitedNodeFactory(MAX_STATES));
		let at = builder.initial;
		for (let length = 0; length < last; length++) {
			if (length >= min) builder.makeFinal(at);
			const next = builder.createNode();
			builder.linkNodes(at, next, ALL);
			at = next;
		}
		builder.makeFinal(at);
		if (max === Number.POSITIVE_INFINITY) builder.linkNodes(at, at, ALL);
		return NFA.fromBuilder(builder, { maxCharacter: MAX_CHARACTER });
	});
}

/** The strings that are in both languages; undefined where the automaton is too large. */
export function intersection(a: Language, b: Language): Language | undefined {
	try {
		const both = NFA.fromIntersection(a, b, new NFA.LimitedNodeFactory(MAX_STATES));
		both.removeUnreachable();
		return both;
	} catch {
		return undefined;
	}
}

function remembered(key: string, make: () => Language | undefined): Language | undefined {
	if (known.has(key)) return known.get(key);
	if (known.size >= MAX_KNOWN) known.clear();
	let made: Language | undefined;
	try {
		made = make();
	} catch {
		// Too many states: the pattern is then opaque.
		made = undefined;
	}
	known.set(key, made);
	return made;
}

/** The program that matches whole texts in which the other matches somewhere. */
function anywhere({ edges, start, accept }: Program): Program {
	const [first, last] = [edges.length, edges.length + 1];
	const loop = (to: number) => [{ to, over: ALL }];
	const onwards = edges.map((out, state) => (state === accept ? [...out, { to: last }] : out));
	return { edges: [...onwards, [...loop(first), { to: start }], loop(last)], start: first, accept: last };
}

/** Where an automaton without assertions is: a state, and which sets the character before it is in. */
interface Place {
	readonly state: number;
	/** One bit for each set of characters that a guard looks for behind itself; -1 where nothing stands before. */
	readonly before: number;
}

/** What the next character must be for a way without characters to have been free; or the end. */
interface Ahead {
	readonly characters: CharSet;
	readonly end: boolean;
}

const ANYTHING: Ahead = { characters: ALL, end: true };

/** The program without its guards, which become part of the states; undefined if one looks beyond neighbours. */
function automaton(program: Program): Language | undefined {
	const guards = program.edges.flatMap((out) => out.flatMap(({ past }) => past ?? []));
	if (guards.some(({ neighbour }) => "edges" in neighbour)) return undefined;
	return new Unguarded(program, guards).language();
}

// More sets than this make too many states.
const MAX_SETS = 8;

class Unguarded {
	readonly #program: Program;
	readonly #behind: readonly CharSet[];
	readonly #builder = new NFA.Builder(new NFA.LimitedNodeFactory(MAX_STATES));
	readonly #nodes = new Map<string, NFA.Node>();
	readonly #pending: { readonly place: Place; readonly node: NFA.Node }[] = [];

	constructor(program: Program, guards: readonly Guard[]) {
		this.#program = program;
		const sets = new Map<string, CharSet>();
		for (const { ahead, neighbour } of guards) {
			if (!ahead && "has" in neighbour) sets.set(neighbour.toRangesString(), neighbour);
		}
		if (sets.size > MAX_SETS) throw new RangeError("too many assertions");
		this.#behind = [...sets.values()];
	}

	language(): Language {
		this.#pending.push({ place: { state: this.#program.start, before: -1 }, node: this.#builder.initial });
		for (let next = this.#pending.pop(); next !== undefined; next = this.#pending.pop()) {
			this.#link(next.place, next.node);
		}
		const made = NFA.fromBuilder(this.#builder, { maxCharacter: MAX_CHARACTER });
		made.removeUnreachable();
		return made;
	}

	#link(place: Place, node: NFA.Node): void {
		const reached = this.#closure(place);
		const { accept } = this.#program;
		// Whatever follows, the text is accepted: other ways on from here say nothing more.
		const isSettled = reached.get(accept)?.some((ahead) => covers(ahead, ANYTHING)) ?? false;
		for (const [state, aheads] of isSettled ? [[accept, [ANYTHING]] as const] : reached) {
			for (const { characters, end } of aheads) {
				if (end && state === accept) this.#builder.makeFinal(node);
				for (const { to, over } of this.#program.edges[state] ?? []) {
					if (over !== undefined) this.#linkOver(node, to, over.intersect(characters));
				}
			}
		}
	}

	#linkOver(from: NFA.Node, state: number, characters: CharSet): void {
		for (const [part, before] of this.#parts(characters)) {
			this.#builder.linkNodes(from, this.#node({ state, before }), part);
		}
	}

	/** The characters, by which of the sets they are in. */
	#parts(characters: CharSet): readonly (readonly [CharSet, number])[] {
		let parts: [CharSet, number][] = [[characters, 0]];
		for (const [bit, set] of this.#behind.entries()) {
			parts = parts.flatMap(([part, mask]): [CharSet, number][] => [
				[part.intersect(set), mask | (1 << bit)],
				[part.without(set), mask],
			]);
		}
		return parts.filter(([part]) => !part.isEmpty);
	}

	#node(place: Place): NFA.Node {
		const key = `${place.state},${place.before}`;
		const known = this.#nodes.get(key);
		if (known !== undefined) return known;
		const node = this.#builder.createNode();
		this.#nodes.set(key, node);
		this.#pending.push({ place, node });
		return node;
	}

	/** The states that are reached without a character, each with what must come next for that. */
	#closure({ state, before }: Place): ReadonlyMap<number, readonly Ahead[]> {
		const reached = new Map<number, Ahead[]>();
		const pending: (readonly [number, Ahead])[] = [[state, ANYTHING]];
		for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
			const [at, ahead] = next;
			const there = reached.get(at) ?? [];
			if (there.some((other) => covers(other, ahead))) continue;
			reached.set(at, [...there, ahead]);
			for (const { to, over, past } of this.#program.edges[at] ?? []) {
				const narrowed = over === undefined ? this.#narrowed(ahead, past, before) : undefined;
				if (narrowed !== undefined) pending.push([to, narrowed]);
			}
		}
		return reached;
	}

	/** What must come next where the guard holds, too; undefined where it can't. */
	#narrowed(ahead: Ahead, guard: Guard | undefined, before: number): Ahead | undefined {
		if (guard === undefined || !("has" in guard.neighbour)) return ahead;
		const { negated, neighbour } = guard;
		if (!guard.ahead) {
			const bit = this.#behind.findIndex((set) => set.equals(neighbour));
			const stands = before >= 0 && (before & (1 << bit)) !== 0;
			return stands === negated ? undefined : ahead;
		}
		const characters = negated ? ahead.characters.without(neighbour) : ahead.characters.intersect(neighbour);
		const end = negated && ahead.end;
		return characters.isEmpty && !end ? undefined : { characters, end };
	}
}

function covers(one: Ahead, other: Ahead): boolean {
	return (one.end || !other.end) && other.characters.isSubsetOf(one.characters);
}
