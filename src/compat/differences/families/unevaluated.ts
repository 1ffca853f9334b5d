import type { Node } from "../../../schema/index.js";
import { FALSE } from "../../engine/pool.js";
import type { Demand, Pair, Walk } from "../pair.js";
import type { Narrowing } from "../rules.js";
import { declared, inside, listDeclaredNames } from "../view/declared.js";
import { keywordPlace, partPlace } from "../view/place.js";
import type { View } from "../view/view.js";

interface Row {
	readonly part: "unevaluatedProperties" | "unevaluatedItems";
	readonly added: Narrowing;
	readonly moved: Narrowing;
}

const ROWS: readonly Row[] = [
	{
		part: "unevaluatedProperties",
		added: "unevaluated-properties-added",
		moved: "unevaluated-properties-narrowed",
	},
	{ part: "unevaluatedItems", added: "unevaluated-items-added", moved: "unevaluated-items-narrowed" },
];

/** `unevaluatedProperties` and `unevaluatedItems`: what a schema refuses, though all else that it asks is met. */
export function* unevaluated(walk: Walk, { wide, narrow }: Pair): Generator<Demand> {
	const { pool } = walk.inquiry;
	for (const [index, node] of narrow.nodes.entries()) {
		const literal = narrow.own[index] ?? FALSE;
		if (wide.own.includes(literal)) continue;
		for (const row of ROWS) {
			if (node[row.part] === undefined || isRest(narrow, node, row.part)) continue;
			const { [row.part]: _, ...others } = pool.node(literal);
			yield {
				literal,
				given: [pool.schema(withoutPlace(others))],
				explain: (pair, sure) => explain(walk, pair, node, literal, row, sure),
			};
		}
	}
}

/** Where what is evaluated does not depend on the instance, the undeclared properties have been spoken of. */
function isRest(view: View, node: Node, part: Row["part"]): boolean {
	return view.rests.some((rest) => rest.node === node && rest.keyword === part);
}

function withoutPlace({ place: _, ...others }: Node): Omit<Node, "place"> {
	return others;
}

function explain(
	walk: Walk,
	pair: Pair,
	node: Node,
	literal: number,
	{ part, added, moved }: Row,
	sure: boolean,
): boolean {
	const place = keywordPlace(pair.narrow.side, node, part);
	let rest = pair;
	let isExplained = false;
	for (const name of part === "unevaluatedProperties" ? gone(pair) : []) {
		const there = walk.inquiry.pool.schema({ required: [name] });
		const from = declared(pair.wide, name);
		if (from === undefined || walk.violated({ ...rest, given: [...rest.given, there] }, literal) === "none")
			continue;
		isExplained = walk.report(inside(pair, name), "property-removed-from-closed", from, place, sure, {
			what: name,
		});
		rest = { ...rest, given: [...rest.given, -there] };
	}
	if (isExplained && walk.violated(rest, literal) === "none") return true;
	const had = pair.wide.nodes.some((other) => other[part] !== undefined);
	return walk.report(pair, had ? moved : added, partPlace(pair.wide, part, part), place, sure);
}

/** Names that only the wider side declares. */
function gone({ wide, narrow }: Pair): readonly string[] {
	return [...listDeclaredNames(wide)].filter((name) => declared(narrow, name) === undefined);
}
