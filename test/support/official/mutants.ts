import type { Json } from "../../../src/json/index.js";
import { CHANGES } from "../instances/changes.js";
import { placesOf, replacedAt } from "../instances/places.js";

/** Instances spoilt in one place each, the same ones for the same seed. */
export function* mutants(
	instances: readonly Json[],
	names: readonly string[],
	seed: number,
): Generator<Json> {
	let state = seed;
	const below = (limit: number) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * limit);
	};
	while (instances.length > 0) {
		const instance = instances[below(instances.length)] ?? null;
		const places = placesOf(instance, new Set(names));
		const change = CHANGES[below(CHANGES.length)];
		const detail = below(1_000);
		yield replacedAt(instance, places[below(places.length)] ?? [], (value) =>
			change?.(value, detail, names),
		) ?? null;
	}
}
