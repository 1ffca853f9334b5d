import { instances } from "../compat/index.js";
import type { Json } from "../json/index.js";
import type { SchemaObject } from "../lineage/index.js";

/** What is needed of fast-check: it is handed in, so that upshape depends on no version of it. */
export interface FastCheck<A> {
	readonly constantFrom: (...values: Json[]) => A;
}

/**
 * Instances of a schema as an arbitrary of fast-check.
 *
 * @example
 * import fc from "fast-check";
 * fc.assert(fc.property(arbitrary(fc, order.schema("v1")), (value) => order.upgrade(value).issues === undefined));
 */
export function arbitrary<A>(
	fc: FastCheck<A>,
	schema: SchemaObject,
	options: { readonly seed?: number; readonly size?: number } = {},
): A {
	const { seed = 1, size = 1000 } = options;
	const documents = new Map([["schema.json", schema as Json]]);
	const taken: Json[] = [];
	for (const instance of instances({ root: "schema.json", documents }, seed)) {
		taken.push(instance);
		if (taken.length >= size) break;
	}
	if (taken.length === 0) throw new TypeError("the schema has no instance that could be generated");
	return fc.constantFrom(...taken);
}
