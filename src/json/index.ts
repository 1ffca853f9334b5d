export type { Json, JsonArray, JsonObject, JsonPrimitive, Pointer } from "./types.js";
