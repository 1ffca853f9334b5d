import type { GuardedPlace, Leftovers, Members } from "../../residue/index.js";
import { put } from "./member.js";
import { type ObjectView, type RootedSchema, takesNull, viewsOf } from "./view.js";

/** Makes a value out of the record of a level and of that of the level around it. */
export type Maker = (source: unknown, outer: unknown) => unknown;

/** One value of the record that is built, and where it goes. */
export interface Part {
	readonly tokens: readonly string[];
	readonly make: Maker;
	/** Whether it stands for nothing in the source, so that it alone is no reason to build what it is in. */
	readonly isFiller?: boolean;
	/** Of a member that is made on the way back: settles it against the older one, without making it. */
	readonly leave?: Leave;
}

/** Gives the older member where the way back makes the same, or what is compared part by part; else what it makes. */
type Leave = (
	older: Members,
	newer: Members,
	outer: unknown,
	left: Leftovers,
	place: GuardedPlace,
) => unknown;

/** What `fill` has found. */
const FILLED = 1;
const NULL = 2;

/** Builds objects of one shape: members in documented order, objects in objects as the parts' tokens say. */
export class Builder {
	readonly slots: readonly Slot[];

	constructor(parts: readonly Part[], views: readonly ObjectView[]) {
		const names = new Set([...views.flatMap((view) => [...view.members.keys()]), ...parts.map(nameOf)]);
		this.slots = [...names].flatMap((name) => {
			const own = parts.filter((part) => nameOf(part) === name);
			return own.length === 0 ? [] : [slotOf(name, own, views)];
		});
	}

	build(source: unknown, outer: unknown): Record<string, unknown> {
		const object = {};
		this.fill(object, source, outer);
		return object;
	}

	/** Puts the members, and says whether the source had anything for them, and whether a null stands where none may. */
	fill(object: Record<string, unknown>, source: unknown, outer: unknown): number {
		let found = 0;
		for (const slot of this.slots) {
			const { name, mayBeNull, isFiller } = slot;
			const value = madeFor(slot, source, outer);
			if (value === undefined) continue;
			put(object, name, value);
			if (!isFiller) found |= FILLED;
			if (value === null && !mayBeNull) found |= NULL;
		}
		return found;
	}
}

/** A member of the objects that are built. */
export interface Slot {
	readonly name: string;
	/** One of the two is there. */
	readonly make: Maker | undefined;
	readonly inner: Inner | undefined;
	readonly mayBeNull: boolean;
	readonly isFiller: boolean;
	readonly leave?: Leave;
}

/** What is put there. */
export function madeFor({ make, inner }: Slot, source: unknown, outer: unknown): unknown {
	return make === undefined ? inner?.build(source, outer) : make(source, outer);
}

function slotOf(name: string, parts: readonly Part[], views: readonly ObjectView[]): Slot {
	const subschemas = views.flatMap((view) => view.members.get(name) ?? []);
	const mayBeNull = subschemas.length === 0 || subschemas.some(takesNull);
	const [leaf] = parts.filter(({ tokens }) => tokens.length === 1);
	if (leaf) {
		const { make, isFiller = false, leave } = leaf;
		return { name, make, inner: undefined, mayBeNull, isFiller, ...(leave && { leave }) };
	}
	const deeper = parts.map((part) => ({ ...part, tokens: part.tokens.slice(1) }));
	const isRequired = views.every((view) => view.required.has(name));
	const inner = new Inner(deeper, subschemas, isRequired, mayBeNull);
	return { name, make: undefined, inner, mayBeNull, isFiller: parts.every((part) => part.isFiller) };
}

/** An object in the object: left out where nothing is in it, unless it has to be there. */
class Inner {
	readonly #builder: Builder;
	readonly #isRequired: boolean;
	readonly #mayBeNull: boolean;

	constructor(
		parts: readonly Part[],
		subschemas: readonly RootedSchema[],
		isRequired: boolean,
		mayBeNull: boolean,
	) {
		this.#builder = new Builder(parts, subschemas.flatMap(viewsOf));
		this.#isRequired = isRequired;
		this.#mayBeNull = mayBeNull;
	}

	build(source: unknown, outer: unknown): unknown {
		const object = {};
		const found = this.#builder.fill(object, source, outer);
		if ((found & NULL) !== 0 && this.#mayBeNull) return null;
		return this.#isRequired || (found & FILLED) !== 0 ? object : undefined;
	}
}

function nameOf({ tokens }: Part): string {
	return tokens[0] ?? "";
}
