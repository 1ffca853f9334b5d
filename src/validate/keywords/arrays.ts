import type { Json } from "../../json/index.js";
import { canonical } from "../canonical.js";
import type { Check, SchemaParts, Visit } from "./check.js";
import { counted } from "./phrases.js";

type Items = readonly Json[];

/** The keywords of a schema that are about arrays. */
export function* arrayChecks({ node }: SchemaParts): Generator<Check<Items>> {
	const { minItems, maxItems, uniqueItems, prefixItems = [], items } = node;
	if (minItems !== undefined) {
		yield {
			keyword: "minItems",
			holds: ({ length }) => length >= minItems,
			message: () => `must have at least ${counted(minItems, "item")}`,
		};
	}
	if (maxItems !== undefined) {
		yield {
			keyword: "maxItems",
			holds: ({ length }) => length <= maxItems,
			message: () => `must have at most ${counted(maxItems, "item")}`,
		};
	}
	if (uniqueItems) {
		yield { keyword: "uniqueItems", holds: areUnique, message: () => "must not have equal items" };
	}
	for (const [index, schema] of prefixItems.entries()) {
		yield {
			keyword: "prefixItems",
			holds: (array, visit) => {
				if (index >= array.length) return true;
				visit.evaluated?.add(index);
				return visit.below("prefixItems", schema, array[index] ?? null, index);
			},
		};
	}
	if (items !== undefined) {
		yield {
			keyword: "items",
			holds: (array, visit) => {
				let hold = true;
				for (let index = prefixItems.length; index < array.length; index++) {
					visit.evaluated?.add(index);
					if (visit.below("items", items, array[index] ?? null, index)) continue;
					hold = false;
					if (!visit.explains) break;
				}
				return hold;
			},
		};
	}
	if (node.contains !== undefined) yield* containsChecks(node.contains, node);
}

function* containsChecks(contains: number, node: SchemaParts["node"]): Generator<Check<Items>> {
	const { minContains = 1, maxContains = Number.POSITIVE_INFINITY } = node;
	const count = (array: Items, visit: Visit): number => {
		let found = 0;
		for (const [index, item] of array.entries()) {
			if (!visit.triesBelow(contains, item)) continue;
			found++;
			if (node.containsEvaluates) visit.evaluated?.add(index);
		}
		return found;
	};
	yield {
		keyword: node.minContains === undefined ? "contains" : "minContains",
		holds: (array, visit) => count(array, visit) >= minContains,
		message: () => `must contain at least ${counted(minContains, "such item")}`,
	};
	if (maxContains === Number.POSITIVE_INFINITY) return;
	yield {
		keyword: "maxContains",
		holds: (array, visit) => count(array, visit) <= maxContains,
		message: () => `must contain at most ${counted(maxContains, "such item")}`,
	};
}

function areUnique(array: Items): boolean {
	return array.length < 2 || new Set(array.map(canonical)).size === array.length;
}
