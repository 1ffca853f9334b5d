import type { Pool } from "../../engine/pool.js";
import { PossibleTypes } from "../../engine/possible.js";
import { declared, listDeclaredNames } from "../view/declared.js";
import type { View } from "../view/view.js";
import { definitionName } from "../wording/branch-name.js";

const SAME = 1_000;
const SAME_NAME = 10;

// More alternatives than this on both sides are matched only where they are equal.
const MAX_COMPARED = 2_500;

/** Which of the second views has taken the place of each of the first, if any; each is taken once. */
export function matched(
	pool: Pool,
	first: readonly View[],
	second: readonly View[],
): readonly (number | undefined)[] {
	const isMany = first.length * second.length > MAX_COMPARED;
	const rank = isMany ? equality : (a: View, b: View) => similarity(pool, a, b);
	const options = first.flatMap((a, from) => second.map((b, to) => ({ from, to, score: rank(a, b) })));
	const sorted = options.filter(({ score }) => score > 0).sort(byScore);
	const found = new Map<number, number>();
	const taken = new Set<number>();
	for (const { from, to } of sorted) {
		if (found.has(from) || taken.has(to)) continue;
		found.set(from, to);
		taken.add(to);
	}
	return first.map((_, index) => found.get(index));
}

interface Option {
	readonly from: number;
	readonly to: number;
	readonly score: number;
}

/** The order is the same where the two sides change places. */
function byScore(a: Option, b: Option): number {
	const distance = (option: Option) => Math.abs(option.from - option.to);
	return b.score - a.score || distance(a) - distance(b) || a.from + a.to - b.from - b.to;
}

function equality(a: View, b: View): number {
	return a.literal === b.literal ? SAME : 0;
}

/** How much two alternatives look like one that has changed; 0 if they are two. */
export function similarity(pool: Pool, a: View, b: View): number {
	if (a.literal === b.literal) return SAME;
	const possible = new PossibleTypes(pool, false);
	if ((possible.of(a.literal) & possible.of(b.literal)) === 0 || areApart(a, b)) return 0;
	const [aName, bName] = [definitionName(a), definitionName(b)];
	let score = aName !== undefined && aName === bName ? SAME_NAME : 1;
	for (const name of listDeclaredNames(a)) {
		if (declared(b, name) === undefined) continue;
		score++;
		const [one, other] = [a.property(name), b.property(name)];
		if (areApart(one, other)) return 0;
		if (one.literal === other.literal) score += 2;
	}
	return score;
}

/** Whether both list values, and share none. */
function areApart(a: View, b: View): boolean {
	const [one, other] = [a, b].map((view) =>
		view.nodes.flatMap(({ values }) => values?.[0] ?? []).map((value) => JSON.stringify(value)),
	);
	if (one === undefined || other === undefined || one.length === 0 || other.length === 0) return false;
	return !one.some((value) => other.includes(value));
}
