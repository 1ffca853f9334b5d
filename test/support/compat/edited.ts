import type { Json, JsonObject } from "../../../src/json/index.js";

/** The schema with one thing in it changed: a keyword dropped, a number moved, a boolean turned, a list shortened. */
export function edited(schema: Json, at: number, how: number): Json {
	const places = [...placesIn(schema, [])];
	return changed(schema, places[at % places.length] ?? [], how);
}

function* placesIn(held: Json, path: readonly string[]): Generator<readonly string[]> {
	yield path;
	if (typeof held !== "object" || held === null) return;
	for (const [key, below] of Object.entries<Json>(held as JsonObject)) yield* placesIn(below, [...path, key]);
}

function changed(held: Json, path: readonly string[], how: number): Json {
	const [key, ...rest] = path;
	if (key === undefined) return other(held, how);
	if (Array.isArray(held)) {
		return held.map((item: Json, index) => (String(index) === key ? changed(item, rest, how) : item));
	}
	// The path leads through objects where it doesn't lead through arrays.
	const object = held as JsonObject;
	return { ...object, [key]: changed(object[key] ?? null, rest, how) };
}

function other(held: Json, how: number): Json {
	if (typeof held === "number") return held + (how < 2 ? 1 : 2);
	if (typeof held === "boolean") return !held;
	if (Array.isArray(held)) return how < 2 && held.length > 1 ? held.slice(1) : [...held, ...held.slice(0, 1)];
	if (typeof held !== "object" || held === null) return held;
	const entries = Object.entries(held);
	entries.splice(how % Math.max(1, entries.length), 1);
	return Object.fromEntries(entries);
}
