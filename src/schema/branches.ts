import type { Bounds } from "./bounds.js";
import { SchemaError } from "./error.js";
import { keyword } from "./keywords.js";
import type { SchemaSet } from "./set.js";
import { childrenOf, type Subschema } from "./subschema.js";

// Deeper chains of references would overflow the stack of every validator made from them.
const MAX_CHAIN = 500;

/**
 * Throws a SchemaError where checking one instance would never end (a schema that refers to itself without a step
 * into the instance), or would lead through more branches than the bounds allow.
 */
export function checkBranches(set: SchemaSet, bounds: Bounds): void {
	const counted = new Map<string, number>();
	const open = new Set<string>();
	const count = (subschema: Subschema): number => {
		const key = `${subschema.file}#${subschema.keywordLocation}`;
		const known = counted.get(key);
		if (known !== undefined) return known;
		if (open.has(key)) throw new SchemaError("self-reference", subschema, "refers to itself in a circle");
		if (open.size >= MAX_CHAIN) {
			throw new SchemaError("too-complex", subschema, `more than ${MAX_CHAIN} schemas in one chain`);
		}
		open.add(key);
		let total = 1;
		for (const next of inPlace(set, subschema)) total += count(next);
		open.delete(key);
		if (total > bounds.branches) {
			throw new SchemaError("too-complex", subschema, `more than ${bounds.branches} branches for one value`);
		}
		counted.set(key, total);
		return total;
	};
	set.subschemas.forEach(count);
}

/** The subschemas that apply to the same instance as this one. */
function inPlace(set: SchemaSet, subschema: Subschema): Subschema[] {
	if (typeof subschema.schema === "boolean") return [];
	const below = childrenOf(subschema).filter((child) => keyword(child.keyword)?.inPlace === true);
	const { $ref, $dynamicRef } = subschema.schema;
	return [
		...below,
		...(typeof $ref === "string" ? [set.target(subschema, "$ref")] : []),
		...(typeof $dynamicRef === "string" ? [set.target(subschema, "$dynamicRef")] : []),
	];
}
