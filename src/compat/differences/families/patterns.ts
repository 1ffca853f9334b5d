import { type Literal, TRUE } from "../../engine/pool.js";
import type { Demand, Pair, Walk } from "../pair.js";
import { patternsOf } from "../view/declared.js";
import { matching } from "../view/path.js";
import { partPlace } from "../view/place.js";
import type { View } from "../view/view.js";
import { short } from "../wording/format-value.js";

/** `patternProperties`, for names of which nothing has been said yet. */
export function* patterns(
	walk: Walk,
	{ wide, narrow }: Pair,
	violated: readonly Literal[],
): Generator<Demand> {
	for (const pattern of patternsOf(narrow)) {
		const asked = narrow.pattern(pattern);
		if (asked.isWithin(wide.pattern(pattern))) continue;
		yield {
			literal: matching(pattern)(walk.inquiry.pool, asked.literal),
			given: violated,
			compares: (view) => view.pattern(pattern).literal !== TRUE || view.rest.literal !== TRUE,
			explain: (pair, sure) => explainPattern(walk, pair, pattern, sure),
		};
	}
}

function explainPattern(walk: Walk, pair: Pair, pattern: string, sure: boolean): boolean {
	const narrow = pair.narrow.pattern(pattern);
	const had = pair.wide.pattern(pattern);
	const wide = hasPattern(pair.wide, pattern) ? had : pair.wide.rest;
	const token = `/${short(pattern)}/`;
	if (wide.literal !== TRUE && walk.descend(pair, token, matching(pattern), wide, narrow)) return true;
	const from = partPlace(pair.wide, "patternProperties", "patternProperties");
	return walk.report(pair, "pattern-property-added-to-open", from, narrow.place, sure, {
		what: short(pattern),
	});
}

/** Whether a schema of the view declares names by the pattern. */
export function hasPattern(view: View, pattern: string): boolean {
	return view.nodes.some(({ patternProperties }) => patternProperties?.has(pattern));
}
