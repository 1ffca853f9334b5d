import type { JsonObject } from "../json/index.js";

/** Whether the value is a JSON object. */
export function isObject(value: unknown): value is JsonObject {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
