import fc from "fast-check";
import type { Json } from "../../../src/json/index.js";
import { CHANGES, type Change } from "./changes.js";
import { declaredNames } from "./declaredNames.js";
import { gather, type InstanceOptions } from "./gather.js";
import { instancesOf } from "./instancesOf.js";
import { placesOf, replacedAt } from "./places.js";

interface Mutation {
	readonly place: number;
	readonly change: Change;
	readonly detail: number;
}

/** Instances spoilt in one place, seldom in two or three, where the schema declares something: mostly invalid. */
export function mutationsOf(schema: unknown, options: InstanceOptions = {}): fc.Arbitrary<Json> {
	const { root, documents } = gather(schema, options);
	const names = declaredNames(documents, root);
	const mutation = fc.record<Mutation>({
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

function spoilt(value: Json, { place, change, detail }: Mutation, names: ReadonlySet<string>): Json {
	const places = placesOf(value, names);
	return replacedAt(value, places[place % places.length] ?? [], (member) =>
		change(member, detail, [...names]),
	);
}
