import type { Bounds } from "../bounds.js";
import { SchemaError } from "../error.js";
import type { NodeIndex, SchemaGraph } from "./node.js";

// Deeper chains of references would overflow the stack of every validator made from them.
const MAX_CHAIN = 500;

// What applies to the same instance as the schema that holds it, beside `dependentSchemas`.
const LISTS = ["allOf", "anyOf", "oneOf"] as const;
const SINGLE = ["not", "if", "then", "else"] as const;

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
		for (const part of LISTS) for (const next of node[part] ?? []) total += count(next);
		for (const part of SINGLE) if (node[part] !== undefined) total += count(node[part]);
		for (const next of node.dependentSchemas?.values() ?? []) total += count(next);
		open.delete(index);
		if (total > bounds.branches) {
			throw new SchemaError("too-complex", node.place, `more than ${bounds.branches} branches for one value`);
		}
		counted.set(index, total);
		return total;
	};
	for (let index = 0; index < graph.nodes.length; index++) count(index);
}
