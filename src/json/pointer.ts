import { isArray } from "./kind.js";
import type { Json, JsonArray, JsonObject, Pointer } from "./types.js";

/** One reference token as RFC 6901 writes it: "~" becomes "~0", "/" becomes "~1". */
export function escapeToken(name: string): string {
	// Almost no name has either character, and a search is much cheaper than a replacement.
	if (name.indexOf("~") < 0 && name.indexOf("/") < 0) return name;
	return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** The JSON Pointer whose tokens, unescaped, are these names and indices; none gives "", the whole document. */
export function formatPointer(tokens: readonly (string | number)[]): Pointer {
	let pointer = "";
	for (const token of tokens) pointer += `/${typeof token === "number" ? token : escapeToken(token)}`;
	return pointer;
}

/** Whether a text is a JSON Pointer: empty, or led by "/", with "~" only before 0 or 1. */
export function isPointer(text: string): boolean {
	return /^(?:\/|$)/.test(text) && !/~(?![01])/.test(text);
}

/** The unescaped tokens of a JSON Pointer; throws a SyntaxError if it is none. */
export function parsePointer(pointer: Pointer): string[] {
	if (!isPointer(pointer)) throw new SyntaxError("not a JSON Pointer");
	if (pointer === "") return [];
	return pointer.slice(1).split("/").map(unescapeToken);
}

/** The value at the pointer's place, found by own properties and canonical array indices only, or undefined. */
export function valueAt(value: Json, pointer: Pointer): Json | undefined {
	let place: Json | undefined = value;
	for (const token of parsePointer(pointer)) {
		if (typeof place !== "object" || place === null) return undefined;
		place = child(place, token);
	}
	return place;
}

/** The pointer with "*" for every token of digits: places that differ in their indices only are the same then. */
export function withoutIndices(pointer: Pointer): Pointer {
	return pointer.replace(/\/\d+(?=\/|$)/g, "/*");
}

/** Whether a token is an array index as RFC 6901 writes it: digits, without a leading zero. */
export function isPointerIndex(token: string): boolean {
	return /^(?:0|[1-9]\d*)$/.test(token);
}

function child(container: JsonArray | JsonObject, token: string): Json | undefined {
	if (isArray(container)) return isPointerIndex(token) ? container[Number(token)] : undefined;
	return Object.hasOwn(container, token) ? container[token] : undefined;
}

function unescapeToken(token: string): string {
	// In this order: "~01" means the name "~1", not "/".
	return token.replaceAll("~1", "/").replaceAll("~0", "~");
}
