import type { Json } from "../../../json/index.js";
import { type SchemaPlace, TYPE_BITS } from "../../../schema/index.js";
import { listText } from "../../../text/index.js";
import { typeOf } from "../../../validate/index.js";
import type { Literal } from "../../engine/pool.js";
import type { Demand, Pair, Walk } from "../pair.js";
import { finite, finiteUnion } from "../view/finite.js";
import { keywordPlace, partOrChoicePlace } from "../view/place.js";
import { shown } from "../wording/format-value.js";
import { inWords, oneOf, typePlace } from "../wording/in-words.js";

/** Some values that are listed in one place, and what it is to be one of them. */
interface List {
	readonly values: readonly Json[];
	readonly literal: Literal;
	readonly place: SchemaPlace;
}

/** `enum` and `const`, and alternatives that do nothing but list values. */
export function* values(walk: Walk, pair: Pair): Generator<Demand> {
	for (const list of listsOf(walk, pair)) {
		const { literal } = list;
		yield { literal, isPlain: true, explain: (here, sure) => explain(walk, here, list, sure) };
	}
}

function* listsOf(walk: Walk, { wide, narrow }: Pair): Generator<List> {
	const { inquiry } = walk;
	const { pool } = inquiry;
	for (const node of narrow.beyond(wide)) {
		for (const [index, held] of (node.values ?? []).entries()) {
			const place = keywordPlace(narrow.side, node, ...(index === 0 ? ["enum", "const"] : ["const"]));
			yield { values: held, literal: pool.oneOfValues(held), place };
		}
		for (const part of ["anyOf", "oneOf"] as const) {
			const branches = node[part];
			const all = branches === undefined ? undefined : finiteUnion(narrow, branches);
			if (branches === undefined || all === undefined) continue;
			const members = branches.map((branch) => pool.positive(narrow.below([branch]).literal));
			const literal = pool.schema({ [part]: members });
			const held = all.filter((value) => inquiry.mayMeet([literal], value));
			yield { values: held, literal, place: keywordPlace(narrow.side, node, part) };
		}
	}
}

function explain(walk: Walk, pair: Pair, list: List, sure: boolean): boolean {
	const { wide } = pair;
	if (list.values.length === 0) return walk.report(pair, "false-schema-added", wide.place, list.place, sure);
	const goal = [...wide.literals, ...pair.given];
	const all = finite(wide)?.filter((value) => walk.inquiry.mayMeet(goal, value));
	const gone = all?.filter((value) => walk.inquiry.mayMeet([-list.literal], value)) ?? [];
	if (all === undefined || gone.length === 0) return unlisted(walk, pair, list, sure);
	const from = partOrChoicePlace(wide, "values", "enum", "const");
	return walk.report(pair, "enum-value-removed", from, list.place, sure, {
		before: oneOf(all),
		after: oneOf(list.values),
		what: listText(gone.map(shown), "and"),
	});
}

/** The wider side lists no values; where it allows none of their types, it is another type, rather. */
function unlisted(walk: Walk, pair: Pair, { values, place }: List, sure: boolean): boolean {
	const { inquiry } = walk;
	const types = values.reduce<number>((bits, value) => bits | TYPE_BITS[typeOf(value)], 0);
	const isOther = inquiry.ask([...pair.wide.literals, inquiry.pool.types(types)]) === "none";
	if (isOther && pair.wide.nodes.some(({ types }) => types !== undefined)) {
		const before = inWords(inquiry, pair.wide);
		const after = inWords(inquiry, pair.narrow);
		return walk.report(pair, "type-narrowed", typePlace(pair.wide), place, sure, { before, after });
	}
	const rule = place.keywordLocation.endsWith("/const") ? "const-added" : "enum-added";
	return walk.report(pair, rule, pair.wide.place, place, sure, { after: oneOf(values) });
}
