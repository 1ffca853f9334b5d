import { type Node, TYPE_BITS } from "../../../schema/index.js";
import { type JsonType, TYPES } from "../../../validate/index.js";
import { FALSE, type Literal } from "../../engine/pool.js";
import type { Demand, Pair, Walk } from "../pair.js";
import { keywordPlace, partPlace } from "../view/place.js";
import { inWords, typePlace } from "../wording/in-words.js";

/** The schema `false`, and what nobody can tell. */
export function* nothing(walk: Walk, { narrow }: Pair): Generator<Demand> {
	for (const [index, node] of narrow.nodes.entries()) {
		if (node.never) {
			yield {
				literal: FALSE,
				explain: (pair, sure) => walk.report(pair, "false-schema-added", pair.wide.place, node.place, sure),
			};
		}
		if (node.opaque !== undefined) yield opaque(walk, node, narrow.own[index] ?? FALSE);
	}
}

function opaque(walk: Walk, node: Node, literal: Literal): Demand {
	const keyword = node.opaque ?? "";
	return {
		literal,
		explain: (pair) => {
			const { wide, narrow } = pair;
			const held = JSON.stringify(narrow.side.schema.at(keywordPlace(narrow.side, node, keyword)));
			const places = wide.nodes.map((other) => keywordPlace(wide.side, other, keyword));
			// The same text means the same, whatever that is.
			if (places.some((place) => JSON.stringify(wide.side.schema.at(place)) === held)) return true;
			const place = keywordPlace(narrow.side, node, keyword);
			const what = `may have changed: nobody can tell what \`${keyword}\` means in this dialect`;
			return walk.report(pair, "schema-narrowed", partPlace(wide, "opaque", keyword), place, false, { what });
		},
	};
}

/** `type`. */
export function* types(walk: Walk, { wide, narrow }: Pair): Generator<Demand> {
	const { pool } = walk.inquiry;
	for (const node of narrow.beyond(wide)) {
		if (node.types === undefined) continue;
		const { types, integer } = node;
		const literal = pool.schema({ types, ...(integer ? { integer } : {}) });
		yield { literal, isPlain: true, explain: (pair, sure) => explain(walk, pair, node, literal, sure) };
	}
}

function explain(walk: Walk, pair: Pair, node: Node, literal: Literal, sure: boolean): boolean {
	const { pool } = walk.inquiry;
	const isGone = (type: JsonType) => {
		const ofType = { ...pair, given: [...pair.given, pool.types(TYPE_BITS[type])] };
		return walk.violated(ofType, literal) !== "none";
	};
	const gone = TYPES.filter(isGone);
	const rule = gone.join() === "null" ? "nullable-removed" : "type-narrowed";
	return walk.report(pair, rule, typePlace(pair.wide), keywordPlace(pair.narrow.side, node, "type"), sure, {
		before: inWords(walk.inquiry, pair.wide),
		after: inWords(walk.inquiry, pair.narrow),
	});
}
