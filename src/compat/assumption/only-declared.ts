import type { Node, NodeIndex, SchemaGraph } from "../../schema/index.js";
import { Undecidable } from "../engine/outcome.js";
import {
	type Applied,
	appliedTo,
	atItems,
	atProperty,
	findMentionedNames,
	holdsOthers,
	type Picks,
	taggedUnion,
} from "./applied.js";

// Beyond so many places the rest stays open: less is assumed than could be.
const MAX_PLACES = 2_000;

// Unions at one place whose alternatives are told apart, one inside or beside the other.
const MAX_PICKS = 3;

/**
 * The schema of what is written by those who write only declared properties. Wherever an instance begins (the whole,
 * a property's value, an item) and a schema that applies to it has `properties` or `patternProperties`, or is of plain
 * objects, there are no names that none of the schemas there mentions; unless one of them says by
 * `additionalProperties` or `unevaluatedProperties` what others hold (`true` says nothing). Of alternatives that a tag
 * tells apart only those of the instance count. Maps stay open. Tuples end where their schemas do.
 */
export function onlyDeclared(graph: SchemaGraph): SchemaGraph {
	const closing = new Closing(graph);
	const closed = closing.of({ asserted: [graph.root], tested: [] });
	closing.close();
	const place = graph.nodes[graph.root]?.place ?? { file: "", keywordLocation: "" };
	const root = closing.nodes.push({ place, allOf: [graph.root, closed] }) - 1;
	return { ...graph, root, nodes: closing.nodes };
}

/** Schemas that only close what others declare; they stand beside those, which stay as they are. */
class Closing {
	readonly nodes: Node[];
	readonly #graph: SchemaGraph;
	readonly #known = new Map<string, NodeIndex>();
	readonly #pending: (() => void)[] = [];
	readonly #open: NodeIndex;
	readonly #never: NodeIndex;

	constructor(graph: SchemaGraph) {
		this.#graph = graph;
		const place = { file: "", keywordLocation: "" };
		this.nodes = [...graph.nodes, { place }, { place, never: true }];
		this.#open = graph.nodes.length;
		this.#never = this.#open + 1;
	}

	/** The schema that closes an instance to which these schemas apply. */
	of(start: Applied, picks: Picks = new Map()): NodeIndex {
		const applied = appliedTo(this.#graph, start, picks);
		if (!holdsOthers(this.#graph, applied) || this.#known.size >= MAX_PLACES) return this.#open;
		const key = `${applied.asserted.join()}|${applied.tested.join()}|${[...picks].join(" ")}`;
		const known = this.#known.get(key);
		if (known !== undefined) return known;
		const place = { file: "", keywordLocation: "" };
		const index = this.nodes.push({ place }) - 1;
		this.#known.set(key, index);
		this.#pending.push(() => {
			const union = picks.size < MAX_PICKS ? taggedUnion(this.#graph, start, picks) : undefined;
			const made = union
				? { anyOf: union.alternatives.map((one) => this.#alternative(start, picks, union.holder, one)) }
				: { ...this.#ofItems(applied), ...this.#ofProperties(applied) };
			this.nodes[index] = { place, ...made };
		});
		return index;
	}

	/** Works out all that has been asked for, and what that leads to. */
	close(): void {
		for (let next = this.#pending.pop(); next !== undefined; next = this.#pending.pop()) next();
	}

	/** What closes an instance of one alternative, beside the alternative itself. */
	#alternative(start: Applied, picks: Picks, holder: NodeIndex, alternative: NodeIndex): NodeIndex {
		const closed = this.of(start, new Map(picks).set(holder, alternative));
		const place = { file: "", keywordLocation: "" };
		return this.nodes.push({ place, allOf: [alternative, closed] }) - 1;
	}

	#ofProperties(applied: Applied): Partial<Node> {
		const graph = this.#graph;
		const { names, patterns, isClosed } = findMentionedNames(graph, applied);
		const valueOfName = (name: string) => this.#valueOfName(applied, name);
		// What a name's value must meet is not known from a pattern alone, if it may match others or be declared, too.
		const isAlone = patterns.size === 1 && names.size === 0;
		const valueOfPattern = (pattern: string) =>
			isAlone ? this.of(atProperty(graph, applied, { pattern })) : this.#open;
		const properties = new Map([...names].map((name) => [name, valueOfName(name)]));
		const patternProperties = new Map([...patterns].map((pattern) => [pattern, valueOfPattern(pattern)]));
		const additionalProperties = isClosed ? this.#never : this.of(atProperty(graph, applied, {}));
		const values = [...properties.values(), ...patternProperties.values(), additionalProperties];
		return values.every((value) => value === this.#open)
			? {}
			: { properties, patternProperties, additionalProperties };
	}

	/** What closes the value of a name; nothing where it is not known whether an opaque pattern declares it, too. */
	#valueOfName(applied: Applied, name: string): NodeIndex {
		try {
			return this.of(atProperty(this.#graph, applied, { name }));
		} catch (error) {
			if (error instanceof Undecidable) return this.#open;
			throw error;
		}
	}

	#ofItems(applied: Applied): Partial<Node> {
		const { first, others, isClosed } = atItems(this.#graph, applied);
		const prefixItems = first.map((item) => this.of(item));
		const items = isClosed ? this.#never : this.of(others);
		return [...prefixItems, items].every((item) => item === this.#open) ? {} : { prefixItems, items };
	}
}
