import fc from "fast-check";
import type { Json, JsonObject } from "../../src/index.js";

/**
 * Edits of a valid document that leave it valid: members are taken over from another instance of the same
 * schema, and elements of lists are removed, repeated, exchanged and reversed.
 */
export function editOf(instances: fc.Arbitrary<Json>): fc.Arbitrary<(document: Json) => Json> {
	return fc
		.record({ donor: instances, choice: fc.infiniteStream(fc.nat({ max: 5 })) })
		.map(({ donor, choice }) => (document) => {
			const draw = () => Number(choice.next().value);
			return edited(document, donor, draw);
		});
}

function edited(document: Json, donor: Json, draw: () => number): Json {
	if (!isObject(document) || !isObject(donor)) return document;
	const entries = Object.keys({ ...document, ...donor }).flatMap((name): [string, Json][] => {
		const mine = own(document, name);
		const theirs = own(donor, name);
		// Both documents are valid, so a member that only one of them has is optional.
		if (draw() === 0) return theirs === undefined ? [] : [[name, theirs]];
		if (mine === undefined) return [];
		return [[name, isList(mine) && isList(theirs) ? editedList(mine, theirs, draw) : mine]];
	});
	return Object.fromEntries(entries);
}

function editedList(list: readonly Json[], donors: readonly Json[], draw: () => number): Json {
	const result = list.flatMap((item, i): Json[] => {
		const donor = donors[i % Math.max(donors.length, 1)];
		const edits: readonly (() => readonly Json[])[] = [
			() => [],
			() => [item, item],
			() => (donor === undefined ? [item] : [donor]),
			() => [donor === undefined ? item : edited(item, donor, draw)],
		];
		return [...(edits[draw()]?.() ?? [item])];
	});
	return draw() === 0 ? result.reverse() : result;
}

function own(object: JsonObject, name: string): Json | undefined {
	return Object.hasOwn(object, name) ? object[name] : undefined;
}

function isObject(value: Json | undefined): value is JsonObject {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(value: Json | undefined): value is readonly Json[] {
	return Array.isArray(value);
}
