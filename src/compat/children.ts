import type { Node, NodeIndex } from "../schema/index.js";

const SINGLE = [
	"items",
	"contains",
	"unevaluatedItems",
	"additionalProperties",
	"propertyNames",
	"unevaluatedProperties",
	"not",
	"if",
	"then",
	"else",
] as const;
const ORDERED = ["prefixItems", "oneOf"] as const;
const SETS = ["allOf", "anyOf"] as const;
const MAPS = ["properties", "patternProperties", "dependentSchemas"] as const;

/** The node with every index of another node replaced. */
export function mapNode(node: Node, replace: (index: NodeIndex) => NodeIndex): Node {
	const mapped: { -readonly [Part in keyof Node]: Node[Part] } = { ...node };
	for (const part of SINGLE) {
		const held = node[part];
		if (held !== undefined) mapped[part] = replace(held);
	}
	for (const part of ORDERED) {
		const held = node[part];
		if (held !== undefined) mapped[part] = held.map(replace);
	}
	for (const part of SETS) {
		const held = node[part];
		if (held !== undefined) mapped[part] = [...new Set(held.map(replace))];
	}
	for (const part of MAPS) {
		const held = node[part];
		if (held !== undefined) mapped[part] = new Map([...held].map(([name, index]) => [name, replace(index)]));
	}
	return mapped;
}

/** A text of the node's own constraints and of its children's colours; equal texts mean equal structure. */
export function signature(node: Node, colour: (index: NodeIndex) => number): string {
	const parts: string[] = [];
	for (const part of SINGLE) {
		const held = node[part];
		if (held !== undefined) parts.push(`${part}:${colour(held)}`);
	}
	if (node.prefixItems !== undefined) parts.push(`prefixItems:${node.prefixItems.map(colour)}`);
	if (node.oneOf !== undefined) parts.push(`oneOf:${node.oneOf.map(colour).sort((a, b) => a - b)}`);
	for (const part of SETS) {
		const held = node[part];
		if (held !== undefined) parts.push(`${part}:${[...new Set(held.map(colour))].sort((a, b) => a - b)}`);
	}
	for (const part of MAPS) {
		const held = node[part];
		if (held === undefined) continue;
		const entries = [...held].map(([name, index]) => `${JSON.stringify(name)}:${colour(index)}`);
		parts.push(`${part}{${entries.sort().join(",")}}`);
	}
	return parts.join(";");
}
