import type { Bounds } from "../bounds.js";
import { SchemaError } from "../error.js";
import type { Node, NodeIndex, SchemaGraph } from "./node.js";

// Deeper chains of references would overflow the stack of every validator made from them.
const MAX_CHAIN = 500;

/**
 * Throws a SchemaError where checking one instance would never end (a schema that refers to itself without a step
 * into the instance), or would lead through more branches than the bounds allow.
 */
export function checkInPlace(graph: SchemaGraph, bounds: Bounds): void {
	const counted = new Map<NodeIndex, number>();
	const open = new Set<NodeIndex>();
	const count = (index: NodeIndex): number => {
		const known = counted.get(index);
		if (known !== undefined) return known;
		const node = graph.nodes[index];
		if (node === undefined) return 0;
		if (open.has(index)) throw new SchemaError("self-reference", node.place, "refers to itself in a circle");
		if (open.size >= MAX_CHAIN) {
			throw new SchemaError("too-complex", node.place, `more than ${MAX_CHAIN} schemas in one chain`);
		}
		open.add(index);
		let total = 1;
		for (const next of inPlace(node)) total += count(next);
		open.delete(index);
		if (total > bounds.branches) {
			throw new SchemaError("too-complex", node.place, `more than ${bounds.branches} branches for one value`);
		}
		counted.set(index, total);
		return total;
	};
	for (let index = 0; index < graph.nodes.length; index++) count(index);
}

/** The nodes that apply to the same instance as this one. */
function inPlace(node: Node): readonly NodeIndex[] {
	return [
		...(node.allOf ?? []),
		...(node.anyOf ?? []),
		...(node.oneOf ?? []),
		...[node.not, node.if, node.then, node.else].filter((held) => held !== undefined),
		...(node.dependentSchemas?.values() ?? []),
	];
}
