import { FALSE, TRUE } from "../../engine/pool.js";
import type { Demand, Pair, Walk } from "../pair.js";
import { declared, inside, listDeclaredNames } from "../view/declared.js";
import { property } from "../view/path.js";
import { short } from "../wording/format-value.js";
import { undeclaredPlace } from "./undeclared.js";

/** Properties by the names that one of the sides declares. */
export function* properties(walk: Walk, { wide, narrow }: Pair): Generator<Demand> {
	for (const name of listDeclaredNames(narrow, wide)) {
		const asked = narrow.property(name);
		if (asked.isWithin(wide.property(name))) continue;
		yield {
			literal: property(name)(walk.inquiry.pool, asked.literal),
			property: [name, asked.literal],
			compares: (view) => declared(view, name) !== undefined || view.property(name).literal !== TRUE,
			explain: (pair, sure) => explainProperty(walk, pair, name, sure),
		};
	}
}

function explainProperty(walk: Walk, pair: Pair, name: string, sure: boolean): boolean {
	const wide = pair.wide.property(name);
	const narrow = pair.narrow.property(name);
	const from = declared(pair.wide, name);
	const to = declared(pair.narrow, name);
	const said = { what: name };
	if (narrow.literal === FALSE && from !== undefined) {
		const closed = to ?? undeclaredPlace(pair.narrow);
		return walk.report(inside(pair, name), "property-removed-from-closed", from, closed, sure, said);
	}
	if (wide.literal === TRUE && from === undefined && to !== undefined) {
		return walk.report(inside(pair, name), "property-added-to-open", pair.wide.place, to, sure, said);
	}
	return walk.descend(pair, short(name), property(name), wide, narrow);
}
