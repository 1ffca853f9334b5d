import { TYPE_BITS } from "../../schema/index.js";
import type { JsonType, ValueSet } from "../../validate/index.js";
import type { Atom } from "./atom.js";
import type { Expansion } from "./expansion.js";
import { FALSE, type Literal, TRUE } from "./pool.js";

/** What one way of meeting a choice asks for, all of it. */
export interface Alternative {
	readonly literals: readonly Literal[];
	readonly atoms: readonly Atom[];
	/** Set where the values of a schema must not be met: the instance is in none of them. */
	readonly outside?: ValueSet;
	readonly inside?: ValueSet;
}

/** Ways of meeting a literal, of which at least one must be taken. */
export interface Choice {
	readonly of: Literal;
	readonly alternatives: readonly Alternative[];
}

/** A conjunction for instances of one type: constraints that are settled, and choices still open. */
export class Branch {
	readonly type: JsonType;
	closed = false;
	readonly #expansion: Expansion;
	readonly #met: Set<Literal>;
	readonly #atoms: Atom[];
	readonly #outside: ValueSet[];
	readonly #inside: ValueSet[];
	#choices: Choice[];

	constructor(type: JsonType, expansion: Expansion, from?: Branch) {
		this.type = type;
		this.#expansion = expansion;
		this.#met = new Set(from?.met);
		this.#atoms = [...(from?.atoms ?? [])];
		this.#outside = [...(from?.outside ?? [])];
		this.#inside = [...(from?.inside ?? [])];
		this.#choices = [...(from?.choices ?? [])];
	}

	get met(): ReadonlySet<Literal> {
		return this.#met;
	}

	get atoms(): readonly Atom[] {
		return this.#atoms;
	}

	/** The instance is in none of these. */
	get outside(): readonly ValueSet[] {
		return this.#outside;
	}

	/** The instance is in each of these. */
	get inside(): readonly ValueSet[] {
		return this.#inside;
	}

	get choices(): readonly Choice[] {
		return this.#choices;
	}

	/** How much it holds, which a copy of it and a look at it cost. */
	get size(): number {
		return this.#met.size + this.#atoms.length + this.#choices.length;
	}

	/** The branch with a choice taken, or closed if that contradicts it. */
	taking(choice: Choice, alternative: Alternative): Branch {
		const next = new Branch(this.type, this.#expansion, this);
		next.#choices = next.#choices.filter((open) => open !== choice);
		next.add(alternative);
		return next;
	}

	/** Asks for all of the alternative. */
	add(alternative: Alternative): void {
		if (alternative.outside !== undefined) this.#outside.push(alternative.outside);
		if (alternative.inside !== undefined) this.#inside.push(alternative.inside);
		for (const atom of alternative.atoms) this.#atoms.push(atom);
		for (const literal of alternative.literals) this.#meet(literal);
		this.#settle();
	}

	/** Whether the alternative contradicts what the branch holds already, seen at a glance. */
	refutes(alternative: Alternative): boolean {
		return alternative.literals.some((literal) => this.#contradicts(literal));
	}

	#contradicts(literal: Literal): boolean {
		if (literal === TRUE) return false;
		if (literal === FALSE || this.#met.has(-literal)) return true;
		return (this.#expansion.possible.of(literal) & TYPE_BITS[this.type]) === 0;
	}

	#meet(literal: Literal): void {
		if (this.closed || literal === TRUE || this.#met.has(literal)) return;
		if (this.#contradicts(literal)) {
			this.closed = true;
			return;
		}
		this.#met.add(literal);
		const { demands, choices } = this.#expansion.of(literal, this.type);
		this.#choices.push(...choices);
		if (demands.outside !== undefined) this.#outside.push(demands.outside);
		if (demands.inside !== undefined) this.#inside.push(demands.inside);
		for (const atom of demands.atoms) this.#atoms.push(atom);
		for (const next of demands.literals) this.#meet(next);
	}

	/** Takes choices that have one way left, until none has. */
	#settle(): void {
		for (let changed = true; changed && !this.closed; ) {
			changed = false;
			const open: Choice[] = [];
			const forced: Alternative[] = [];
			for (const choice of this.#choices) {
				if (choice.alternatives.some((way) => this.#isMet(way))) continue;
				const ways = choice.alternatives.filter((way) => !this.refutes(way));
				const [only] = ways;
				if (only === undefined) {
					this.closed = true;
					return;
				}
				if (ways.length === 1) forced.push(only);
				else
					open.push(
						ways.length < choice.alternatives.length ? { of: choice.of, alternatives: ways } : choice,
					);
			}
			this.#choices = open;
			for (const way of forced) {
				changed = true;
				for (const atom of way.atoms) this.#atoms.push(atom);
				if (way.outside !== undefined) this.#outside.push(way.outside);
				if (way.inside !== undefined) this.#inside.push(way.inside);
				for (const literal of way.literals) this.#meet(literal);
			}
		}
	}

	#isMet(way: Alternative): boolean {
		if (way.atoms.length > 0 || way.outside !== undefined || way.inside !== undefined) return false;
		return way.literals.every((literal) => literal === TRUE || this.#met.has(literal));
	}
}
