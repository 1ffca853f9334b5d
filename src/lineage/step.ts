import type { Pointer } from "../json/index.js";

/**
 * A converter pair between two adjacent versions. Both are pure: they never change what they are given,
 * and may share untouched parts with it. Each converts every valid instance, or refuses it.
 */
export interface Step<Older, Newer> {
	readonly upgrade: (older: Older, hop: Place) => Newer;
	readonly downgrade: (newer: Newer, hop: Place) => Older;
	/** Whether every older instance is a newer one as it stands, so that the two need no telling apart. */
	readonly widens?: boolean;
}

/**
 * A step to a version that accepts every instance of the older one: only the way back converts, unless the
 * residue of that way back has something to `restore`.
 */
export function widening<Older extends Newer, Newer>(
	downgrade: (newer: Newer, hop: Place) => Older,
	restore: (older: Older, hop: Place) => Newer = (older) => older,
): Step<Older, Newer> {
	return { upgrade: restore, downgrade, widens: true };
}

/** The unit that a quantity was in, and the one that it is in now: ["s", "ms"]. */
export type Units = readonly [from: string, to: string];

/**
 * Where in the record a step is at work, and how it gives its account. Pointers are relative to the place;
 * `from` points into what the step was given, `to` into what it makes.
 */
export interface Place {
	/** Whether the residue of the opposite hop was handed in, so that there may be something to recall. */
	readonly recalls: boolean;
	/** The elements of an array. By their identities they are found again after others came or went. */
	items(array: Pointer, identities: readonly string[]): Items;
	/** The other version has no room for this value: account for it, and keep it in the residue. */
	dropped(from: Pointer, value: unknown, instead?: unknown): void;
	/** Keep in the residue what the way back would not restore by itself. */
	keep(from: Pointer, value: unknown, instead?: unknown): void;
	/** The same value stands elsewhere now. */
	moved(from: Pointer, to: Pointer): void;
	/** The value was computed from others. */
	derived(to: Pointer): void;
	/** The value is one that says nothing: null, or an empty list. */
	defaulted(to: Pointer): void;
	/** The same quantity is in another unit now, and perhaps elsewhere. */
	unitChanged(from: Pointer, units: Units, to?: Pointer): void;
	/**
	 * What the residue of the opposite hop kept for `at`, if `instead` is what it was kept with: what then
	 * stood in its stead stands there still. After an edit there is nothing to recall, and the edit counts.
	 */
	recall(at: Pointer, instead?: unknown): unknown;
	/** Give this record up: it becomes an issue of code `refused`. The message must not hold its values. */
	refuse(at: Pointer, message: string): never;
}

/** The elements of an array of the record. */
export interface Items {
	at(index: number): Place;
}
