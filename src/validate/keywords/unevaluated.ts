import type { Json } from "../../json/index.js";
import type { Check, Properties, SchemaParts } from "./check.js";
import { all } from "./objects.js";

/** What a schema asks of the properties that no keyword beside or below has looked at; to be asked last. */
export function* unevaluatedPropertyChecks({ node }: SchemaParts): Generator<Check<Properties>> {
	const { unevaluatedProperties } = node;
	if (unevaluatedProperties === undefined) return;
	yield {
		keyword: "unevaluatedProperties",
		holds: (instance, visit) => {
			const evaluated = new Set(visit.evaluated);
			const isLeft = (name: string) => !evaluated.has(name);
			return all(instance, isLeft, "unevaluatedProperties", unevaluatedProperties, visit);
		},
	};
}

/** The same for items. */
export function* unevaluatedItemChecks({ node }: SchemaParts): Generator<Check<readonly Json[]>> {
	const { unevaluatedItems } = node;
	if (unevaluatedItems === undefined) return;
	yield {
		keyword: "unevaluatedItems",
		holds: (array, visit) => {
			let hold = true;
			for (const [index, item] of array.entries()) {
				if (visit.evaluated?.has(index)) continue;
				visit.evaluated?.add(index);
				if (visit.below("unevaluatedItems", unevaluatedItems, item, index)) continue;
				hold = false;
				if (!visit.explains) break;
			}
			return hold;
		},
	};
}
