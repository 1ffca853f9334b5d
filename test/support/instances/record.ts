import fc from "fast-check";
import type { Json } from "../../../src/json/index.js";

/** "documented": declared properties in the schema's order, undeclared ones last; "mixed": mostly so. */
export type KeyOrder = "documented" | "shuffled" | "mixed";

export type Entry = readonly [key: string, value: Json];

/** A number that decides a permutation: 0 leaves the order as it is. */
export function orders(keyOrder: KeyOrder): fc.Arbitrary<number> {
	const unchanged = fc.constant(0);
	if (keyOrder === "documented") return unchanged;
	const shuffled = fc.integer({ min: 1, max: 0x7fffffff });
	return keyOrder === "shuffled" ? shuffled : fc.oneof({ weight: 2, arbitrary: unchanged }, shuffled);
}

/** An object with the entries as own properties, `__proto__` too, in the order that `order` decides. */
export function recordOf(entries: readonly Entry[], order: number): { readonly [name: string]: Json } {
	return Object.fromEntries(order === 0 ? entries : permuted(entries, order));
}

function permuted<T>(values: readonly T[], seed: number): T[] {
	let state = seed;
	const keyed = values.map((value) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return [state, value] as const;
	});
	return keyed.sort(([left], [right]) => left - right).map(([, value]) => value);
}
