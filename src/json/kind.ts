import type { Json, JsonArray, JsonObject } from "./types.js";

/** Array.isArray for JSON: the built-in one does not narrow read-only arrays. */
export function isArray(value: Json): value is JsonArray {
	return Array.isArray(value);
}

/** Whether a value is an object, as JSON has them: no array, not null. */
export function isObject(value: unknown): value is JsonObject {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a value is an array or an object, and so can be known by identity. */
export function isContainer(value: Json): value is JsonArray | JsonObject {
	return typeof value === "object" && value !== null;
}
