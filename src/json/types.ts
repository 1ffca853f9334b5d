/** Any JSON value (RFC 8259), read-only: upshape never changes what it is given. */
export type Json = JsonPrimitive | JsonArray | JsonObject;
/** A JSON value that holds no other. */
export type JsonPrimitive = string | number | boolean | null;
/** A JSON array, read-only. */
export type JsonArray = readonly Json[];
/** A JSON object, read-only. */
export interface JsonObject {
	readonly [name: string]: Json;
}

/** A JSON Pointer (RFC 6901): "" is the whole document, "/sessions/0/id" a place in it. */
export type Pointer = string;
