import { escapeToken } from "./pointer.js";
import type { Pointer } from "./types.js";

/** Where two values first differ, if they do. */
export function firstDifference(one: unknown, other: unknown, at: Pointer = ""): Pointer | undefined {
	if (Object.is(one, other) || (one === 0 && other === 0)) return undefined;
	if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return at;
	if (Array.isArray(one) !== Array.isArray(other)) return at;
	for (const name of new Set([...Object.keys(one), ...Object.keys(other)])) {
		const below = `${at}/${escapeToken(name)}`;
		if (!Object.hasOwn(one, name) || !Object.hasOwn(other, name)) return below;
		const found = firstDifference(Reflect.get(one, name), Reflect.get(other, name), below);
		if (found !== undefined) return found;
	}
	return undefined;
}
