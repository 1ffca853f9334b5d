import { formatPointer, type Json } from "../../src/index.js";

/** A value that holds no others: a scalar, or an empty object or array. */
export interface Leaf {
	readonly pointer: string;
	readonly value: Json;
}

/** All leaves of a value, in document order. */
export function leavesOf(value: Json, at: readonly (string | number)[] = []): readonly Leaf[] {
	const children = typeof value === "object" && value !== null ? Object.entries(value) : [];
	if (children.length === 0) return [{ pointer: formatPointer(at), value }];
	return children.flatMap(([key, child]) => leavesOf(child, [...at, key]));
}
