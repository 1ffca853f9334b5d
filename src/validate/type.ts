import type { Json } from "../json/index.js";
import type { TYPE_BITS } from "../schema/index.js";

/** The types of JSON; integers are numbers. */
export type JsonType = keyof typeof TYPE_BITS;

/** All types, those with the smallest instances first. */
export const TYPES: readonly JsonType[] = ["null", "boolean", "number", "string", "array", "object"];

/** The type of a value. */
export function typeOf(value: Json): JsonType {
	if (value === null) return "null";
	if (Array.isArray(value)) return "array";
	const type = typeof value;
	return type === "boolean" || type === "number" || type === "string" ? type : "object";
}
