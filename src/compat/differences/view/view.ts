import { type Node, type NodeIndex, type SchemaPlace, TRUE_NODE } from "../../../schema/index.js";
import { matches } from "../../../validate/index.js";
import { Undecidable } from "../../engine/outcome.js";
import { type Literal, type Pool, TRUE } from "../../engine/pool.js";
import type { PreparedSchema } from "../../prepare.js";
import { findUndeclaredProperties, type UndeclaredProperties } from "./undeclared-properties.js";

/** One of the two documents, and where its schemas are in the pool. */
export interface Side {
	readonly schema: PreparedSchema;
	readonly pool: Pool;
	readonly number: number;
}

/** Several schemas of one document that hold together, references and `allOf` resolved into one list of keywords. */
export class View {
	readonly side: Side;
	/** The schemas that have keywords of their own, in the order of the document. */
	readonly nodes: readonly Node[];
	/** Each of the nodes in the pool. */
	readonly own: readonly Literal[];
	/** The schema, or the nearest one around it. */
	readonly place: SchemaPlace;
	/** All that the schemas ask. */
	readonly literals: readonly Literal[];
	readonly #entries: readonly NodeIndex[];
	readonly #indices: readonly NodeIndex[];
	#rests: readonly UndeclaredProperties[] | undefined;

	constructor(side: Side, entries: readonly NodeIndex[], around: SchemaPlace) {
		this.side = side;
		this.#entries = entries;
		const all = flat(side, entries);
		const { nodes } = side.schema.asked;
		this.#indices = all;
		this.nodes = all.map((index) => nodes[index] ?? TRUE_NODE);
		this.own = all.map((index) => side.pool.of(side.number, index));
		const [first] = entries;
		this.place = (first === undefined ? undefined : nodes[first]?.place) ?? around;
		this.literals = entries
			.map((index) => side.pool.of(side.number, index))
			.filter((literal) => literal !== TRUE);
	}

	/** What the schemas ask of properties that they do not declare. */
	get rests(): readonly UndeclaredProperties[] {
		this.#rests ??= this.#indices.flatMap((index) => {
			const { nodes } = this.side.schema.asked;
			const members = flat(this.side, [index]).flatMap((member) => nodes[member] ?? []);
			return findUndeclaredProperties(nodes[index] ?? TRUE_NODE, members) ?? [];
		});
		return this.#rests;
	}

	/** All that the schemas ask, as one literal. */
	get literal(): Literal {
		return this.side.pool.allOf(this.literals);
	}

	/** Whether the other view asks for all of this, as it stands. */
	isWithin(other: View): boolean {
		return this.literals.every((literal) => other.literals.includes(literal));
	}

	/** The nodes that the other view does not have as they are. */
	beyond(other: View): readonly Node[] {
		return this.nodes.filter((_, index) => !other.own.includes(this.own[index] ?? TRUE));
	}

	/** The view of more schemas that hold at the same place. */
	with(entries: readonly NodeIndex[]): View {
		return new View(this.side, [...this.#entries, ...entries], this.place);
	}

	/** The view of schemas somewhere below. */
	below(entries: readonly NodeIndex[]): View {
		return new View(this.side, [...new Set(entries)], this.place);
	}

	/** What is asked of the property. */
	property(name: string): View {
		const declared = this.nodes.flatMap((node) => ofProperty(node, name));
		const rests = this.rests.filter((rest) => !rest.names.has(name) && !someMatch(rest.patterns, name));
		return this.below([...declared, ...rests.map(({ schema }) => schema)]);
	}

	/** What is asked of a property that no keyword names. */
	get rest(): View {
		return this.below(this.rests.map(({ schema }) => schema));
	}

	/** What is asked of the properties that match the pattern, by it. */
	pattern(pattern: string): View {
		return this.below(this.nodes.flatMap((node) => node.patternProperties?.get(pattern) ?? []));
	}

	/** What is asked of the item. */
	item(index: number): View {
		return this.below(this.nodes.flatMap((node) => node.prefixItems?.[index] ?? furtherItem(node, index)));
	}

	/** What is asked of items that no keyword speaks of by index. */
	get restItems(): View {
		return this.item(Number.POSITIVE_INFINITY);
	}

	/** How many items have a schema of their own. */
	get prefix(): number {
		return Math.max(0, ...this.nodes.map((node) => node.prefixItems?.length ?? 0));
	}

	/** Views with the same id report at the same places. */
	get id(): string {
		return [...this.nodes.map(({ place }) => `${place.file}#${place.keywordLocation}`)].sort().join(" ");
	}
}

function flat(side: Side, entries: readonly NodeIndex[]): NodeIndex[] {
	const { nodes } = side.schema.asked;
	const seen = new Set<NodeIndex>();
	const found: NodeIndex[] = [];
	const pending = [...entries].reverse();
	for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
		const node = nodes[next];
		if (node === undefined || seen.has(next)) continue;
		seen.add(next);
		if (hasKeywords(node)) found.push(next);
		pending.push(...[...(node.allOf ?? [])].reverse());
	}
	return found;
}

function hasKeywords(node: Node): boolean {
	for (const part in node) if (part !== "place" && part !== "allOf") return true;
	return false;
}

function ofProperty(node: Node, name: string): NodeIndex[] {
	const own = node.properties?.get(name);
	const found = own === undefined ? [] : [own];
	for (const [pattern, schema] of node.patternProperties ?? []) {
		if (mayMatch(pattern, name)) found.push(schema);
	}
	return found;
}

function someMatch(patterns: ReadonlySet<string>, name: string): boolean {
	return [...patterns].some((pattern) => mayMatch(pattern, name));
}

function mayMatch(pattern: string, name: string): boolean {
	try {
		return matches(pattern, name);
	} catch (error) {
		// Then the pattern's own demand speaks of it.
		if (error instanceof Undecidable) return false;
		throw error;
	}
}

function furtherItem(node: Node, index: number): readonly NodeIndex[] {
	return node.items === undefined || index < (node.prefixItems?.length ?? 0) ? [] : [node.items];
}
