import type { Json } from "../../json/index.js";
import { type Node, type Place, TYPE_BITS } from "../../schema/index.js";
import { ValueSet } from "../canonical.js";
import { typeOf } from "../type.js";
import { finite } from "./finite.js";
import { inWords, oneOf, typePlace } from "./in-words.js";
import type { Demand, Pair, Walk } from "./pair.js";
import { keywordPlace, partOrChoicePlace } from "./place.js";
import { listed, shown } from "./shown.js";

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
	const goal = [...wide.literals, ...pair.given];
	const all = finite(wide)?.filter((value) => walk.inquiry.mayMeet(goal, value));
	const set = new ValueSet(held);
	const gone = all?.filter((value) => !set.has(value)) ?? [];
	if (all === undefined || gone.length === 0) return unlisted(walk, pair, held, place, sure);
	const after = oneOf(held);
	const before = oneOf(all);
	const from = partOrChoicePlace(wide, "values", "enum", "const");
	const what = listed(gone.map(shown), "and");
	return walk.report(pair, "enum-value-removed", from, place, sure, { before, after, what });
}

/** The wider side lists no values; where it allows none of these, it is another type, rather. */
function unlisted(walk: Walk, pair: Pair, held: readonly Json[], place: Place, sure: boolean): boolean {
	const { inquiry } = walk;
	const types = held.reduce<number>((bits, value) => bits | TYPE_BITS[typeOf(value)], 0);
	const isOther = inquiry.ask([...pair.wide.literals, inquiry.pool.types(types)]) === "none";
	if (isOther && pair.wide.nodes.some(({ types }) => types !== undefined)) {
		const before = inWords(inquiry, pair.wide);
		const after = inWords(inquiry, pair.narrow);
		return walk.report(pair, "type-narrowed", typePlace(pair.wide), place, sure, { before, after });
	}
	const rule = place.keywordLocation.endsWith("/const") ? "const-added" : "enum-added";
	return walk.report(pair, rule, pair.wide.place, place, sure, { after: oneOf(held) });
}
