import type { Node, NodeIndex, SchemaGraph } from "../schema/index.js";
import { canonical } from "./canonical.js";
import { coloursBelow, mapNode, shapeOf } from "./children.js";

// A graph that needs more rounds than this to settle keeps all its nodes apart, which is right, only slower.
const MAX_ROUNDS = 200;

/** Several graphs in one. */
export interface Merged {
	readonly nodes: readonly Node[];
	/** Where a node of one of the graphs went. */
	index(graph: number, node: NodeIndex): number;
}

/** The nodes of several graphs as one list in which nodes of equal structure are one; recursion does not matter. */
export function mergeEqual(graphs: readonly SchemaGraph[]): Merged {
	const nodes: Node[] = [];
	const offsets: number[] = [];
	for (const graph of graphs) {
		const offset = nodes.length;
		offsets.push(offset);
		for (const node of graph.nodes) nodes.push(mapNode(node, (index) => index + offset));
	}
	const target = nodes.map((_, index) => aliased(nodes, index));
	const colours = colour(nodes, target);
	const representatives: Node[] = [];
	const classes = new Map<number, number>();
	const classOf = (index: NodeIndex): number => {
		const own = colours[target[index] ?? index] ?? index;
		const known = classes.get(own);
		if (known !== undefined) return known;
		const made = representatives.push(nodes[target[index] ?? index] ?? { place: NOWHERE }) - 1;
		classes.set(own, made);
		return made;
	};
	const index = (graph: number, node: NodeIndex) => classOf((offsets[graph] ?? 0) + node);
	// All that a graph holds can be reached from its root.
	for (const [graph, { root }] of graphs.entries()) index(graph, root);
	const merged: Node[] = [];
	for (let next = 0; next < representatives.length; next++) {
		const node = representatives[next];
		if (node !== undefined) merged.push(mapNode(node, classOf));
	}
	return { nodes: merged, index };
}

const NOWHERE = { file: "", keywordLocation: "" };

/** A schema that only refers to another one is that one. */
function aliased(nodes: readonly Node[], index: NodeIndex): NodeIndex {
	let at = index;
	for (let next = onlyReference(nodes[at]); next !== undefined; next = onlyReference(nodes[at])) at = next;
	return at;
}

function onlyReference(node: Node | undefined): NodeIndex | undefined {
	if (node === undefined) return undefined;
	let only: NodeIndex | undefined;
	for (const part in node) {
		if (part === "place") continue;
		const held = part === "allOf" || part === "anyOf" || part === "oneOf" ? node[part] : undefined;
		if (held === undefined || held.length !== 1 || only !== undefined) return undefined;
		only = held[0];
	}
	return only;
}

/** Splits the nodes into classes of equal structure, by refining what they look like from outside. */
function colour(nodes: readonly Node[], target: readonly NodeIndex[]): readonly number[] {
	const shapes = nodes.map(shapeOf);
	const texts = nodes.map((node, index) =>
		// What an opaque keyword means is not known, so such a schema is like no other.
		node.opaque === undefined ? `${shapes[index]?.places}|${ownSignature(node)}` : `opaque ${index}`,
	);
	let colours = numbered(texts);
	for (let round = 0; round < MAX_ROUNDS; round++) {
		const before = colours.colours;
		const colourOf = (child: NodeIndex) => before[target[child] ?? child] ?? 0;
		const next = numbered(shapes.map((shape, index) => `${before[index]}|${coloursBelow(shape, colourOf)}`));
		if (next.count === colours.count) return next.colours;
		colours = next;
	}
	return nodes.map((_, index) => index);
}

function numbered(texts: readonly string[]): { colours: readonly number[]; count: number } {
	const numbers = new Map<string, number>();
	const colours = texts.map((text) => {
		const known = numbers.get(text) ?? numbers.size;
		numbers.set(text, known);
		return known;
	});
	return { colours, count: numbers.size };
}

const PLAIN = [
	"never",
	"types",
	"integer",
	"multipleOf",
	"minimum",
	"maximum",
	"exclusiveMinimum",
	"exclusiveMaximum",
	"minLength",
	"maxLength",
	"pattern",
	"format",
	"minContains",
	"maxContains",
	"containsEvaluates",
	"minItems",
	"maxItems",
	"uniqueItems",
	"minProperties",
	"maxProperties",
] as const;

function ownSignature(node: Node): string {
	const parts: string[] = [];
	for (const part of PLAIN) {
		const held = node[part];
		if (held !== undefined) parts.push(`${part}=${JSON.stringify(held)}`);
	}
	if (node.required !== undefined)
		parts.push(`required=${JSON.stringify([...new Set(node.required)].sort())}`);
	for (const values of node.values ?? [])
		parts.push(`values=${[...new Set(values.map(canonical))].sort().join(",")}`);
	for (const [name, required] of node.dependentRequired ?? []) {
		parts.push(`dependent=${JSON.stringify([name, [...required].sort()])}`);
	}
	return parts.sort().join(";");
}
