import type { Node } from "../../../schema/index.js";
import type { Demand, Pair, Walk } from "../pair.js";
import { declared, inside } from "../view/declared.js";
import { keywordPlace, partPlace } from "../view/place.js";

/** `required`. */
export function* required(walk: Walk, { wide, narrow }: Pair): Generator<Demand> {
	const { pool } = walk.inquiry;
	const known = new Set(wide.nodes.flatMap((node) => node.required ?? []));
	for (const node of narrow.nodes) {
		for (const name of new Set(node.required)) {
			if (known.has(name)) continue;
			yield {
				literal: pool.schema({ required: [name] }),
				explain: (pair, sure) => {
					const from = declared(pair.wide, name) ?? pair.wide.place;
					const place = keywordPlace(pair.narrow.side, node, "required");
					return walk.report(inside(pair, name), "property-required-added", from, place, sure, {
						what: name,
					});
				},
			};
		}
	}
}

/** `dependentRequired` and `dependentSchemas`. */
export function* dependencies(walk: Walk, { wide, narrow }: Pair): Generator<Demand> {
	for (const node of narrow.beyond(wide)) {
		for (const [name, others] of node.dependentRequired ?? []) {
			for (const other of new Set(others)) yield ofName(walk, node, name, other);
		}
		for (const name of node.dependentSchemas?.keys() ?? []) yield ofSchema(walk, narrow, node, name);
	}
}

function ofName(walk: Walk, node: Node, name: string, other: string): Demand {
	return {
		literal: walk.inquiry.pool.schema({ dependentRequired: new Map([[name, [other]]]) }),
		explain: (pair, sure) => {
			const place = keywordPlace(pair.narrow.side, node, "dependentRequired", "dependencies");
			const had = partPlace(pair.wide, "dependentRequired", "dependentRequired", "dependencies");
			const from = had === pair.wide.place ? (declared(pair.wide, name) ?? had) : had;
			const said = { what: name, after: other };
			return walk.report(inside(pair, other), "dependent-required-added", from, place, sure, said);
		},
	};
}

function ofSchema(walk: Walk, narrow: Pair["narrow"], node: Node, name: string): Demand {
	const { pool } = walk.inquiry;
	const index = node.dependentSchemas?.get(name);
	const asked = narrow.below(index === undefined ? [] : [index]);
	const literal = pool.schema({ dependentSchemas: new Map([[name, pool.positive(asked.literal)]]) });
	return {
		literal,
		explain: (pair, sure) => {
			const had = pair.wide.nodes.flatMap(({ dependentSchemas }) => dependentSchemas?.get(name) ?? []);
			if (had.length === 0) {
				return walk.report(pair, "dependent-schema-added", pair.wide.place, asked.place, sure, {
					what: name,
				});
			}
			const there = pool.schema({ required: [name] });
			const wide = pair.wide.with(had);
			return walk.visit({ ...pair, wide, narrow: asked, given: [...pair.given, there] });
		},
	};
}
