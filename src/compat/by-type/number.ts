import type { ValueSet } from "../../validate/index.js";
import {
	exactNumber,
	type Fraction,
	floor,
	fraction,
	isMultiple,
	leastCommonMultiple,
	quotient,
	times,
} from "../../validate/index.js";
import type { Atom } from "../engine/atom.js";
import { type Budget, EMPTY, found, type Outcome, undecided } from "../engine/outcome.js";

/** What is asked of a number, all atoms together. */
export interface NumberWanted {
	low: number;
	lowOpen: boolean;
	high: number;
	highOpen: boolean;
	readonly multiples: Set<number>;
	readonly notMultiples: Set<number>;
	/** Formats that are not modelled: no number is known to have one, or not to. */
	readonly formats: Set<string>;
	readonly notFormats: Set<string>;
}

const MAX_TRIES = 4_096;

/** A number that meets the atoms and is in none of the sets; numbers are decimals of any size and precision. */
export function numberOf(atoms: readonly Atom[], excluded: readonly ValueSet[], budget: Budget): Outcome {
	const wanted = numberWanted(atoms);
	if (wanted.low > wanted.high) return EMPTY;
	if (wanted.low === wanted.high && (wanted.lowOpen || wanted.highOpen)) return EMPTY;
	const opaque = [...wanted.formats, ...wanted.notFormats];
	if (opaque.some((name) => wanted.formats.has(name) && wanted.notFormats.has(name))) return EMPTY;
	const isFree = (value: number) => !excluded.some((set) => set.has(value));
	const outcome = numberWithin(wanted, isFree, excluded, budget);
	return outcome.kind === "value" && opaque.length > 0 ? undecided(`format ${opaque.join(", ")}`) : outcome;
}

function numberWithin(
	wanted: NumberWanted,
	isFree: (value: number) => boolean,
	excluded: readonly ValueSet[],
	budget: Budget,
): Outcome {
	if (wanted.low === wanted.high)
		return fits(wanted, wanted.low) && isFree(wanted.low) ? found(wanted.low) : EMPTY;
	const size = excluded.reduce((sum, set) => sum + set.values.length, 0);
	return wanted.multiples.size > 0
		? ofMultiples(wanted, isFree, size, budget)
		: ofReals(wanted, isFree, size);
}

/** Gathers what the atoms ask of numbers. */
export function numberWanted(atoms: readonly Atom[]): NumberWanted {
	const wanted: NumberWanted = {
		low: Number.NEGATIVE_INFINITY,
		lowOpen: true,
		high: Number.POSITIVE_INFINITY,
		highOpen: true,
		multiples: new Set(),
		notMultiples: new Set(),
		formats: new Set(),
		notFormats: new Set(),
	};
	for (const atom of atoms) {
		if (atom.is === "multiple") (atom.negated ? wanted.notMultiples : wanted.multiples).add(atom.of);
		if (atom.is === "format") (atom.negated ? wanted.notFormats : wanted.formats).add(atom.name);
		if (atom.is === "min") {
			if (atom.value === wanted.low) wanted.lowOpen ||= atom.open;
			if (atom.value > wanted.low) Object.assign(wanted, { low: atom.value, lowOpen: atom.open });
		}
		if (atom.is === "max") {
			if (atom.value === wanted.high) wanted.highOpen ||= atom.open;
			if (atom.value < wanted.high) Object.assign(wanted, { high: atom.value, highOpen: atom.open });
		}
	}
	return wanted;
}

/** Whether the number is as wanted, by exact arithmetic. */
export function fits(wanted: NumberWanted, value: number): boolean {
	if (value < wanted.low || (value === wanted.low && wanted.lowOpen)) return false;
	if (value > wanted.high || (value === wanted.high && wanted.highOpen)) return false;
	for (const of of wanted.multiples) if (!isMultiple(value, of)) return false;
	for (const of of wanted.notMultiples) if (isMultiple(value, of)) return false;
	return true;
}

