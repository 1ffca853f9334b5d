import { exactNumber, fraction, leastCommonMultiple } from "../../validate/index.js";
import { fits, type NumberWanted, numberWanted } from "../by-type/number.js";
import type { Atom } from "../engine/atom.js";
import { Deck, type Random } from "./random.js";
import type { CandidateMaker } from "./recipe.js";

const SAFE = Number.MAX_SAFE_INTEGER;

// Where something changes: signs, 32 bits, seconds against milliseconds, the last exact integers.
const TURNS: readonly number[] = [
	...[0, 1, -1, 2, 3, 10, 100, 1_000, 0.5, -1.5, 0.1, 2.25],
	...[2 ** 31 - 1, 2 ** 31, -(2 ** 31), 2 ** 32, 1e11 - 1, 1e11, 1e11 + 1],
	...[SAFE, -SAFE, SAFE + 1],
];

// Small numbers, and times of the 2020s in seconds and in milliseconds.
const RANGES: readonly (readonly [number, number])[] = [
	[0, 100],
	[-1_000, 1_000],
	[1.6e9, 1.8e9],
	[1.6e12, 1.8e12],
];

/** Numbers that meet the atoms: their bounds and other turning points, and any between. */
export function numberRecipe(random: Random, atoms: readonly Atom[]): CandidateMaker {
	const wanted = numberWanted(atoms);
	if (wanted.formats.size + wanted.notFormats.size > 0) return { isSure: true, make: () => undefined };
	const isFit = (value: number) => Number.isFinite(value) && fits(wanted, value);
	const step = stepOf(wanted);
	const turns = [...TURNS, ...edges(wanted, step)].filter(isFit);
	const deck = turns.length === 0 ? undefined : new Deck(random, new Set(turns));
	const ranges = new Deck(random, rangesOf(wanted));
	const make = () => {
		if (deck === undefined || random.chance(0.6)) {
			const value = within(random, ranges.draw(), step);
			if (isFit(value)) return value;
		}
		return deck?.draw();
	};
	return { isSure: true, make };
}

function stepOf({ multiples }: NumberWanted): number | undefined {
	if (multiples.size === 0) return undefined;
	return exactNumber([...multiples].map(fraction).reduce(leastCommonMultiple));
}

function edges({ low, high }: NumberWanted, step = 1): number[] {
	const first = Math.ceil(low / step) * step;
	const last = Math.floor(high / step) * step;
	const inner = [first, first + step, last - step, last, (low + high) / 2];
	return [low, high, ...inner, step, -step, 2 * step];
}

function rangesOf({ low, high }: NumberWanted): readonly (readonly [number, number])[] {
	const inside = RANGES.filter(([from, to]) => from >= low && to <= high);
	if (inside.length > 0) return inside;
	const from = Number.isFinite(low) ? low : Math.min(-1_000, high - 1_000);
	return [[from, Number.isFinite(high) ? high : Math.max(1_000, low + 1_000)]];
}

function within(random: Random, [from, to]: readonly [number, number], step: number | undefined): number {
	const value = from + random.next() * (to - from);
	if (step !== undefined) return Math.round(value / step) * step;
	// Two decimals read well, more show what rounds; where that leaves the range, the turning points serve.
	const scale = random.chance(0.25) ? 100_000 : 100;
	return Math.round(value * scale) / scale;
}
