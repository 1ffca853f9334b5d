import { equal, escapeToken, formatPointer, isObject, type Pointer, parsePointer } from "../../json/index.js";
import type { Shape } from "../shape.js";
import { mergeByContent, mergeByIdentity } from "./arrays.js";
import { Draft, type TokenPath } from "./draft.js";
import type { ArrayEntry, ObjectEntry, ResidueEntry } from "./entry.js";
import type { Identities } from "./identity.js";

/** A value as far as its residue could restore it. */
export interface Restored {
	readonly value: unknown;
	/** What the residue gave: places in the value. */
	readonly restored: readonly Pointer[];
	/** What stays as it is, because an edit has changed what the residue goes with: places in the value. */
	readonly notRestored: readonly Pointer[];
}

/**
 * Merges into a base what once differed from it. An entry applies only where the base still stands as it did, and
 * where every object above has the identity that it had: so an edit wins, and nothing lands on another's record.
 */
export function restore(
	base: unknown,
	entries: readonly ResidueEntry[],
	identities: Identities,
	shape: Shape,
): Restored {
	const merge = new Merge(base, identities, shape);
	for (const entry of entries) merge.add(entry);
	return merge.result;
}

class Merge {
	readonly #base: unknown;
	readonly #identities: Identities;
	readonly #shape: Shape;
	readonly #draft: Draft;
	readonly #arrays: { readonly route: TokenPath; readonly entry: ArrayEntry }[] = [];
	readonly #restored: Pointer[] = [];
	readonly #notRestored: Pointer[] = [];
	readonly #indices = new Map<readonly unknown[], ReturnType<Identities["indexOf"]>>();

	constructor(base: unknown, identities: Identities, shape: Shape) {
		this.#base = base;
		this.#identities = identities;
		this.#shape = shape;
		this.#draft = new Draft(base);
	}

	add(entry: ResidueEntry): void {
		if ("value" in entry) {
			if ("base" in entry && equal(this.#base, entry.base)) {
				this.#draft.value = entry.value;
				this.#restored.push("");
			} else this.#notRestored.push("");
			return;
		}
		const route = this.#routeTo(entry);
		const target = route && this.#valueAt(route);
		if ("order" in entry) {
			// Elements change their places, so that comes last.
			if (route && Array.isArray(target)) this.#arrays.push({ route, entry });
			else this.#notRestored.push(entry.at);
		} else if (route && isObject(target)) this.#members(entry, route, target);
		else for (const name of namesOf(entry)) this.#notRestored.push(`${entry.at}/${escapeToken(name)}`);
	}

	get result(): Restored {
		const inner = this.#arrays.toSorted((a, b) => b.route.length - a.route.length);
		for (const { route, entry } of inner) {
			const now = valueAt(this.#draft.value, route) as readonly unknown[];
			const { elements, isComplete } = mergeByIdentity(entry, now, this.#identities);
			this.#draft.rearrange(route, elements);
			this.#restored.push(formatPointer(route));
			if (!isComplete) this.#notRestored.push(formatPointer(route));
		}
		return { value: this.#draft.value, restored: this.#restored, notRestored: this.#notRestored };
	}

	#members(entry: ObjectEntry, route: TokenPath, object: { readonly [name: string]: unknown }): void {
		const { put = {}, was = {} } = entry;
		const cut = cutBy(entry);
		const changed = new Map<string, unknown>();
		const skip = (name: string) => this.#notRestored.push(formatPointer([...route, name]));
		for (const [name, value] of Object.entries(put)) {
			const stands = Object.hasOwn(object, name);
			const stood = Object.hasOwn(was, name);
			const now = object[name];
			if (stands === stood && (!stands || equal(now, was[name]))) changed.set(name, value);
			else if (!stands || equal(now, value)) {
				if (!stands) skip(name);
			} else if (stood && Array.isArray(value) && Array.isArray(was[name]) && Array.isArray(now)) {
				const { elements, isComplete } = mergeByContent(value, was[name], now);
				changed.set(name, elements);
				if (!isComplete) skip(name);
			} else skip(name);
		}
		const gone = cut.filter((name) => Object.hasOwn(object, name) && equal(object[name], was[name]));
		for (const name of cut) if (Object.hasOwn(object, name) && !gone.includes(name)) skip(name);
		if (changed.size === 0 && gone.length === 0) return;
		this.#draft.change(route, changed, gone, this.#shape);
		for (const name of [...changed.keys(), ...gone]) this.#restored.push(formatPointer([...route, name]));
	}

	/** Where the entry's place is in this base: elements are found by their identities, wherever they stand now. */
	#routeTo({ at, of = [] }: ObjectEntry | ArrayEntry): TokenPath | undefined {
		const route: (string | number)[] = [];
		let here = this.#base;
		let passed = 0;
		const root = this.#identities.of(here);
		if (root !== undefined && root !== of[passed++]) return undefined;
		for (const token of parsePointer(at)) {
			if (Array.isArray(here)) {
				const sought = of[passed];
				const index: number | undefined = sought === undefined ? undefined : this.#indexOf(here)?.get(sought);
				if (index === undefined) return undefined;
				here = here[index];
				route.push(index);
				passed++;
				continue;
			}
			if (!isObject(here) || !Object.hasOwn(here, token)) return undefined;
			here = here[token];
			route.push(token);
			const identity = this.#identities.of(here);
			if (identity !== undefined && identity !== of[passed++]) return undefined;
		}
		return passed === of.length ? route : undefined;
	}

	#indexOf(array: readonly unknown[]): ReturnType<Identities["indexOf"]> {
		if (!this.#indices.has(array)) this.#indices.set(array, this.#identities.indexOf(array));
		return this.#indices.get(array);
	}

	#valueAt(route: TokenPath): unknown {
		return valueAt(this.#base, route);
	}
}

function namesOf(entry: ObjectEntry): readonly string[] {
	return [...Object.keys(entry.put ?? {}), ...cutBy(entry)];
}

/** The members that the way back makes up. */
function cutBy({ put = {}, was = {} }: ObjectEntry): readonly string[] {
	return Object.keys(was).filter((name) => !Object.hasOwn(put, name));
}

/** What stands at a route that was found in the value. */
function valueAt(value: unknown, route: TokenPath): unknown {
	return route.reduce((here, token) => (here as { readonly [name: string | number]: unknown })[token], value);
}
