import { equal } from "../../json/index.js";
import type { ArrayEntry } from "./entry.js";
import type { Identities, ObjectIdentity } from "./identity.js";

/** An array as far as it could be restored. */
export interface MergedArray {
	readonly elements: readonly unknown[];
	/** Whether nothing of what was kept had to be left out. */
	readonly isComplete: boolean;
}

/**
 * Elements without identities: each is known by its content alone, and is whole or not at all. `put` is what the array
 * was, `was` what the way back made of it then, `now` what it makes after an edit. Where an element could be either of
 * two, or where some went and others came, the edited ones stay.
 */
export function mergeByContent(
	put: readonly unknown[],
	was: readonly unknown[],
	now: readonly unknown[],
): MergedArray {
	const origins = put.length === was.length ? alignment(was, now) : undefined;
	if (origins === undefined) return { elements: now, isComplete: false };
	let isComplete = now.length === was.length;
	const elements = now.map((element, i) => {
		const origin = origins[i];
		if (origin !== undefined && isUnmistakable(origin, put, was)) return put[origin];
		isComplete = false;
		return element;
	});
	return { elements, isComplete };
}

/** For each element of the edited array the index of the one that it was; undefined if that can't be told. */
function alignment(was: readonly unknown[], now: readonly unknown[]): (number | undefined)[] | undefined {
	if (now.length === was.length) return now.map((element, i) => (equal(element, was[i]) ? i : undefined));
	const isShorter = now.length < was.length;
	const [short, long] = isShorter ? [now, was] : [was, now];
	const places: number[] = [];
	let next = 0;
	for (const element of short) {
		while (next < long.length && !equal(element, long[next])) next++;
		if (next === long.length) return undefined;
		places.push(next++);
	}
	if (isShorter) return places;
	const origins: (number | undefined)[] = new Array(now.length).fill(undefined);
	for (const [origin, place] of places.entries()) origins[place] = origin;
	return origins;
}

/** Whether all elements that look like that one were the same. */
function isUnmistakable(origin: number, put: readonly unknown[], was: readonly unknown[]): boolean {
	const looks = was[origin];
	return was.every((other, i) => i === origin || !equal(other, looks) || equal(put[i], put[origin]));
}

/** Elements with identities: those that the way back doesn't make return, and all take their old order, unless an edit gave them another. */
export function mergeByIdentity(
	entry: ArrayEntry,
	now: readonly unknown[],
	identities: Identities,
): MergedArray {
	const index = identities.indexOf(now);
	if (index === undefined) return { elements: now, isComplete: false };
	const added = new Map(
		(entry.add ?? []).map((element) => [identities.of(element) as ObjectIdentity, element]),
	);
	const was = entry.was ?? entry.order.filter((identity) => !added.has(identity));
	const sorted = entry.was === undefined ? now : reordered(entry.order, was, now, index, identities);
	let isComplete = sorted !== undefined;
	const behind = new Map<ObjectIdentity | undefined, unknown[]>();
	let anchor: ObjectIdentity | undefined;
	for (const identity of entry.order) {
		const element = added.get(identity);
		// An edit may have given the identity to another element, which is none of this one's business.
		if (index.has(identity)) {
			anchor = identity;
			isComplete &&= element === undefined;
		} else if (element !== undefined) {
			const row = behind.get(anchor);
			if (row) row.push(element);
			else behind.set(anchor, [element]);
		}
	}
	const elements = [...(behind.get(undefined) ?? [])];
	for (const element of sorted ?? now) {
		elements.push(element, ...(behind.get(identities.of(element)) ?? []));
	}
	return { elements, isComplete };
}

/** The elements in the order that they had, and new ones where they stand; undefined if an edit reordered them. */
function reordered(
	order: readonly ObjectIdentity[],
	was: readonly ObjectIdentity[],
	now: readonly unknown[],
	index: ReadonlyMap<ObjectIdentity, number>,
	identities: Identities,
): readonly unknown[] | undefined {
	const known = new Set(was);
	const standing = now.filter((element) => known.has(identities.of(element) as ObjectIdentity));
	const expected = was.filter((identity) => index.has(identity));
	if (!standing.every((element, i) => identities.of(element) === expected[i])) return undefined;
	const returning = order.filter((identity) => known.has(identity) && index.has(identity));
	let next = 0;
	return now.map((element) => {
		if (!known.has(identities.of(element) as ObjectIdentity)) return element;
		return now[index.get(returning[next++] as ObjectIdentity) as number];
	});
}
