import { instances } from "../../../src/compat/index.js";
import type { DraftEntry } from "../../../src/draft/index.js";
import { equal, escapeToken, type Json, type Mapping, type Place, type Pointer } from "../../../src/index.js";
import { isObject } from "../../../src/json/index.js";
import type { DraftCase } from "./cases.js";
import { type Drafted, loaded } from "./drafted.js";

/** How a draft compares with the step that was written by hand. */
export interface Judgement {
	/** Members that are the same in both versions. */
	readonly copied: number;
	/** Rules that make the same of every record, and those that don't but are marked as guesses. */
	readonly right: number;
	readonly wrongGuesses: readonly Pointer[];
	readonly holes: readonly Pointer[];
	/** Places that come out otherwise, and that nothing in the draft marks. */
	readonly unmarked: readonly Pointer[];
	/** How many records went up, and how many down. */
	readonly records: readonly [up: number, down: number];
}

/** Runs the draft, its holes filled, and the step by hand over generated records, both ways, and compares each place. */
export function judge({ step }: DraftCase, drafted: Drafted, count: number, seed: number): Judgement {
	const { draft, filled, schemas } = drafted;
	// Both are mappings, of versions that are known at run time only.
	const hand = (step as Mapping<Json, Json>).bind(...schemas);
	const own = (loaded(filled).step as Mapping<Json, Json>).bind(...schemas);
	const up = compared(recordsOf(schemas[0], count, seed), hand.upgrade, own.upgrade);
	const down = compared(recordsOf(schemas[1], count, seed), hand.downgrade, own.downgrade);
	const entries = leavesOf(draft.entries);
	const wrong = new Set<DraftEntry>();
	const unmarked = new Set<Pointer>();
	for (const [places, placeOf] of [
		[up.places, ({ at }: DraftEntry) => at],
		[down.places, ({ at, from = at }: DraftEntry) => from],
	] as const) {
		for (const at of places) {
			const found = entries.filter((entry) => isIn(at, placeOf(entry)) || isIn(placeOf(entry), at));
			for (const entry of found) wrong.add(entry);
			if (!found.some(({ verdict }) => MARKED.has(verdict))) unmarked.add(at);
		}
	}
	const of = (verdict: DraftEntry["verdict"]) => entries.filter((entry) => entry.verdict === verdict);
	const rules = [...of("certain"), ...of("guess")];
	for (const { at } of of("certain").filter((rule) => wrong.has(rule))) unmarked.add(at);
	return {
		copied: of("copied").length,
		right: rules.filter((rule) => !wrong.has(rule)).length,
		wrongGuesses: of("guess").flatMap((rule) => (wrong.has(rule) ? [rule.at] : [])),
		holes: of("hole").map(({ at }) => at),
		unmarked: [...unmarked],
		records: [up.count, down.count],
	};
}

/** Without what only holds others: an object or a list that has rules of its own. */
function leavesOf(entries: readonly DraftEntry[]): readonly DraftEntry[] {
	return entries.filter(({ at }) => !entries.some((other) => other.at !== at && isIn(other.at, at)));
}

/** What is told to be decided, or that it goes. */
const MARKED: ReadonlySet<DraftEntry["verdict"]> = new Set(["guess", "hole", "lost", "dropped"]);

const isIn = (at: Pointer, place: Pointer) => at === place || at.startsWith(`${place}/`);

function recordsOf(schema: object, count: number, seed: number): readonly Json[] {
	const documents = new Map([["one.json", schema as Json]]);
	const taken: Json[] = [];
	for (const record of instances({ root: "one.json", documents }, seed)) {
		if (taken.push(record) >= count) break;
	}
	return taken;
}

type Convert = (record: Json, account: Place) => Json;

/** The places at which two functions make different values of a record. */
function compared(records: readonly Json[], hand: Convert, own: Convert) {
	const places = new Set<Pointer>();
	for (const record of records) differ(hand(record, SILENT), own(record, SILENT), "", places);
	return { places, count: records.length };
}

function differ(a: unknown, b: unknown, at: Pointer, places: Set<Pointer>): void {
	if (Array.isArray(a) && Array.isArray(b) && a.length === b.length) {
		for (const [index, item] of a.entries()) differ(item, b[index], `${at}/*`, places);
	} else if (isObject(a) && isObject(b)) {
		for (const name of new Set([...Object.keys(a), ...Object.keys(b)])) {
			differ(a[name], b[name], `${at}/${escapeToken(name)}`, places);
		}
	} else if (a === undefined || b === undefined ? a !== b : !equal(a as Json, b as Json)) places.add(at);
}

/** An account that nobody reads. */
export const SILENT: Place = {
	isHeard: false,
	recalls: false,
	moved() {},
	unitChanged() {},
	derived() {},
	defaulted() {},
	dropped() {},
	keep() {},
	recall: () => undefined,
	items: () => ({ at: () => SILENT }),
	refuse(at, message): never {
		throw new Error(`${at} ${message}`);
	},
};
