import type { Atom } from "../engine/atom.js";
import type { Literal } from "../engine/pool.js";

/** What an item must meet, all of it. */
export type Goal = readonly Literal[];

/** So many items meet something. */
export type Count = Extract<Atom, { readonly is: "count" }>;

/** Some item, within a range of places, meets something. */
export type Some = Extract<Atom, { readonly is: "item" }>;

/** The ways in which an item counts or does not, for one count after the other. */
export function* countings(
	counts: readonly Count[],
	goal: Goal,
	counted: readonly number[],
	at = 0,
): Generator<{ goal: Goal; counted: readonly number[] }> {
	const count = counts[at];
	if (count === undefined) {
		yield { goal, counted };
		return;
	}
	const soFar = counted[at] ?? 0;
	const more = counted.map((value, index) => (index === at ? value + 1 : value));
	if (soFar < count.min) yield* countings(counts, [...goal, count.of], more, at + 1);
	if (count.max === Number.POSITIVE_INFINITY) {
		// More than enough does no harm: the item may meet the literal or not.
		yield* countings(counts, goal, counted, at + 1);
		return;
	}
	yield* countings(counts, [...goal, -count.of], counted, at + 1);
	// What counts towards a limit only may count without meeting the literal.
	if (soFar >= count.min && soFar < count.max) yield* countings(counts, goal, more, at + 1);
}

/** The ways in which an item serves what is still missing, or leaves it to others. */
export function* servings(
	goal: Goal,
	missing: readonly Some[],
	index: number,
): Generator<{ goal: Goal; missing: readonly Some[] }> {
	const [next, ...rest] = missing;
	if (next === undefined) {
		yield { goal, missing };
		return;
	}
	if (next.from <= index && index < next.to) yield* servings([...goal, ...next.meets], rest, index);
	for (const way of servings(goal, rest, index)) yield { goal: way.goal, missing: [next, ...way.missing] };
}

/** Counts of the same literal are one. */
export function merged(counts: readonly Count[]): readonly Count[] {
	const byLiteral = new Map<Literal, Count>();
	for (const count of counts) {
		const other = byLiteral.get(count.of) ?? count;
		const min = Math.max(count.min, other.min);
		byLiteral.set(count.of, { ...count, min, max: Math.min(count.max, other.max) });
	}
	return [...byLiteral.values()];
}
