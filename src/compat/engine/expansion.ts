import { type Node, TYPE_BITS } from "../../schema/index.js";
import type { JsonType } from "../../validate/index.js";
import { unevaluatedWays } from "../by-type/unevaluated.js";
import type { FormatChecks } from "../format.js";
import { type Atom, negations } from "./atom.js";
import type { Alternative, Choice } from "./branch.js";
import { constraints } from "./constraints.js";
import { type Literal, type Pool, TRUE } from "./pool.js";
import { PossibleTypes } from "./possible.js";
import { Tags } from "./tags.js";

/** What a literal asks of instances of one type: demands that all hold, and choices. */
export interface Expanded {
	readonly demands: Alternative;
	readonly choices: readonly Choice[];
}

/** Takes literals apart, one level deep, for one type of instances at a time. */
export class Expansion {
	readonly pool: Pool;
	readonly formats: FormatChecks | undefined;
	readonly possible: PossibleTypes;
	readonly #tags: Tags;
	readonly #known = new Map<string, Expanded>();

	constructor(pool: Pool, formats: FormatChecks | undefined) {
		this.pool = pool;
		this.formats = formats;
		this.#tags = new Tags((id) => pool.node(id));
		this.possible = new PossibleTypes(pool, formats !== undefined);
	}

	/** What the literal comes to; the type must be a possible one of it. */
	of(literal: Literal, type: JsonType): Expanded {
		const key = `${literal}${type}`;
		const known = this.#known.get(key);
		if (known !== undefined) return known;
		const node = this.pool.node(Math.abs(literal));
		const made = literal > 0 ? this.#met(literal, node, type) : this.#refused(literal, node, type);
		this.#known.set(key, made);
		return made;
	}

	#met(literal: Literal, node: Node, type: JsonType): Expanded {
		const literals: Literal[] = (node.allOf ?? []).map((id) => this.pool.literal(id));
		if (node.not !== undefined) literals.push(this.pool.literal(-node.not));
		const choices: Choice[] = [];
		const choose = (alternatives: readonly Alternative[]) => choices.push({ of: literal, alternatives });
		if (node.anyOf !== undefined) choose(node.anyOf.map((id) => this.#meets(id)));
		if (node.oneOf !== undefined) {
			const all = node.oneOf;
			choose(
				all.map((one, index) =>
					this.#meets(
						one,
						// What a tag tells apart need not be refused.
						...all
							.filter((id, other) => other !== index && !this.#tags.areDisjoint(one, id))
							.map((id) => -id),
					),
				),
			);
		}
		if (node.if !== undefined) {
			choose([this.#meets(node.if, node.then ?? TRUE), this.#meets(-node.if, node.else ?? TRUE)]);
		}
		if (type === "object") this.#dependencies(node, choose);
		if (asksUnevaluated(node, type)) choose(unevaluatedWays(this.pool, literal, type));
		const inside = node.values === undefined ? [] : this.pool.sets(literal);
		const [first, ...others] = inside;
		// Several sets at once are rare: all but the first become choices with one way.
		for (const set of others) choose([{ literals: [], atoms: [], inside: set }]);
		const atoms = constraints(this.pool, node, type, this.formats);
		return { demands: { literals, atoms, ...(first === undefined ? {} : { inside: first }) }, choices };
	}

	#dependencies(node: Node, choose: (alternatives: readonly Alternative[]) => void): void {
		for (const [name, others] of node.dependentRequired ?? []) {
			choose([
				{ literals: [], atoms: [lacks(name)] },
				{ literals: [], atoms: others.map(has) },
			]);
		}
		for (const [name, schema] of node.dependentSchemas ?? []) {
			choose([{ literals: [], atoms: [lacks(name)] }, this.#meets(schema)]);
		}
	}

	#refused(literal: Literal, node: Node, type: JsonType): Expanded {
		const alternatives: Alternative[] = [];
		if (node.never || (node.types !== undefined && (node.types & TYPE_BITS[type]) === 0)) return NOTHING;
		for (const set of node.values === undefined ? [] : this.pool.sets(-literal)) {
			alternatives.push({ literals: [], atoms: [], outside: set });
		}
		for (const atom of constraints(this.pool, node, type, this.formats)) {
			for (const negation of negations(atom)) alternatives.push({ literals: [], atoms: [negation] });
		}
		for (const id of node.allOf ?? []) alternatives.push(this.#meets(-id));
		if (node.anyOf !== undefined) alternatives.push(this.#meets(...node.anyOf.map((id) => -id)));
		if (node.oneOf !== undefined) alternatives.push(...this.#notOne(node.oneOf));
		if (node.not !== undefined) alternatives.push(this.#meets(node.not));
		if (node.if !== undefined) {
			if (node.then !== undefined) alternatives.push(this.#meets(node.if, -node.then));
			if (node.else !== undefined) alternatives.push(this.#meets(-node.if, -node.else));
		}
		if (type === "object") alternatives.push(...this.#brokenDependencies(node));
		if (asksUnevaluated(node, type)) alternatives.push(...unevaluatedWays(this.pool, literal, type));
		const [only] = alternatives;
		if (only !== undefined && alternatives.length === 1) return { demands: only, choices: [] };
		return { demands: NOTHING.demands, choices: [{ of: literal, alternatives }] };
	}

	#notOne(schemas: readonly number[]): Alternative[] {
		const ways = [this.#meets(...schemas.map((id) => -id))];
		schemas.forEach((one, index) => {
			for (const other of schemas.slice(index + 1)) {
				if (!this.#tags.areDisjoint(one, other)) ways.push(this.#meets(one, other));
			}
		});
		return ways;
	}

	#brokenDependencies(node: Node): Alternative[] {
		const ways: Alternative[] = [];
		for (const [name, others] of node.dependentRequired ?? []) {
			for (const other of others) ways.push({ literals: [], atoms: [has(name), lacks(other)] });
		}
		for (const [name, schema] of node.dependentSchemas ?? []) {
			ways.push({ literals: [this.pool.literal(-schema)], atoms: [has(name)] });
		}
		return ways;
	}

	#meets(...literals: readonly Literal[]): Alternative {
		return { literals: literals.map((literal) => this.pool.literal(literal)), atoms: [] };
	}
}

const NOTHING: Expanded = { demands: { literals: [], atoms: [] }, choices: [] };

function asksUnevaluated(node: Node, type: JsonType): boolean {
	if (type === "object") return node.unevaluatedProperties !== undefined;
	return type === "array" && node.unevaluatedItems !== undefined;
}

/** The object has the property. */
function has(name: string): Atom {
	return { is: "property", region: { in: "name", name }, meets: [] };
}

/** The object lacks the property. */
export function lacks(name: string): Atom {
	return { is: "properties", region: { in: "name", name }, each: -1 };
}
