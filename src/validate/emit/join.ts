import type { Node, NodeIndex, SchemaGraph } from "../../schema/index.js";
import { describeShape, mapNode } from "../children.js";

// Graphs that need more rounds than this to settle are not joined, which makes more code and changes no verdict.
const MAX_ROUNDS = 50;

/** The nodes of several graphs as one list, in which the same schema in the same dynamic scope is one node. */
export function joinGraphs(graphs: readonly SchemaGraph[]): { nodes: readonly Node[]; roots: NodeIndex[] } {
	const all: Node[] = [];
	const roots: NodeIndex[] = [];
	for (const { root, nodes } of graphs) {
		const start = all.length;
		roots.push(root + start);
		for (const node of nodes) all.push(mapNode(node, (index) => index + start));
	}
	const classes = classesOf(all);
	const nodes: Node[] = [];
	for (const [index, node] of all.entries()) {
		const to = classes[index] ?? index;
		nodes[to] ??= mapNode(node, (child) => classes[child] ?? child);
	}
	return { nodes, roots: roots.map((root) => classes[root] ?? root) };
}

/** By node: the number of its class. Nodes of one class stand in one place, and so do those that they lead to. */
function classesOf(nodes: readonly Node[]): readonly number[] {
	const below = nodes.map(childrenOf);
	let { numbers, count } = numbered(nodes.map(ownText));
	for (let round = 0; round < MAX_ROUNDS; round++) {
		const before = numbers;
		const next = numbered(
			before.map((own, index) => `${own} ${below[index]?.map((child) => before[child])}`),
		);
		if (next.count === count) return numbers;
		({ numbers, count } = next);
	}
	return nodes.map((_, index) => index);
}

/**
 * Where the node stands, and all that it asserts itself: a document that names no dialect is read in that of the
 * schema that refers to it, so one place may say several things.
 */
function ownText(node: Node): string {
	const { place, properties, patternProperties, dependentSchemas, dependentRequired, ...own } = mapNode(
		node,
		() => 0,
	);
	const required = dependentRequired && [...dependentRequired];
	return JSON.stringify([place.file, place.keywordLocation, describeShape(node).places, required, own]);
}

function childrenOf(node: Node): readonly NodeIndex[] {
	const { inOrder, sets, bags } = describeShape(node);
	return [...inOrder, ...sets.flat(), ...bags.flat()];
}

function numbered(texts: readonly string[]): { numbers: readonly number[]; count: number } {
	const known = new Map<string, number>();
	const numbers = texts.map((text) => {
		const number = known.get(text) ?? known.size;
		known.set(text, number);
		return number;
	});
	return { numbers, count: known.size };
}
