import fc from "fast-check";
import type { Json } from "../../../src/json/index.js";
import { keys, strings } from "../hostile-strings.js";
import { ANYTHING } from "./alternative.js";
import { type Entry, recordOf } from "./record.js";
import { numbersOf } from "./scalars.js";

/** Any JSON value, a few levels deep, with hostile strings, keys and numbers. */
export function freeJson(protoKeys: boolean): fc.Arbitrary<Json> {
	const numbers = numbersOf(ANYTHING) ?? fc.constant(0);
	const scalars = fc.oneof(strings, numbers, fc.boolean(), fc.constant(null));
	return nested(scalars, keys(protoKeys), 2);
}

function nested(
	scalars: fc.Arbitrary<Json>,
	names: fc.Arbitrary<string>,
	levels: number,
): fc.Arbitrary<Json> {
	if (levels === 0) return scalars;
	const values = nested(scalars, names, levels - 1);
	const entries: fc.Arbitrary<Entry[]> = fc.array(fc.tuple(names, values), { maxLength: 3, size: "max" });
	return fc.oneof(
		{ weight: 3, arbitrary: scalars },
		{ weight: 1, arbitrary: fc.array(values, { maxLength: 2, size: "max" }) },
		{ weight: 2, arbitrary: entries.map((chosen) => recordOf(chosen, 0)) },
	);
}
