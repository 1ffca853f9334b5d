import { CharSet, type Concatenation, type Element, JS, type NoParent, type Quantifier } from "refa";

/** A condition on a place between two characters: what stands before or after it. */
export interface Guard {
	readonly ahead: boolean;
	readonly negated: boolean;
	/** The neighbouring character is one of these; otherwise a whole pattern stands there. */
	readonly neighbour: CharSet | Program;
}

/** A step from one state to another: over a character, past a guard, or free. */
interface Edge {
	readonly to: number;
	readonly over?: CharSet;
	readonly past?: Guard;
}

/** A pattern as an automaton over code points, assertions included; it matches what leads from start to accept. */
export interface Program {
	readonly edges: readonly (readonly Edge[])[];
	readonly start: number;
	readonly accept: number;
}

/** The greatest code point. */
export const MAX_CHARACTER = 0x10ffff;

// Patterns with more states than this are opaque.
const MAX_STATES = 20_000;
const MAX_LENGTH = 10_000;

/** The program of a pattern; undefined for syntax that no automaton has (backreferences) and for huge patterns. */
export function programOf(source: string): Program | undefined {
	if (source.length > MAX_LENGTH) return undefined;
	try {
		const { expression } = JS.Parser.fromLiteral({ source, flags: "u" }).parse({
			maxBackreferenceWords: 0,
			maxNodes: MAX_STATES,
		});
		return new Compiler().program(expression.alternatives);
	} catch {
		// Too many states, nested too deep, or nothing that the u flag allows.
		return undefined;
	}
}

/** The program that matches the same texts from their end to their start. */
export function backwards({ edges, start, accept }: Program): Program {
	const turned: Edge[][] = edges.map(() => []);
	for (const [from, out] of edges.entries()) {
		for (const edge of out) turned[edge.to]?.push({ ...edge, to: from });
	}
	return { edges: turned, start: accept, accept: start };
}

type Alternatives = readonly NoParent<Concatenation>[];

/** Builds the states of one program; every fragment ends in a state that nothing leads out of yet. */
class Compiler {
	readonly #edges: Edge[][] = [];

	program(alternatives: Alternatives): Program {
		const start = this.#state();
		const accept = this.#alternatives(alternatives, start);
		return { edges: this.#edges, start, accept };
	}

	#state(): number {
		if (this.#edges.length >= MAX_STATES) throw new RangeError("too many states");
		return this.#edges.push([]) - 1;
	}

	#link(from: number, edge: Edge): number {
		this.#edges[from]?.push(edge);
		return edge.to;
	}

	#alternatives(alternatives: Alternatives, from: number): number {
		const end = this.#state();
		for (const { elements } of alternatives) {
			let at = this.#link(from, { to: this.#state() });
			for (const element of elements) at = this.#element(element, at);
			this.#link(at, { to: end });
		}
		return end;
	}

	#element(element: NoParent<Element>, from: number): number {
		switch (element.type) {
			case "CharacterClass":
				return this.#link(from, { to: this.#state(), over: element.characters });
			case "Alternation":
				return this.#alternatives(element.alternatives, from);
			case "Quantifier":
				return this.#repeated(element, from);
			case "Assertion": {
				const { kind, negate, alternatives } = element;
				const neighbour = singles(alternatives) ?? new Compiler().program(alternatives);
				const past = { ahead: kind === "ahead", negated: negate, neighbour };
				return this.#link(from, { to: this.#state(), past });
			}
			case "Unknown":
				throw new RangeError("unknown syntax");
		}
	}

	#repeated({ alternatives, min, max }: NoParent<Quantifier>, from: number): number {
		let at = from;
		for (let count = 0; count < min; count++) at = this.#alternatives(alternatives, at);
		const end = this.#state();
		if (max === Number.POSITIVE_INFINITY) {
			const loop = this.#link(at, { to: this.#state() });
			this.#link(this.#alternatives(alternatives, loop), { to: loop });
			this.#link(loop, { to: end });
			return end;
		}
		for (let count = min; count < max; count++) {
			this.#link(at, { to: end });
			at = this.#alternatives(alternatives, at);
		}
		this.#link(at, { to: end });
		return end;
	}
}

/** The characters of alternatives that are one character each. */
function singles(alternatives: Alternatives): CharSet | undefined {
	let all = CharSet.empty(MAX_CHARACTER);
	for (const { elements } of alternatives) {
		const [only] = elements;
		if (elements.length !== 1 || only?.type !== "CharacterClass") return undefined;
		all = all.union(only.characters);
	}
	return all;
}
