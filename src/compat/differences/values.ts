import type { Json } from "../../json/index.js";
import { type Node, type NodeIndex, TYPE_BITS } from "../../schema/index.js";
import { canonical, ValueSet } from "../canonical.js";
import type { Demand, Pair, Walk } from "./pair.js";
import { keywordPlace, partPlace } from "./place.js";
import { listed, shown } from "./shown.js";
import type { View } from "./view.js";

/** `enum` and `const`. */
export function* values(walk: Walk, { wide, narrow }: Pair): Generator<Demand> {
	const { pool } = walk.inquiry;
	for (const node of narrow.beyond(wide)) {
		for (const held of node.values ?? []) {
			yield {
				literal: pool.oneOfValues(held),
				isPlain: true,
				explain: (pair, sure) => explain(walk, pair, node, held, sure),
			};
		}
	}
}

function explain(walk: Walk, pair: Pair, node: Node, held: readonly Json[], sure: boolean): boolean {
	const { wide, narrow } = pair;
	const [keyword, ...others] = node.values?.[0] === held ? ["enum", "const"] : ["const"];
	const place = keywordPlace(narrow.side, node, keyword, ...others);
	const after = listed(held.map(shown));
	const goal = [...wide.literals, ...pair.given];
	const all = finite(wide)?.filter((value) => walk.inquiry.mayMeet(goal, value));
	const set = new ValueSet(held);
	const gone = all?.filter((value) => !set.has(value)) ?? [];
	if (all === undefined || gone.length === 0) {
		const isConst = place.keywordLocation.endsWith("/const");
		return walk.report(pair, isConst ? "const-added" : "enum-added", wide.place, place, sure, { after });
	}
	const before = listed(all.map(shown));
	const from = partPlace(wide, "values", "enum", "const");
	const what = listed(gone.map(shown), "and");
	return walk.report(pair, "enum-value-removed", from, place, sure, { before, after, what });
}

/** The values that a view lists, where it lists them; some may not be allowed for other reasons. */
function finite(view: View): readonly Json[] | undefined {
	for (const node of view.nodes) {
		const own = node.values?.[0] ?? union(view, node);
		if (own !== undefined) return own;
	}
	return undefined;
}

function union(view: View, node: Node): readonly Json[] | undefined {
	const branches: readonly NodeIndex[] | undefined = node.anyOf ?? node.oneOf;
	if (branches === undefined) return onlyNull(node);
	const all = new Map<string, Json>();
	for (const branch of branches) {
		const some = finite(view.below([branch]));
		if (some === undefined) return undefined;
		for (const value of some) all.set(canonical(value), value);
	}
	return [...all.values()];
}

function onlyNull(node: Node): readonly Json[] | undefined {
	return node.types === TYPE_BITS.null ? [null] : undefined;
}
