/** Any JSON value (RFC 8259), read-only: upshape never changes what it is given. */
export type Json = JsonPrimitive | JsonArray | JsonObject;
export type JsonPrimitive = string | number | boolean | null;
export type JsonArray = readonly Json[];
export interface JsonObject {
	readonly [name: string]: Json;
}

/** A JSON Pointer (RFC 6901): "" is the whole document, "/sessions/0/id" a place in it. */
export type Pointer = string;
