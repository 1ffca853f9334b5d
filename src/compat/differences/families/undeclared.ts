import type { SchemaPlace } from "../../../schema/index.js";
import { FALSE, TRUE } from "../../engine/pool.js";
import type { Demand, Pair, Walk } from "../pair.js";
import { listDeclaredNames, patternsOf } from "../view/declared.js";
import { beside, matching } from "../view/path.js";
import { keywordPlace, partPlace } from "../view/place.js";
import type { UndeclaredProperties } from "../view/undeclared-properties.js";
import type { View } from "../view/view.js";
import { short } from "../wording/format-value.js";
import { hasPattern } from "./patterns.js";

/** `additionalProperties` and what comes to the same, for names that neither side declares. */
export function* undeclared(walk: Walk, { wide, narrow }: Pair): Generator<Demand> {
	const [names, patterns] = [listDeclaredNames(narrow, wide), patternsOf(narrow, wide)];
	for (const rest of narrow.rests) {
		const asked = narrow.below([rest.schema]);
		yield {
			literal: beside(names, rest.patterns)(walk.inquiry.pool, asked.literal),
			compares: (view) => view.rest.literal !== TRUE,
			explain: (pair, sure) => explainRest(walk, pair, rest, asked, [names, patterns], sure),
		};
	}
}

function explainRest(
	walk: Walk,
	pair: Pair,
	own: UndeclaredProperties,
	asked: View,
	[names, patterns]: readonly [ReadonlySet<string>, ReadonlySet<string>],
	sure: boolean,
): boolean {
	const { rest } = pair.wide;
	const place = undeclaredPlace(pair.narrow, own);
	const from = undeclaredPlace(pair.wide);
	let isExplained = false;
	for (const pattern of patterns) {
		if (own.patterns.has(pattern)) continue;
		const had = pair.wide.pattern(pattern);
		const only = beside(names, [pattern])(walk.inquiry.pool, FALSE);
		const literal = beside(names, own.patterns)(walk.inquiry.pool, asked.literal);
		const answer = walk.violated({ ...pair, given: [...pair.given, only] }, literal);
		if (answer === "none" || !hasPattern(pair.wide, pattern)) continue;
		isExplained =
			asked.literal === FALSE
				? walk.report(pair, "pattern-property-removed-from-closed", had.place, place, sure, {
						what: short(pattern),
					})
				: walk.descend(pair, `/${short(pattern)}/`, matching(pattern), had, asked) || isExplained;
	}
	if (rest.literal === FALSE) return isExplained;
	if (asked.literal === FALSE) return walk.report(pair, "additional-properties-closed", from, place, sure);
	if (rest.literal === TRUE) return walk.report(pair, "additional-properties-added", from, place, sure);
	const hold = beside(names, patterns);
	return walk.descend(pair, "*", hold, rest, asked) || isExplained;
}

/** The keyword that speaks of undeclared properties. */
export function undeclaredPlace(view: View, rest = view.rests[0]): SchemaPlace {
	return rest === undefined ? view.place : keywordPlace(view.side, rest.node, rest.keyword);
}

/** `propertyNames`. */
export function* names(walk: Walk, { wide, narrow }: Pair): Generator<Demand> {
	const { pool } = walk.inquiry;
	for (const node of narrow.beyond(wide)) {
		if (node.propertyNames === undefined) continue;
		const asked = narrow.below([node.propertyNames]);
		yield {
			literal: pool.schema({ propertyNames: pool.positive(asked.literal) }),
			explain: (pair, sure) => {
				const place = keywordPlace(pair.narrow.side, node, "propertyNames");
				const had = pair.wide.nodes.some(({ propertyNames }) => propertyNames !== undefined);
				const from = partPlace(pair.wide, "propertyNames", "propertyNames");
				return walk.report(pair, had ? "property-names-narrowed" : "property-names-added", from, place, sure);
			},
		};
	}
}
