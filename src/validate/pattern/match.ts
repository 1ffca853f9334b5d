import { backwards, type Guard, type Program, programOf } from "./program.js";

const MAX_KNOWN = 2_000;
// Steps for one text, and transitions remembered for one pattern.
const MAX_WORK = 2_000_000;
const MAX_CACHED = 20_000;

const KNOWN = new Map<string, Matcher | undefined>();

/**
 * Whether a pattern matches somewhere in a text, in time that grows linearly with the text; undefined for patterns
 * that no automaton holds (backreferences, tens of thousands of states) and where even that takes too long.
 */
export function matchesIn(source: string, text: string): boolean | undefined {
	let matcher = KNOWN.get(source);
	if (matcher === undefined && !KNOWN.has(source)) {
		const program = programOf(source);
		matcher = program && matcherOf(program);
		if (KNOWN.size >= MAX_KNOWN) KNOWN.clear();
		KNOWN.set(source, matcher);
	}
	try {
		return matcher?.(text);
	} catch (error) {
		if (error instanceof TooMuchWork) return undefined;
		throw error;
	}
}

type Matcher = (text: string) => boolean;

class TooMuchWork extends Error {}

function matcherOf(program: Program): Matcher {
	if (looksFar(program)) return (text) => new Looking(text).places(program).includes(true);
	const automaton = new Automaton(program);
	return (text) => automaton.test(text);
}

/** Whether a guard of the program needs more than the neighbouring character. */
function looksFar({ edges }: Program): boolean {
	return edges.some((out) => out.some(({ past }) => past !== undefined && "edges" in past.neighbour));
}

/** The states that are reached without a character, at a place where it is known which guards hold. */
function closure(
	{ edges }: Program,
	states: Iterable<number>,
	holds: (guard: Guard) => boolean,
): Set<number> {
	const reached = new Set(states);
	for (const state of reached) {
		for (const { to, over, past } of edges[state] ?? []) {
			if (over === undefined && (past === undefined || holds(past))) reached.add(to);
		}
	}
	return reached;
}

function stepped({ edges }: Program, states: Iterable<number>, character: number): Set<number> {
	const next = new Set<number>();
	for (const state of states) {
		for (const { to, over } of edges[state] ?? []) if (over?.has(character)) next.add(to);
	}
	return next;
}

function isNeighbour({ negated, neighbour }: Guard, character: number | undefined): boolean {
	return ("has" in neighbour && character !== undefined && neighbour.has(character)) !== negated;
}

/** What has been read so far: the states, and the character before this place. */
interface Standing {
	readonly states: readonly number[];
	readonly before: number | undefined;
	/** By the next character, or none at the end: what follows, or true where the pattern has matched. */
	readonly next: Map<number | undefined, Standing | true>;
}

/** A program whose guards look at neighbours only, made deterministic as far as texts ask for it. */
class Automaton {
	readonly #program: Program;
	/** Each neighbour's character matters only by which of these guards' sets it is in. */
	readonly #behind: readonly Guard[];
	readonly #known = new Map<string, Standing>();
	#cached = 0;
	#start: Standing;

	constructor(program: Program) {
		this.#program = program;
		const guards = program.edges.flatMap((out) => out.flatMap(({ past }) => past ?? []));
		this.#behind = guards.filter(({ ahead }) => !ahead);
		this.#start = this.#standing(new Set([program.start]), undefined);
	}

	test(text: string): boolean {
		let work = 0;
		let at = this.#start;
		for (let place = 0; place <= text.length; ) {
			const character = text.codePointAt(place);
			let next = at.next.get(character);
			if (next === undefined) {
				next = this.#follow(at, character);
				work += at.states.length + (next === true ? 0 : next.states.length) + 1;
				if (work > MAX_WORK) throw new TooMuchWork();
			}
			if (next === true) return true;
			at = next;
			place += character !== undefined && character > 0xffff ? 2 : 1;
		}
		return false;
	}

	#follow(at: Standing, character: number | undefined): Standing | true {
		const { accept, start } = this.#program;
		const reached = closure(this.#program, at.states, (guard) =>
			isNeighbour(guard, guard.ahead ? character : at.before),
		);
		const next = reached.has(accept)
			? true
			: this.#standing(stepped(this.#program, reached, character ?? -1).add(start), character);
		if (++this.#cached > MAX_CACHED) {
			this.#cached = 0;
			this.#known.clear();
			this.#start = this.#standing(new Set([start]), undefined);
		}
		at.next.set(character, next);
		return next;
	}

	#standing(states: ReadonlySet<number>, before: number | undefined): Standing {
		const sides = this.#behind.map((guard) => (isNeighbour(guard, before) ? 1 : 0)).join("");
		const sorted = [...states].sort((a, b) => a - b);
		const key = `${sides} ${sorted.join()}`;
		const known = this.#known.get(key);
		if (known !== undefined) return known;
		const made = { states: sorted, before, next: new Map() };
		this.#known.set(key, made);
		return made;
	}
}

/** One text, and the places where the look-arounds of a pattern hold in it. */
class Looking {
	readonly #points: readonly number[];
	readonly #found = new Map<Program, readonly boolean[]>();
	#work = 0;

	constructor(text: string) {
		this.#points = Array.from(text, (character) => character.codePointAt(0) ?? 0);
	}

	/** At each place, whether the program matches a part of the text that ends there. */
	places(program: Program): readonly boolean[] {
		const found: boolean[] = [];
		let states = new Set<number>();
		for (let place = 0; place <= this.#points.length; place++) {
			const reached = this.#reached(program, states, place);
			found.push(reached.has(program.accept));
			states = stepped(program, reached, this.#points[place] ?? -1);
		}
		return found;
	}

	/** At each place, whether the program matches a part of the text that begins there. */
	#placesAhead(program: Program): readonly boolean[] {
		const turned = backwards(program);
		const found: boolean[] = [];
		let states = new Set<number>();
		for (let place = this.#points.length; place >= 0; place--) {
			const reached = this.#reached(turned, states, place);
			found[place] = reached.has(turned.accept);
			states = stepped(turned, reached, this.#points[place - 1] ?? -1);
		}
		return found;
	}

	#reached(program: Program, states: Set<number>, place: number): Set<number> {
		const reached = closure(program, states.add(program.start), (guard) => this.#holds(guard, place));
		this.#work += reached.size;
		if (this.#work > MAX_WORK) throw new TooMuchWork();
		return reached;
	}

	#holds(guard: Guard, place: number): boolean {
		const { ahead, negated, neighbour } = guard;
		if (!("edges" in neighbour)) return isNeighbour(guard, this.#points[ahead ? place : place - 1]);
		let places = this.#found.get(neighbour);
		if (places === undefined) {
			places = ahead ? this.#placesAhead(neighbour) : this.places(neighbour);
			this.#found.set(neighbour, places);
		}
		return places[place] !== negated;
	}
}
