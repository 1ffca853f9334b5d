import { fitsAll, languageFor, type TextWanted, textWanted } from "../by-type/string.js";
import type { Atom } from "../engine/atom.js";
import { quietly } from "../engine/outcome.js";
import { SAMPLES } from "../format.js";
import { Words } from "../pattern/index.js";
import { Deck, type Random } from "./random.js";
import type { CandidateMaker } from "./recipe.js";
import type { Sampler } from "./sampler.js";
import { Walks } from "./walk.js";

const LETTERS = [..."abcdefghijklmnopqrstuvwxyz0123456789_ABCXYZ-"];
// Code points of one to four bytes, and what has to be escaped somewhere.
const ODD = [" ", "é", "ß", "中", "😀", '"', "\\", "/", "~", "%", "'", "<", "\n", "\u2028", "\u0000"];
const ODD_TEXTS = ["", " ", "0", "null", "😀", "é", "a b", "__proto__", "\u0000", '"', "\\n", "a/b~c"];

const MAX_EDGE = 300;
const POOL = 40;
const MAX_TRIES = 200;
const MAX_VAIN = 50;

/** Strings that meet the atoms: of the least and the greatest length, plain ones and odd ones. */
export function stringRecipe(sampler: Sampler, atoms: readonly Atom[]): CandidateMaker {
	const wanted = textWanted(atoms);
	const isFit = (text: string) => quietly(() => fitsAll(wanted, sampler.solver.formats, text));
	const isFree = [wanted.matched, wanted.unmatched, wanted.formats, wanted.notFormats].every(
		({ size }) => size === 0,
	);
	if (isFree) return ofLengths(sampler.random, wanted, isFit);
	const pool = new Set([...ODD_TEXTS, ...SAMPLES].filter(isFit).slice(0, POOL / 2));
	sampler.attempt(
		() => addWords(sampler.random, wanted, isFit, pool),
		() => {},
	);
	if (pool.size === 0) return { isSure: true, make: () => undefined };
	const deck = new Deck(sampler.random, pool);
	return { isSure: true, make: () => deck.draw() };
}

function ofLengths(
	random: Random,
	{ min, max }: TextWanted,
	isFit: (text: string) => boolean,
): CandidateMaker {
	const edge = max <= MAX_EDGE ? [max] : [];
	const usual = [min, min + 1, min + 2, min + 4, min + 8, min + 12, min + 20];
	const lengths = new Deck(random, [...usual.filter((length) => length <= max), ...edge]);
	const fitting = ODD_TEXTS.filter(isFit);
	const odd = fitting.length === 0 ? undefined : new Deck(random, fitting);
	const make = () => (odd !== undefined && random.chance(0.15) ? odd.draw() : text(random, lengths.draw()));
	return { isSure: true, make };
}

function text(random: Random, length: number): string {
	const letters = random.chance(0.9) ? LETTERS : [...LETTERS, ...ODD];
	let made = "";
	for (let count = 0; count < length; count++) made += letters[random.below(letters.length)];
	return made;
}

function addWords(
	random: Random,
	wanted: TextWanted,
	isFit: (text: string) => boolean,
	pool: Set<string>,
): void {
	const language = languageFor(wanted);
	if (language === undefined || language.isEmpty) return;
	const walks = new Walks(language, random);
	let vain = 0;
	for (let tries = 0; tries < MAX_TRIES && vain < MAX_VAIN && pool.size < POOL; tries++) {
		const word = walks.word();
		if (word !== undefined && isFit(word)) pool.add(word);
		else vain++;
	}
	let count = 0;
	for (const word of new Words(language)) {
		if (++count > POOL / 4) return;
		if (isFit(word)) pool.add(word);
	}
}
