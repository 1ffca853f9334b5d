export { equal } from "./equal.js";
export { escapeToken, formatPointer, parsePointer, valueAt } from "./pointer.js";
export type { Json, JsonArray, JsonObject, JsonPrimitive, Pointer } from "./types.js";
