import {
	type MessageDirection,
	type Node,
	type NodeIndex,
	type ReadGraph,
	refStandsAlone,
	SchemaError,
	type SchemaGraph,
} from "../../schema/index.js";
import { type ChildPart, mapNode } from "../../validate/index.js";

const LEFT_OUT = { request: "readOnly", response: "writeOnly" } as const;

/**
 * The graph of what is sent in one direction, as OpenAPI has it: a request has no property whose schema is `readOnly`,
 * a response none that is `writeOnly`, and neither is required there. The graph itself where it has no such property.
 * Throws a SchemaError where that takes too many schemas.
 */
export function inDirection(graph: ReadGraph, direction: MessageDirection): SchemaGraph {
	const directed = new Directed(graph, LEFT_OUT[direction]);
	return directed.leavesOutAny ? directed.made() : graph;
}

// Shared definitions are copied for each set of names that they are used with.
const MAX_NODES = 200_000;

type Names = ReadonlySet<string>;

// What applies to the same instance, and holds where the schema around it holds.
const LISTS = ["allOf", "anyOf", "oneOf"] as const;
const BRANCHES = ["then", "else"] as const;
const HOLDING: ReadonlySet<ChildPart> = new Set([...LISTS, ...BRANCHES, "dependentSchemas"]);
const TESTING: ReadonlySet<ChildPart> = new Set(["if", "not"]);

/** A copy of the graph, in which schemas that apply to one object know what any of them leaves out. */
class Directed {
	readonly #graph: ReadGraph;
	readonly #keyword: "readOnly" | "writeOnly";
	readonly #leftOut: readonly boolean[];
	readonly #nodes: Node[] = [];
	readonly #known = new Map<string, NodeIndex>();
	// Schemas may refer to each other in long chains, so what is met waits its turn.
	readonly #pending: (() => void)[] = [];

	constructor(graph: ReadGraph, keyword: "readOnly" | "writeOnly") {
		this.#graph = graph;
		this.#keyword = keyword;
		this.#leftOut = graph.nodes.map((_, index) => this.#isLeftOut(index, new Set()));
	}

	get leavesOutAny(): boolean {
		return this.#leftOut.includes(true);
	}

	made(): SchemaGraph {
		const root = this.#value(this.#graph.root);
		for (let next = this.#pending.pop(); next !== undefined; next = this.#pending.pop()) next();
		return { ...this.#graph, root, nodes: this.#nodes };
	}

	/** Whether the schema, or one that it takes in whole, carries the keyword. */
	#isLeftOut(index: NodeIndex, seen: Set<NodeIndex>): boolean {
		const written = this.#graph.written[index];
		if (written === undefined || seen.has(index)) return false;
		seen.add(index);
		const { schema, dialect } = written;
		const isRead =
			typeof schema !== "boolean" && !(refStandsAlone(dialect) && typeof schema.$ref === "string");
		if (isRead && schema[this.#keyword] === true) return true;
		return (this.#graph.nodes[index]?.allOf ?? []).some((member) => this.#isLeftOut(member, seen));
	}

	/** The schema of a value by itself. */
	#value(index: NodeIndex): NodeIndex {
		return this.#copy(index, this.#namesLeftOut(index));
	}

	/** What the schemas that apply to one object leave out of it. */
	#namesLeftOut(start: NodeIndex): Names {
		const names = new Set<string>();
		const seen = new Set<NodeIndex>();
		const pending = [start];
		for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
			const node = this.#graph.nodes[index];
			if (node === undefined || seen.has(index)) continue;
			seen.add(index);
			for (const [name, value] of node.properties ?? []) if (this.#leftOut[value]) names.add(name);
			for (const part of LISTS) pending.push(...(node[part] ?? []));
			for (const part of BRANCHES) if (node[part] !== undefined) pending.push(node[part]);
			pending.push(...(node.dependentSchemas?.values() ?? []));
		}
		return names;
	}

	/** The schema's copy among schemas that leave out these names; as it stands, with all below it, without names. */
	#copy(index: NodeIndex, names: Names | undefined): NodeIndex {
		const key = `${index} ${names === undefined ? "as is" : JSON.stringify([...names].sort())}`;
		const known = this.#known.get(key);
		if (known !== undefined) return known;
		const node = this.#graph.nodes[index];
		if (node === undefined) throw new Error("a schema that the graph does not have");
		const copy = this.#add(node);
		this.#known.set(key, copy);
		this.#pending.push(() => {
			this.#nodes[copy] = names === undefined ? this.#asIs(node) : this.#sent(node, names);
		});
		return copy;
	}

	#add(node: Node): NodeIndex {
		if (this.#nodes.length >= MAX_NODES)
			throw new SchemaError("too-large", node.place, "too many schemas in one direction");
		return this.#nodes.push(node) - 1;
	}

	/** A schema that only tests: what is left out is not there, and what asks for it is not met. */
	#asIs(node: Node): Node {
		return mapNode(node, (index) => this.#copy(index, undefined));
	}

	#sent(node: Node, names: Names): Node {
		const isSent = (name: string) => !names.has(name);
		const { required, dependentRequired } = node;
		return {
			...mapNode(node, (index, part) => this.#sentChild(index, part, names)),
			...(required && { required: required.filter(isSent) }),
			...(dependentRequired && { dependentRequired: amongSent(dependentRequired, isSent) }),
		};
	}

	#sentChild(index: NodeIndex, part: ChildPart, names: Names): NodeIndex {
		if (HOLDING.has(part)) return this.#copy(index, names);
		if (TESTING.has(part)) return this.#copy(index, undefined);
		return part === "properties" && this.#leftOut[index] ? this.#never(index) : this.#value(index);
	}

	/** What a property that is left out may hold: nothing. */
	#never(index: NodeIndex): NodeIndex {
		return this.#add({
			place: this.#graph.nodes[index]?.place ?? { file: "", keywordLocation: "" },
			never: true,
		});
	}
}

function amongSent(
	required: NonNullable<Node["dependentRequired"]>,
	isSent: (name: string) => boolean,
): NonNullable<Node["dependentRequired"]> {
	return new Map([...required].map(([name, others]) => [name, others.filter(isSent)]));
}
