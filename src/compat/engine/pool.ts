import type { Json } from "../../json/index.js";
import { ALL_TYPES, type Node, type NodeIndex, type SchemaGraph, TRUE_NODE } from "../../schema/index.js";
import { canonical, ValueSet } from "../../validate/index.js";
import { type Merged, mergeEqual } from "./merge.js";

/** A schema's id, or its negative for the schema's negation. */
export type Literal = number;

/** Every instance. */
export const TRUE: Literal = 1;
/** No instance. */
export const FALSE: Literal = -1;

/** The schemas of a question by id; schemas of equal structure share one, whatever document they come from. */
export class Pool {
	readonly roots: readonly Literal[];
	readonly #merged: Merged;
	readonly #nodes: Node[] = [];
	readonly #made = new Map<string, Literal>();
	readonly #sets = new Map<number, readonly ValueSet[]>();

	constructor(graphs: readonly SchemaGraph[]) {
		// Id 0 has no negative, and 1 is the schema `true`.
		this.#nodes.push(TRUE_NODE, TRUE_NODE);
		this.#merged = mergeEqual(graphs, this.#nodes.length);
		for (const node of this.#merged.nodes) this.#nodes.push(node);
		this.roots = graphs.map(({ root }, graph) => this.of(graph, root));
	}

	/** The schema of a node of one of the graphs. */
	of(graph: number, node: NodeIndex): Literal {
		return this.literal(this.#merged.index(graph, node));
	}

	node(id: number): Node {
		return this.#nodes[id] ?? TRUE_NODE;
	}

	/** The literal in its simplest form: `true` and `false` have one each. */
	literal(literal: Literal): Literal {
		const node = this.node(Math.abs(literal));
		const trivial = node.never ? FALSE : isTrue(node) ? TRUE : undefined;
		if (trivial === undefined) return literal;
		return literal < 0 ? -trivial : trivial;
	}

	/** The sets that `enum` and `const` of the schema name. */
	sets(id: number): readonly ValueSet[] {
		const known = this.#sets.get(id);
		if (known !== undefined) return known;
		const sets = (this.node(id).values ?? []).map((values) => new ValueSet(values));
		this.#sets.set(id, sets);
		return sets;
	}

	/** The schema of exactly these values. */
	oneOfValues(values: readonly Json[]): Literal {
		return this.#make(`values ${values.map(canonical).join(" ")}`, { values: [values] });
	}

	/** The schema that asks strings to match. */
	pattern(source: string): Literal {
		return this.#make(`pattern ${source}`, { pattern: source });
	}

	/** The schema of the types whose bits are set. */
	types(types: number): Literal {
		return types === ALL_TYPES ? TRUE : this.#make(`types ${types}`, { types });
	}

	/** The schema that any of the literals meets. */
	anyOf(literals: readonly Literal[]): Literal {
		const members = [...new Set(literals)].filter((member) => member !== FALSE).sort((a, b) => a - b);
		if (members.includes(TRUE)) return TRUE;
		const [only = FALSE] = members;
		if (members.length < 2) return only;
		const key = `any ${members.join(" ")}`;
		return this.#make(key, { anyOf: members.map((member) => this.positive(member)) });
	}

	/** The schema that all of the literals meet. */
	allOf(literals: readonly Literal[]): Literal {
		return -this.anyOf(literals.map((literal) => -literal));
	}

	/** A schema of its own, whose children are schemas of the pool. */
	schema(node: Omit<Node, "place">): Literal {
		const key = JSON.stringify(node, (_, held: unknown) => (held instanceof Map ? [...held] : held));
		return this.literal(this.#make(`schema ${key}`, node));
	}

	/** The literal as a schema that others can hold. */
	positive(literal: Literal): number {
		return literal > 0 ? literal : this.#make(`not ${-literal}`, { not: -literal });
	}

	#make(key: string, node: Omit<Node, "place">): Literal {
		const known = this.#made.get(key);
		if (known !== undefined) return known;
		const id = this.#nodes.push({ place: TRUE_NODE.place, ...node }) - 1;
		this.#made.set(key, id);
		return id;
	}
}

function isTrue(node: Node): boolean {
	// Only the place is there.
	for (const part in node) if (part !== "place") return false;
	return true;
}
