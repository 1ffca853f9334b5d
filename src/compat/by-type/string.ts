import type { ValueSet } from "../../validate/index.js";
import { lengthOf, matches } from "../../validate/index.js";
import type { Atom } from "../engine/atom.js";
import {
	type Budget,
	EMPTY,
	found,
	type Outcome,
	quietly,
	Undecidable,
	undecided,
} from "../engine/outcome.js";
import { type FormatChecks, hasFormat, SAMPLES } from "../format.js";
import { complementOf, intersection, type Language, ofLengths, supersetOf, Words } from "../pattern/index.js";

/** What is asked of a string, all atoms together. */
export interface TextWanted {
	min: number;
	max: number;
	readonly matched: Set<string>;
	readonly unmatched: Set<string>;
	readonly formats: Set<string>;
	readonly notFormats: Set<string>;
}

const GENERIC = [
	"",
	"a",
	"b",
	"0",
	"A",
	"-",
	" ",
	"aa",
	"ab",
	"a0",
	"zz",
	"abc",
	"_",
	"1.5",
	"\n",
	"é",
	"x-y",
];

/** A string that meets the atoms and is in none of the sets. */
export function stringOf(
	atoms: readonly Atom[],
	excluded: readonly ValueSet[],
	checks: FormatChecks,
	budget: Budget,
): Outcome {
	const wanted = textWanted(atoms);
	if (wanted.min > wanted.max) return EMPTY;
	if (overlaps(wanted.matched, wanted.unmatched) || overlaps(wanted.formats, wanted.notFormats)) return EMPTY;
	const fits = (text: string) => fitsAll(wanted, checks, text) && !excluded.some((set) => set.has(text));
	const guess = candidates(wanted).find((text) => quietly(() => fits(text)));
	if (guess !== undefined) return found(guess);
	if (wanted.matched.size === 0 && wanted.unmatched.size === 0) return ofAnyText(wanted, fits, excluded);
	budget.spend(50);
	const ruledOut = excluded.reduce((sum, set) => sum + set.values.length, 0);
	return ofLanguage(wanted, fits, ruledOut + MAX_MISSES);
}

/** Gathers what the atoms ask of strings. */
export function textWanted(atoms: readonly Atom[]): TextWanted {
	const wanted: TextWanted = {
		min: 0,
		max: Number.POSITIVE_INFINITY,
		matched: new Set(),
		unmatched: new Set(),
		formats: new Set(),
		notFormats: new Set(),
	};
	for (const atom of atoms) {
		if (atom.is === "min-length") wanted.min = Math.max(wanted.min, atom.value);
		else if (atom.is === "max-length") wanted.max = Math.min(wanted.max, atom.value);
		else if (atom.is === "pattern") (atom.negated ? wanted.unmatched : wanted.matched).add(atom.source);
		else if (atom.is === "format") (atom.negated ? wanted.notFormats : wanted.formats).add(atom.name);
	}
	return wanted;
}

/** Whether the text is as wanted; throws Undecidable where that is not known. */
export function fitsAll(wanted: TextWanted, checks: FormatChecks, text: string): boolean {
	const length = lengthOf(text);
	if (length < wanted.min || length > wanted.max) return false;
	for (const name of wanted.formats) if (!hasFormat(checks, name, text)) return false;
	for (const name of wanted.notFormats) if (hasFormat(checks, name, text)) return false;
	for (const source of wanted.matched) if (!matches(source, text)) return false;
	for (const source of wanted.unmatched) if (matches(source, text)) return false;
	return true;
}

const MAX_PADDING = 100_000;

function candidates(wanted: TextWanted): string[] {
	const padded = Math.min(wanted.min, MAX_PADDING);
	const long =
		padded > 1 ? ["a".repeat(padded), "ab".repeat(padded).slice(0, padded), "0".repeat(padded)] : [];
	const formatted = wanted.formats.size + wanted.notFormats.size > 0 ? SAMPLES : [];
	return [...GENERIC, ...long, ...formatted];
}

/** Without patterns all lengths in the range are there, with more texts of each than anybody excludes. */
function ofAnyText(
	wanted: TextWanted,
	fits: (text: string) => boolean,
	excluded: readonly ValueSet[],
): Outcome {
	if (wanted.formats.size + wanted.notFormats.size > 0) {
		return undecided(`format ${[...wanted.formats, ...wanted.notFormats].join(", ")}`);
	}
	if (wanted.max === 0) return EMPTY;
	const size = excluded.reduce((sum, set) => sum + set.values.length, 0);
	const start = "a".repeat(Math.min(Math.max(wanted.min, 1), MAX_PADDING) - 1);
	for (let point = 0x61; point <= 0x61 + size; point++) {
		const text = start + String.fromCodePoint(point < 0xd800 ? point : point + 0x800);
		if (fits(text)) return found(text);
	}
	return undecided("minLength");
}

// Where so many words cannot be judged, the others can't either.
/** How many words of a larger language are looked at: with look-around, thousands of them would take seconds. */
const MAX_MISSES = 500;

const MAX_DOUBTED = 60;

function ofLanguage(wanted: TextWanted, fits: (text: string) => boolean, maxMisses: number): Outcome {
	const language = languageFor(wanted);
	if (language === undefined) return undecided("pattern");
	if (language.isEmpty) return EMPTY;
	const words = new Words(language);
	let doubt = wanted.formats.size + wanted.notFormats.size > 0 ? "format" : undefined;
	let doubted = 0;
	let misses = 0;
	for (const word of words) {
		try {
			if (fits(word)) return found(word);
			if (++misses > maxMisses) return undecided(doubt ?? "pattern");
		} catch (error) {
			if (!(error instanceof Undecidable)) throw error;
			doubt = error.message;
			if (++doubted > MAX_DOUBTED) break;
		}
	}
	return words.complete && doubt === undefined ? EMPTY : undecided(doubt ?? "pattern");
}

/**
 * All strings that are as wanted, formats apart, and perhaps others: what is beyond automata is left out, so that each
 * string has to be looked at. Undefined where nothing is left.
 */
export function languageFor(wanted: TextWanted): Language | undefined {
	let language: Language | undefined;
	for (const part of parts(wanted)) {
		if (part === undefined) continue;
		language = language === undefined ? part : (intersection(language, part) ?? language);
		if (language.isEmpty) return language;
	}
	return language;
}

function* parts(wanted: TextWanted): Generator<Language | undefined> {
	for (const source of wanted.matched) yield supersetOf(source);
	if (wanted.min > 0 || wanted.max < Number.POSITIVE_INFINITY) yield ofLengths(wanted.min, wanted.max);
	for (const source of wanted.unmatched) yield complementOf(source);
}

function overlaps(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
	for (const member of a) if (b.has(member)) return true;
	return false;
}
