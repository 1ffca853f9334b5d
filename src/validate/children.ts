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

const PARTS: ReadonlySet<string> = new Set([...SINGLE, ...ORDERED, ...SETS, ...MAPS]);

/** Whether the node holds no other. */
function isLeaf(node: Node): boolean {
	for (const part in node) if (PARTS.has(part)) return false;
	return true;
}

/** A keyword that holds other nodes. */
export type ChildPart = (typeof SINGLE | typeof ORDERED | typeof SETS | typeof MAPS)[number];

/** The node with every index of another node replaced, by what it is and the keyword that holds it. */
export function mapNode(node: Node, replace: (index: NodeIndex, part: ChildPart) => NodeIndex): Node {
	if (isLeaf(node)) return node;
	const mapped: { -readonly [Part in keyof Node]: Node[Part] } = { ...node };
	for (const part of SINGLE) {
		const held = node[part];
		if (held !== undefined) mapped[part] = replace(held, part);
	}
	for (const part of ORDERED) {
		const held = node[part];
		if (held !== undefined) mapped[part] = held.map((index) => replace(index, part));
	}
	for (const part of SETS) {
		const held = node[part];
		if (held !== undefined) mapped[part] = [...new Set(held.map((index) => replace(index, part)))];
	}
	for (const part of MAPS) {
		const held = node[part];
		if (held !== undefined)
			mapped[part] = new Map([...held].map(([name, index]) => [name, replace(index, part)]));
	}
	return mapped;
}

/** How a node holds its children: a text of the places, and the children in them. */
export interface NodeShape {
	readonly places: string;
	/** One child in each place. */
	readonly inOrder: readonly NodeIndex[];
	/** Several in one place, whose order says nothing; in a bag they may say more by being there twice. */
	readonly sets: readonly (readonly NodeIndex[])[];
	readonly bags: readonly (readonly NodeIndex[])[];
}

const LEAF: NodeShape = { places: "", inOrder: [], sets: [], bags: [] };

/** The shape of a node; nodes of one shape differ only by what their children are. */
export function describeShape(node: Node): NodeShape {
	if (isLeaf(node)) return LEAF;
	const places: string[] = [];
	const inOrder: NodeIndex[] = [];
	const sets: (readonly NodeIndex[])[] = [];
	for (const part of SINGLE) {
		const held = node[part];
		if (held === undefined) continue;
		places.push(part);
		inOrder.push(held);
	}
	for (const part of MAPS) {
		const held = node[part];
		if (held === undefined) continue;
		const names = [...held.keys()].sort();
		places.push(part + JSON.stringify(names));
		for (const name of names) inOrder.push(held.get(name) ?? 0);
	}
	if (node.prefixItems !== undefined) {
		places.push(`prefixItems ${node.prefixItems.length}`);
		inOrder.push(...node.prefixItems);
	}
	for (const part of SETS) {
		const held = node[part];
		if (held === undefined) continue;
		places.push(part);
		sets.push(held);
	}
	if (node.oneOf !== undefined) places.push("oneOf");
	return { places: places.join(), inOrder, sets, bags: node.oneOf === undefined ? [] : [node.oneOf] };
}

/** A text of the children's colours; nodes of one shape and with equal texts have children of equal colours. */
export function coloursBelow(shape: NodeShape, colour: (index: NodeIndex) => number): string {
	let text = "";
	for (const child of shape.inOrder) text += `${colour(child)},`;
	for (const set of shape.sets) text += `;${[...new Set(set.map(colour))].sort((a, b) => a - b)}`;
	for (const bag of shape.bags) text += `;${bag.map(colour).sort((a, b) => a - b)}`;
	return text;
}