/** With divisors the candidates are the multiples of their least common multiple: steps on a line. */
function ofMultiples(
	wanted: NumberWanted,
	isFree: (value: number) => boolean,
	size: number,
	budget: Budget,
): Outcome {
	const step = [...wanted.multiples].map(fraction).reduce(leastCommonMultiple);
	for (const of of wanted.notMultiples) {
		// Every step is a multiple of what no step may be a multiple of.
		if (quotient(step, fraction(of)).under === 1n) return EMPTY;
	}
	const first = wanted.low === Number.NEGATIVE_INFINITY ? undefined : firstStep(wanted, step);
	const last = wanted.high === Number.POSITIVE_INFINITY ? undefined : lastStep(wanted, step);
	if (first !== undefined && last !== undefined && first > last) return EMPTY;
	let isExact = true;
	const limit = MAX_TRIES + size;
	let tries = 0;
	for (const at of outwards(first, last)) {
		if (++tries > limit) return undecided("multipleOf");
		if (tries % 64 === 0) budget.spend();
		const value = exactNumber(times(step, at));
		if (value === undefined) isExact = false;
		else if (fits(wanted, value) && isFree(value)) return found(value);
	}
	return isExact ? EMPTY : undecided("multipleOf");
}

function firstStep(wanted: NumberWanted, step: Fraction): bigint {
	const ratio = quotient(fraction(wanted.low), step);
	const below = floor(ratio);
	return ratio.under === 1n && !wanted.lowOpen ? below : below + 1n;
}

function lastStep(wanted: NumberWanted, step: Fraction): bigint {
	const ratio = quotient(fraction(wanted.high), step);
	const below = floor(ratio);
	return ratio.under === 1n && wanted.highOpen ? below - 1n : below;
}

// So many whole numbers on each side go before those far away.
const NEAR = 64n;

function isIn(at: bigint, first: bigint | undefined, last: bigint | undefined): boolean {
	return (first === undefined || at >= first) && (last === undefined || at <= last);
}

/** The whole numbers of a range, those near zero first; far ones in between, as doubles far from zero lie apart. */
function* outwards(first: bigint | undefined, last: bigint | undefined): Generator<bigint> {
	let start = 0n;
	if (first !== undefined && first > start) start = first;
	if (last !== undefined && last < start) start = last;
	yield start;
	for (let distance = 1n; ; distance++) {
		const up = last === undefined || start + distance <= last;
		const down = first === undefined || start - distance >= first;
		if (up) yield start + distance;
		if (down) yield start - distance;
		if (!up && !down) return;
		// Powers of ten, as numbers are meant as the decimals that they are written as.
		const digits = distance - NEAR;
		if (digits < 1n || digits > 310n) continue;
		for (const at of [10n ** digits, -(10n ** digits)]) if (isIn(at, first, last)) yield at;
	}
}

/** Between two different bounds lie more decimals than anybody excludes; only one that a double holds is of use. */
function ofReals(wanted: NumberWanted, isFree: (value: number) => boolean, size: number): Outcome {
	const { low, high } = wanted;
	const from = Number.isFinite(low) ? low : Math.min(0, high - 1_000);
	const to = Number.isFinite(high) ? high : Math.max(0, low + 1_000);
	const points = [0, 1, -1, 2, 0.5, from, to, from + 1, to - 1, from + 0.5, to - 0.5, from / 2 + to / 2];
	points.push(...neighbours(low), ...neighbours(high));
	for (let part = 1; part <= size + 50; part++) {
		points.push(from + part, from + ((to - from) * part) / (size + 53), from + part / 8 + 0.0625);
	}
	for (const value of points) {
		if (Number.isFinite(value) && fits(wanted, value) && isFree(value)) return found(value === 0 ? 0 : value);
	}
	return undecided("a number that no double holds");
}

/** The doubles on both sides of a bound: where bounds are far from zero, or very near it, nothing else may be left. */
function neighbours(bound: number): number[] {
	if (!Number.isFinite(bound)) return [];
	if (bound === 0) return [Number.MIN_VALUE, -Number.MIN_VALUE];
	const bits = new DataView(new ArrayBuffer(8));
	return [1n, -1n].map((step) => {
		bits.setFloat64(0, bound);
		bits.setBigInt64(0, bits.getBigInt64(0) + step);
		return bits.getFloat64(0);
	});
}
