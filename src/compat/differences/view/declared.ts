import type { SchemaPlace } from "../../../schema/index.js";
import type { Pair } from "../pair.js";
import { short } from "../wording/format-value.js";
import { property } from "./path.js";
import type { View } from "./view.js";

/** The place of the property's schema among `properties`. */
export function declared(view: View, name: string): SchemaPlace | undefined {
	for (const node of view.nodes) {
		const index = node.properties?.get(name);
		if (index !== undefined) return view.below([index]).place;
	}
	return undefined;
}

/** The names that one of the views declares. */
export function listDeclaredNames(...views: readonly View[]): ReadonlySet<string> {
	return new Set(views.flatMap(({ nodes }) => nodes.flatMap((node) => [...(node.properties?.keys() ?? [])])));
}

/** The patterns by which one of the views declares names. */
export function patternsOf(...views: readonly View[]): ReadonlySet<string> {
	return new Set(
		views.flatMap(({ nodes }) => nodes.flatMap((node) => [...(node.patternProperties?.keys() ?? [])])),
	);
}

/** The pair, spoken of as its property. */
export function inside(pair: Pair, name: string): Pair {
	return { ...pair, at: pair.at.step(short(name), property(name), []) };
}
