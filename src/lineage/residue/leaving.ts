import type { GuardedPlace } from "./guarded-place.js";
import type { Members } from "./json-object.js";

/**
 * A level of a step that knows of itself what an upgrade leaves: it says what the way back would make, member by member,
 * without making it. What differs is compared and written as for any other step.
 */
export interface Leaving {
	/** The members that may identify the level's objects: the way back gives each as it was. */
	readonly carried: readonly string[];
	/** `older` became `newer`, both objects; `outer` is the newer record of the level around. */
	leave(older: Members, newer: Members, outer: unknown, left: Leftovers, place: GuardedPlace): void;
}

/** Takes what levels leave. */
export interface Leftovers {
	/**
	 * What the way back makes of a member, where that is not the member itself: the member, if the two are equal or are
	 * compared part by part; else what the way back makes, which is for `differing`.
	 */
	settle(member: unknown, made: unknown, name: string, place: GuardedPlace): unknown;
	/** An object that the way back makes otherwise. */
	differing(older: Members, made: Members, place: GuardedPlace): void;
	/** An array, settled element by element; where elements have no identities of their own, as what `make` makes. */
	elements(
		older: unknown,
		newer: unknown,
		level: Leaving,
		make: () => unknown,
		outer: unknown,
		name: string,
		place: GuardedPlace,
	): unknown;
}
