import type { Pointer } from "../json/index.js";
import type { Leaving } from "./residue/index.js";
import type { SchemaObject } from "./version.js";

/**
 * A converter pair between two adjacent versions. Both functions are pure: they give the same for the same, never
 * change what they are given (they may share untouched parts with it), and don't look at the order of members. Each
 * converts every valid instance, or refuses it. What the way back would not restore by itself becomes residue, and what
 * a function does not say in the account the engine finds and says: nobody has to keep books.
 */
export interface Step<Older, Newer> {
	readonly upgrade: (older: Older, account: Place) => Newer;
	readonly downgrade: (newer: Newer, account: Place) => Older;
	/** Whether every older instance is a newer one as it stands, so that the two need no telling apart. */
	readonly widens?: boolean;
	/** Names of members that identify the object that has one; `id`, `_id` and `uuid` need no naming. */
	readonly identities?: readonly string[];
	/**
	 * Changes when what the functions compute does, so that residues of before are known as such; a digest of the
	 * functions' text unless given.
	 */
	readonly revision?: string;
	/**
	 * Places of the older version whose values may come back as others without residue, where that is meant: `check` lists
	 * them as no losses. Pointers, with `*` for every index. They are residue all the same.
	 */
	readonly lossy?: readonly Pointer[];
	/** @internal Whether the functions themselves give the whole account, so that nothing has to be looked for. */
	readonly isComplete?: boolean;
	/** @internal Whether both functions make plain JSON, without undefined members, so that nobody has to look. */
	readonly makesJson?: boolean;
	/** @internal What an upgrade leaves, known without a way back. */
	readonly leaving?: Leaving;
	/** @internal Whether residues of format 1 are read, where `instead` is the base, or its `id`. */
	readonly readsFormat1?: boolean;
	/** @internal The step as it runs between two versions of these schemas. */
	bind?(older: SchemaObject, newer: SchemaObject): Step<Older, Newer>;
}

/**
 * A step to a version that accepts every instance of the older one: only the way back converts, unless there is
 * something to `restore`.
 */
export function widening<Older extends Newer, Newer>(
	downgrade: (newer: Newer, account: Place) => Older,
	restore: (older: Older, account: Place) => Newer = (older) => older,
): Step<Older, Newer> {
	return { upgrade: restore, downgrade, widens: true };
}

/** The unit that a quantity was in, and the one that it is in now: ["s", "ms"]. */
export type Units = readonly [from: string, to: string];

/**
 * Where a step says more of what it does than the engine can find out. None of it is needed for safety, and all of it
 * is checked. `from` points into what the step was given, `to` into what it makes.
 *
 * @example
 * upgrade({ placed, ...rest }, account) {
 *   account.moved("/placed", "/placed_at");
 *   return { ...rest, placed_at: placed };
 * }
 */
export interface StepAccount {
	/** The same value stands elsewhere now. */
	moved(from: Pointer, to: Pointer): void;
	/** The same quantity is in another unit now, and perhaps elsewhere. */
	unitChanged(from: Pointer, units: Units, to?: Pointer): void;
	/** The value was computed from others. */
	derived(to: Pointer): void;
	/** The value is one that says nothing: null, or an empty list. */
	defaulted(to: Pointer): void;
	/** The other version has no room for this value, and that is meant: `check` lists it as no loss. */
	dropped(from: Pointer): void;
	/** Give this record up: it becomes an issue of code `refused`. The message must not hold its values. */
	refuse(at: Pointer, message: string): never;
	/** The elements of an array, which stands at the same place on both sides: pointers begin at each. */
	items(array: Pointer): Items;
}

/** The elements of an array of the record. */
export interface Items {
	at(index: number): Place;
}

/** @deprecated Use `StepAccount`: residue is found by the engine, so that nothing has to be kept or recalled. */
export interface Place extends StepAccount {
	/** @internal Whether anybody wants the account. */
	readonly isHeard: boolean;
	/** @deprecated Always false. */
	readonly recalls: boolean;
	items(array: Pointer): Items;
	/** @deprecated Name identities in the step's `identities`. */
	items(array: Pointer, identities: readonly string[] | undefined): Items;
	dropped(from: Pointer): void;
	/** @deprecated Name the place only: the value is residue by itself. */
	dropped(from: Pointer, value: unknown, instead?: unknown): void;
	/** @deprecated Does nothing. */
	keep(from: Pointer, value: unknown, instead?: unknown): void;
	/** @deprecated There is never anything to recall. */
	recall(at: Pointer, instead?: unknown): unknown;
}
