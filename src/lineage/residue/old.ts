import { equal, formatPointer, isObject, type Pointer, parsePointer } from "../../json/index.js";
import type { ResidueEntry } from "./entry.js";
import type { Identities, ObjectIdentity } from "./identity.js";

/** An entry of format 1, in which steps kept what they found worth keeping. */
export interface OldEntry {
	readonly at: Pointer;
	/** The identity of the array element that it is in; NUL and "2/3" follow where it is the second of three. */
	readonly of?: string;
	readonly value: unknown;
	/** What stood for it in the other version. */
	readonly instead?: unknown;
}

/** The entries of format 1 as today's, as far as they still apply to the base; the rest is left out. */
export function translate(
	entries: readonly OldEntry[],
	base: unknown,
	identities: Identities,
): { readonly entries: readonly ResidueEntry[]; readonly notRestored: readonly Pointer[] } {
	const translated: ResidueEntry[] = [];
	const notRestored: Pointer[] = [];
	for (const entry of entries) {
		const found = translated1(entry, base, identities);
		if (found) translated.push(found);
		else notRestored.push(entry.at);
	}
	return { entries: translated, notRestored };
}

function translated1(entry: OldEntry, base: unknown, identities: Identities): ResidueEntry | undefined {
	const tokens = parsePointer(entry.at);
	const name = tokens.pop();
	if (name === undefined) return undefined;
	const of: ObjectIdentity[] = [];
	const at: (string | number)[] = [];
	let here = base;
	const enter = () => {
		const identity = identities.of(here);
		if (identity !== undefined) of.push(identity);
	};
	enter();
	for (const token of tokens) {
		if (Array.isArray(here)) {
			const index = indexOf(here, token, entry.of, identities);
			if (index === undefined) return undefined;
			here = here[index];
			at.push(index);
		} else {
			if (!isObject(here) || !Object.hasOwn(here, token)) return undefined;
			here = here[token];
			at.push(token);
		}
		enter();
	}
	if (!isObject(here)) return undefined;
	const stands = Object.hasOwn(here, name);
	if (stands && !standsFor(here[name], entry.instead)) return undefined;
	const was = stands ? { was: { [name]: here[name] } } : {};
	return { at: formatPointer(at), of, put: { [name]: entry.value }, ...was };
}

/** The element of that identity; of several, the one at the same index. */
function indexOf(
	array: readonly unknown[],
	token: string,
	label: string | undefined,
	identities: Identities,
): number | undefined {
	const index = Number(token);
	const identity = label?.replace(/\0.*$/, "");
	if (identity === undefined || identities.of(array[index]) === identity) return index;
	const found = array.findIndex((element) => identities.of(element) === identity);
	return found < 0 ? undefined : found;
}

/** Whether what the way back makes is what was kept along: that itself, its id, or the same time in another unit. */
function standsFor(base: unknown, instead: unknown): boolean {
	if (instead === undefined || equal(base, instead)) return true;
	if (typeof base === "number" && typeof instead === "number") {
		return base * 1000 === instead || instead * 1000 === base;
	}
	return isObject(base) && equal(base.id, instead);
}
