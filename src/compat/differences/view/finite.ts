import type { Json } from "../../../json/index.js";
import { type Node, type NodeIndex, TYPE_BITS } from "../../../schema/index.js";
import { canonical } from "../../../validate/index.js";
import type { View } from "./view.js";

/** The values that the alternatives of a schema list, where all do. */
export function finiteUnion(view: View, branches: readonly NodeIndex[]): readonly Json[] | undefined {
	const all = new Map<string, Json>();
	for (const branch of branches) {
		const some = finite(view.below([branch]));
		if (some === undefined) return undefined;
		for (const value of some) all.set(canonical(value), value);
	}
	return [...all.values()];
}

/** The values that a view lists, where it lists them; some may not be allowed for other reasons. */
export function finite(view: View): readonly Json[] | undefined {
	for (const node of view.nodes) {
		const own = node.values?.[0] ?? union(view, node) ?? onlyNull(node);
		if (own !== undefined) return own;
	}
	return undefined;
}

function union(view: View, node: Node): readonly Json[] | undefined {
	const branches = node.anyOf ?? node.oneOf;
	return branches === undefined ? undefined : finiteUnion(view, branches);
}

function onlyNull(node: Node): readonly Json[] | undefined {
	return node.types === TYPE_BITS.null ? [null] : undefined;
}
