import type { Node, NodeIndex } from "../../schema/index.js";

/** The node that a node stands for: one that does nothing but refer to another is that other one. */
export function resolve(nodes: readonly Node[], index: NodeIndex): NodeIndex {
	let at = index;
	for (;;) {
		const node = nodes[at];
		const next = node?.allOf?.[0];
		if (node === undefined || next === undefined || node.allOf?.length !== 1) return at;
		// A circle is refused when the graph is read.
		if (Object.keys(node).length > 2) return at;
		at = next;
	}
}

/** Whether a node's place is where a keyword of the other one holds it, and not somewhere that a reference leads to. */
export function isBelow({ place }: Node, parent: Node): boolean {
	return (
		place.file === parent.place.file && place.keywordLocation.startsWith(`${parent.place.keywordLocation}/`)
	);
}
