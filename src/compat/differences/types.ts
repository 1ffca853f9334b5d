import { type Node, TYPE_BITS } from "../../schema/index.js";
import { FALSE, type Literal, type Pool } from "../pool.js";
import { type JsonType, TYPES } from "../type.js";
import type { Demand, Pair, Walk } from "./pair.js";
import { keywordPlace, partPlace } from "./place.js";
import { listed } from "./shown.js";

/** The schema `false`, and what nobody can tell. */
export function* nothing(walk: Walk, { narrow }: Pair): Generator<Demand> {
	for (const [index, node] of narrow.nodes.entries()) {
		if (node.never) {
			yield {
				literal: FALSE,
				explain: (pair, sure) => {
					const what = "now refuses everything";
					return walk.report(pair, "schema-narrowed", pair.wide.place, node.place, sure, { what });
				},
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
	const allowed = gone.filter((type) => type !== "number" || ((node.types ?? 0) & TYPE_BITS.number) === 0);
	const what = [
		...allowed.map((type) => NAMES[type]),
		...(allowed.length < gone.length ? ["a fraction"] : []),
	];
	const wide = typePlace(pair.wide);
	return walk.report(pair, rule, wide, keywordPlace(pair.narrow.side, node, "type"), sure, {
		before: typesText(walk, pair.wide.literals),
		after: typesText(walk, pair.narrow.literals),
		what: listed(what),
	});
}

function typePlace(view: Pair["wide"]) {
	return partPlace(view, "types", "type");
}

const NAMES: Readonly<Record<JsonType, string>> = {
	null: "null",
	boolean: "a boolean",
	number: "a number",
	string: "a string",
	array: "an array",
	object: "an object",
};

/** The types that instances of the literals have, in words. */
export function typesText(walk: Walk, literals: readonly Literal[]): string {
	const { inquiry } = walk;
	const there = TYPES.filter(
		(type) => inquiry.ask([...literals, typeLiteral(inquiry.pool, type)]) !== "none",
	);
	if (there.length === TYPES.length) return "anything";
	const isWhole =
		there.includes("number") &&
		inquiry.ask([...literals, typeLiteral(inquiry.pool, "number"), -inquiry.pool.schema(INTEGER)]) === "none";
	const names = there.map((type) => (type === "number" && isWhole ? "an integer" : NAMES[type]));
	return names.length === 0 ? "nothing" : listed(names);
}

const INTEGER = { types: TYPE_BITS.number, integer: true } as const;

function typeLiteral(pool: Pool, type: JsonType): Literal {
	return pool.types(TYPE_BITS[type]);
}
