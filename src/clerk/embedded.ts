import type { Json, JsonObject } from "../json/index.js";

/** An object without the member that was set apart, and what it takes to put that back. */
export interface Separated {
	readonly value: JsonObject;
	/** Its name, its value, and the member that it stood before; null where it was the last. */
	readonly embedded: readonly [name: string, value: Json, before: string | null];
}

/** Takes out a member where another one that stands for it is there, too; undefined where not both are. */
export function separated(object: JsonObject, name: string, standIn: string): Separated | undefined {
	if (!Object.hasOwn(object, name) || !Object.hasOwn(object, standIn)) return undefined;
	const { [name]: value = null, ...others } = object;
	const names = Object.keys(object);
	return { value: others, embedded: [name, value, names[names.indexOf(name) + 1] ?? null] };
}

/** Puts it back where it stood; at the end where its neighbour is gone. */
export function putBack(object: Json, embedded: Json): Json {
	const [name, value, before] = Array.isArray(embedded) ? embedded : [];
	if (typeof object !== "object" || object === null || typeof name !== "string" || value === undefined) {
		throw new TypeError("the envelope isn't one that unwrap returned");
	}
	const members = Object.entries(object);
	const at = members.findIndex(([other]) => other === before);
	members.splice(at < 0 ? members.length : at, 0, [name, value]);
	return Object.fromEntries(members);
}
