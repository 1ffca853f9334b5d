import type { Place } from "../lineage/index.js";

/** A sign-in or sign-up in progress, as legacy Clients embed it. */
type Attempt<Kind extends string> = { readonly object: Kind; readonly id?: string } | null;

/** The two kinds of attempts, and where legacy and later Clients have them. */
export const SIGN_IN = { legacy: "/sign_in_attempt", id: "/sign_in_id", object: "sign_in_attempt" } as const;
/** Where a sign-up attempt is: embedded in a legacy Client, and by its id since v1. */
export const SIGN_UP = { legacy: "/sign_up_attempt", id: "/sign_up_id", object: "sign_up_attempt" } as const;

/** The id of the attempt; the attempt itself, with an id or without, goes to the residue. */
export function attemptId(
	attempt: Attempt<string>,
	kind: typeof SIGN_IN | typeof SIGN_UP,
	place: Place,
): string | null {
	if (attempt === null) {
		place.moved(kind.legacy, kind.id);
		return null;
	}
	const id = attempt.id ?? null;
	place.dropped(kind.legacy, attempt, id);
	if (id === null) place.defaulted(kind.id);
	else place.moved(`${kind.legacy}/id`, kind.id);
	return id;
}

/** The attempt that the residue kept for the id, or as much of one as the id tells. */
export function attemptOf<Kind extends typeof SIGN_IN | typeof SIGN_UP>(
	id: string | null,
	kind: Kind,
	place: Place,
): Attempt<Kind["object"]> {
	const kept = place.recall(kind.legacy, id);
	place.moved(kind.id, id === null ? kind.legacy : `${kind.legacy}/id`);
	// What the residue holds is validated with the whole Client at the end.
	if (kept !== undefined) return kept as Attempt<Kind["object"]>;
	if (id === null) return null;
	place.derived(`${kind.legacy}/object`);
	return { object: kind.object, id };
}
