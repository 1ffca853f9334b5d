import fc from "fast-check";
import type { Json } from "../../../src/json/index.js";
import { CHANGES, type Change } from "./changes.js";
import { declaredNames } from "./declaredNames.js";
import { gather, type InstanceOptions } from "./gather.js";
import { instancesOf } from "./instancesOf.js";
import { type Place, placesOf, replacedAt } from "./places.js";

interface Mutation {
	readonly level: number;
	readonly place: number;
	readonly change: Change;
	readonly detail: number;
}

/** Instances spoilt in one place, seldom in two or three, where the schema declares something: mostly invalid. */
export function mutationsOf(schema: unknown, options: InstanceOptions = {}): fc.Arbitrary<Json> {
	const { root, documents } = gather(schema, options);
	const names = declaredNames(documents, root);
	const mutation = fc.record<Mutation>({
		level: fc.nat(),
		place: fc.nat(),
		change: fc.constantFrom(...CHANGES),
		detail: fc.nat(),
	});
	const several = fc.oneof(
		{ weight: 3, arbitrary: fc.tuple(mutation) },
		{ weight: 1, arbitrary: fc.array(mutation, { minLength: 2, maxLength: 3 }) },
	);
	return fc
		.tuple(instancesOf(schema, options), several)
		.map(([instance, mutations]) => mutations.reduce((value, one) => spoilt(value, one, names), instance));
}

function spoilt(value: Json, { level, place, change, detail }: Mutation, names: ReadonlySet<string>): Json {
	// First the level, then the place on it: else the few places near the root hardly ever get a turn.
	const places = placesOf(value, names);
	const levels = Math.max(...places.map((one) => one.length)) + 1;
	const onLevel = places.filter((one) => one.length === level % levels);
	const chosen: Place = onLevel[place % onLevel.length] ?? [];
	return replacedAt(value, chosen, (member) => change(member, detail, [...names])) ?? null;
}
