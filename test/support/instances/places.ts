import type { Json } from "../../../src/json/index.js";

/** The way from the root to a value: property names and array indices. */
export type Place = readonly (string | number)[];

/** The places of the value that are reached by array indices and the given names only, the root first. */
export function placesOf(value: Json, names: ReadonlySet<string>, at: Place = []): readonly Place[] {
	return [
		at,
		...membersOf(value, names).flatMap(([token, member]) => placesOf(member, names, [...at, token])),
	];
}

/** The same value with another one, or none (undefined), at the place; nothing is changed in place. */
export function replacedAt(
	value: Json,
	place: Place,
	change: (value: Json) => Json | undefined,
): Json | undefined {
	const [token, ...rest] = place;
	if (token === undefined) return change(value);
	const inside = (member: Json, at: string | number) =>
		at === token ? replacedAt(member, rest, change) : member;
	if (Array.isArray(value)) return value.map(inside).filter((item) => item !== undefined);
	const members = Object.entries(value ?? {}).map(([name, member]) => [name, inside(member, name)] as const);
	return Object.fromEntries(
		members.flatMap(([name, member]) => (member === undefined ? [] : [[name, member]])),
	);
}

function membersOf(value: Json, names: ReadonlySet<string>): readonly (readonly [string | number, Json])[] {
	if (Array.isArray(value)) return [...value.entries()];
	if (typeof value !== "object" || value === null) return [];
	return Object.entries(value).filter(([name]) => names.has(name));
}
