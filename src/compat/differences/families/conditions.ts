import type { Node } from "../../../schema/index.js";
import type { Literal } from "../../engine/pool.js";
import { TRUE } from "../../engine/pool.js";
import type { Demand, Pair, Walk } from "../pair.js";
import { keywordPlace, partPlace } from "../view/place.js";

/** `not` and `if`. */
export function* conditions(walk: Walk, { wide, narrow }: Pair): Generator<Demand> {
	for (const node of narrow.beyond(wide)) {
		if (node.not !== undefined) yield negation(walk, narrow, node, node.not);
		if (node.if !== undefined) yield condition(walk, narrow, node, node.if);
	}
}

function negation(walk: Walk, narrow: Pair["narrow"], node: Node, not: number): Demand {
	return {
		literal: -narrow.below([not]).literal,
		explain: (pair, sure) => {
			const place = keywordPlace(pair.narrow.side, node, "not");
			const had = pair.wide.nodes.some(({ not }) => not !== undefined);
			const from = partPlace(pair.wide, "not", "not");
			return walk.report(pair, had ? "not-narrowed" : "not-added", from, place, sure);
		},
	};
}

function condition(walk: Walk, narrow: Pair["narrow"], node: Node, asked: number): Demand {
	const { pool } = walk.inquiry;
	const side = narrow.side;
	const when = pool.of(side.number, asked);
	const way = (branch: number | undefined) => (branch === undefined ? TRUE : pool.of(side.number, branch));
	const literal = pool.allOf([pool.anyOf([-when, way(node.then)]), pool.anyOf([when, way(node.else)])]);
	return {
		literal,
		explain: (pair, sure) => {
			const same = pair.wide.nodes.find(
				(had) => had.if !== undefined && pair.wide.below([had.if]).literal === when,
			);
			if (same !== undefined && explainWays(walk, pair, same, node, when)) return true;
			const had = pair.wide.nodes.some((other) => other.if !== undefined);
			const from = partPlace(pair.wide, "if", "if");
			const place = keywordPlace(side, node, "if");
			return walk.report(pair, had ? "if-then-else-narrowed" : "if-then-else-added", from, place, sure);
		},
	};
}

/** Under the same condition both ways can be compared one by one. */
function explainWays(walk: Walk, pair: Pair, had: Node, node: Node, when: Literal): boolean {
	let isExplained = false;
	for (const [part, given] of [
		["then", when],
		["else", -when],
	] as const) {
		const asked = node[part];
		if (asked === undefined) continue;
		const before = had[part];
		const wide = before === undefined ? pair.wide : pair.wide.with([before]);
		const narrow = pair.narrow.below([asked]);
		if (walk.visit({ ...pair, wide, narrow, given: [...pair.given, given] })) isExplained = true;
	}
	return isExplained;
}
