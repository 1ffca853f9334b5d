import type { Node, NodeIndex } from "../../schema/index.js";
import { describeShape } from "../children.js";

/** The name of each node's functions, without their prefix, unique and of letters, digits and underscores. */
export function nameNodes(
	nodes: readonly Node[],
	roots: readonly { readonly index: NodeIndex; readonly name: string }[],
	nameAt: (file: string, keywordLocation: string) => string | undefined,
): readonly string[] {
	const names: string[] = [];
	const taken = new Set<string>();
	const pending: NodeIndex[] = [];
	const enter = (index: NodeIndex, wanted: string) => {
		if (names[index] !== undefined) return;
		let name = wanted;
		for (let number = 2; taken.has(name); number++) name = `${wanted}_${number}`;
		taken.add(name);
		names[index] = name;
		pending.push(index);
	};
	for (const { index, name } of roots) enter(index, name);
	// What is named elsewhere gets that name first, so that no number goes to it.
	for (const [index, { place }] of nodes.entries()) {
		const name = nameAt(place.file, place.keywordLocation);
		if (name !== undefined) enter(index, name);
	}
	// Grows while it is walked.
	for (const index of pending) {
		const node = nodes[index];
		if (node === undefined) continue;
		const { inOrder, sets, bags } = describeShape(node);
		for (const child of [...inOrder, ...sets.flat(), ...bags.flat()]) {
			const { keywordLocation } = nodes[child]?.place ?? node.place;
			const token = keywordLocation.slice(keywordLocation.lastIndexOf("/") + 1);
			enter(child, (names[index] ?? "") + words(token));
		}
	}
	return names;
}

function words(token: string): string {
	const found = token.match(/[A-Za-z0-9]+/g) ?? ["X"];
	return found.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}
