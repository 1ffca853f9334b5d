import type { Node } from "../../../schema/index.js";
import { FALSE, TRUE } from "../../engine/pool.js";
import type { Demand, Pair, Walk } from "../pair.js";
import { item, itemsFrom } from "../view/path.js";
import { keywordPlace, partPlace } from "../view/place.js";
import type { View } from "../view/view.js";

// What is said of one place takes a schema as long as the tuple up to there; places beyond are told together.
const MOST_PLACES = 1_000;

/** `prefixItems` and `items`. */
export function* items(walk: Walk, { wide, narrow }: Pair): Generator<Demand> {
	const { pool } = walk.inquiry;
	const prefix = Math.max(wide.prefix, narrow.prefix);
	for (let index = 0; index < Math.min(prefix, MOST_PLACES); index++) {
		const asked = narrow.item(index);
		if (asked.literal === TRUE) continue;
		yield {
			literal: item(index)(pool, asked.literal),
			compares: (view) => view.item(index).literal !== TRUE,
			explain: (pair, sure) => explainItem(walk, pair, index, sure),
		};
	}
	if (prefix > MOST_PLACES) {
		const later = Array.from({ length: prefix }, (_, index) =>
			index < MOST_PLACES ? TRUE : pool.positive(narrow.item(index).literal),
		);
		yield {
			literal: pool.schema({ prefixItems: later }),
			explain: (pair, sure) => walk.report(pair, "schema-narrowed", pair.wide.place, pair.narrow.place, sure),
		};
	}
	const asked = narrow.restItems;
	if (asked.literal === TRUE) return;
	yield {
		literal: itemsFrom(prefix)(pool, asked.literal),
		compares: (view) => view.restItems.literal !== TRUE,
		explain: (pair, sure) => explainRest(walk, pair, prefix, sure),
	};
}

function explainItem(walk: Walk, pair: Pair, index: number, sure: boolean): boolean {
	const wide = pair.wide.item(index);
	const narrow = pair.narrow.item(index);
	const what = String(index);
	const isListed = (view: View) => index < view.prefix;
	if (narrow.literal === FALSE && isListed(pair.wide)) {
		const place = isListed(pair.narrow) ? narrow.place : undeclaredPlace(pair.narrow);
		return walk.report(pair, "prefix-item-removed-from-closed", wide.place, place, sure, { what });
	}
	if (wide.literal === TRUE && !isListed(pair.wide)) {
		return walk.report(pair, "prefix-item-added-to-open", pair.wide.place, narrow.place, sure, { what });
	}
	return walk.descend(pair, `[${index}]`, item(index), wide, narrow);
}

function explainRest(walk: Walk, pair: Pair, prefix: number, sure: boolean): boolean {
	const wide = pair.wide.restItems;
	const narrow = pair.narrow.restItems;
	const [from, place] = [undeclaredPlace(pair.wide), undeclaredPlace(pair.narrow)];
	if (narrow.literal === FALSE) return walk.report(pair, "items-closed", from, place, sure);
	if (wide.literal === TRUE) return walk.report(pair, "items-added", from, place, sure);
	return walk.descend(pair, "[]", itemsFrom(prefix), wide, narrow);
}

/** Later dialects say `items` of what earlier ones call `additionalItems`, where these have a list. */
function undeclaredPlace(view: View) {
	const listed = view.nodes.some(({ prefixItems }) => prefixItems !== undefined);
	return partPlace(view, "items", ...(listed ? ["additionalItems", "items"] : ["items"]));
}

/** `contains` with its counts. */
export function* contained(walk: Walk, { wide, narrow }: Pair): Generator<Demand> {
	const { pool } = walk.inquiry;
	for (const node of narrow.beyond(wide)) {
		if (node.contains === undefined) continue;
		const asked = narrow.below([node.contains]);
		const contains = pool.positive(asked.literal);
		const { minContains = 1, maxContains } = node;
		yield {
			literal: pool.schema({ contains, minContains }),
			explain: (pair, sure) => explainContains(walk, pair, node, asked, "minContains", sure),
		};
		if (maxContains === undefined) continue;
		yield {
			literal: pool.schema({ contains, minContains: 0, maxContains }),
			explain: (pair, sure) => explainContains(walk, pair, node, asked, "maxContains", sure),
		};
	}
}

function explainContains(
	walk: Walk,
	pair: Pair,
	node: Node,
	asked: View,
	count: "minContains" | "maxContains",
	sure: boolean,
): boolean {
	const { wide, narrow } = pair;
	const place = keywordPlace(narrow.side, node, count, "contains");
	const had = wide.nodes.filter(({ contains }) => contains !== undefined);
	const [first] = had;
	const at = keywordPlace(narrow.side, node, "contains");
	if (first === undefined) return walk.report(pair, "contains-added", wide.place, at, sure);
	const same = had.find(
		({ contains }) => contains !== undefined && wide.below([contains]).literal === asked.literal,
	);
	if (same === undefined) {
		return walk.report(pair, "contains-narrowed", keywordPlace(wide.side, first, "contains"), at, sure);
	}
	const from = keywordPlace(wide.side, same, count, "contains");
	const [before, after] = [same[count], node[count]].map((value) =>
		value === undefined ? undefined : String(value),
	);
	if (count === "minContains") {
		const said = { before: before ?? "1", after: after ?? "1" };
		return walk.report(pair, "min-contains-increased", from, place, sure, said);
	}
	const rule = before === undefined ? "max-contains-added" : "max-contains-decreased";
	return walk.report(pair, rule, from, place, sure, { before, after });
}
