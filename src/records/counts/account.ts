import { type Pointer, withoutIndices } from "../../json/index.js";
import { type Account, type AccountEntry, type AccountLine, entryAt, Ledger } from "../../lineage/index.js";

export type { AccountLine };

/** How many places are counted before the indices are taken out of them, and how many lines are told apart. */
const MAX_PLACES = 10_000;
const MAX_LINES = 1_000;

/** The pointer by which everything is counted that didn't fit into those lines. */
const ELSEWHERE: Pointer = "*";

/**
 * Adds up accounts with flat memory. They are counted by their pointers as these are; indices become "*" only
 * when the sum is read, or when there are too many places.
 */
export class AccountSum {
	/** Counts what steps give while they run, which is much cheaper than reading accounts. */
	readonly ledger = new Ledger();
	#seen = new Lines();
	readonly #folded = new Lines();
	readonly #maxLines: number;

	/** A part of a sum, such as that of one block of records, tells all its lines apart: only the whole knows which are too many. */
	constructor(maxLines = MAX_LINES) {
		this.#maxLines = maxLines;
	}

	add(account: Account): void {
		for (const entry of account) this.#seen.count(entry, 1);
		if (this.#seen.size + this.ledger.size > MAX_PLACES) this.#fold();
	}

	/** Adds what another sum came to. */
	merge(lines: readonly AccountLine[]): void {
		this.#fold();
		for (const { count, ...entry } of lines) this.#count(entry as AccountEntry, count); // a line is an entry and its count
	}

	/** The sum so far, the most frequent first. */
	get lines(): readonly AccountLine[] {
		return this.folded.toSorted((a, b) => b.count - a.count);
	}

	/** The sum so far, in the order in which the lines were first met: what another sum can go on from. */
	get folded(): readonly AccountLine[] {
		this.#fold();
		return this.#folded.all.map(({ entry, count }) => ({ ...entry, count }));
	}

	#fold(): void {
		for (const { count, ...entry } of this.ledger.drain()) this.#seen.count(entry as AccountEntry, count); // as above
		for (const { entry, count } of this.#seen.all) this.#count(entryAt(entry, withoutIndices), count);
		this.#seen = new Lines();
	}

	#count(folded: AccountEntry, times: number): void {
		const known = this.#folded.size < this.#maxLines || this.#folded.has(folded);
		this.#folded.count(known ? folded : entryAt(folded, () => ELSEWHERE), times);
	}
}

interface Line {
	readonly entry: AccountEntry;
	count: number;
}

/** Counts by step, kind and places: three look-ups are much cheaper than putting one key together. */
class Lines {
	readonly #steps = new Map<string, Map<string, Map<string, Line>>>();
	readonly all: Line[] = [];

	get size(): number {
		return this.all.length;
	}

	has(entry: AccountEntry): boolean {
		return this.#steps.get(entry.step)?.get(entry.kind)?.has(placeOf(entry)) ?? false;
	}

	count(entry: AccountEntry, times: number): void {
		const place = placeOf(entry);
		const places = inner(inner(this.#steps, entry.step), entry.kind);
		const line = places.get(place);
		if (line) line.count += times;
		else {
			const first = { entry, count: times };
			places.set(place, first);
			this.all.push(first);
		}
	}
}

/** The map of that name in a map of maps. */
function inner<T>(maps: Map<string, Map<string, T>>, name: string): Map<string, T> {
	const there = maps.get(name);
	if (there) return there;
	const created = new Map<string, T>();
	maps.set(name, created);
	return created;
}

/** Both places and the units, with their lengths: so no two entries of a kind share a key, whatever is in a pointer. */
function placeOf(entry: AccountEntry): string {
	const { from = "", to = "", units = ["", ""] }: Places = entry;
	return `${from.length} ${to.length} ${units[0].length} ${from}${to}${units[0]}${units[1]}`;
}

/** What an entry of any kind may have besides its kind and step. */
interface Places {
	readonly from?: Pointer;
	readonly to?: Pointer;
	readonly units?: readonly [string, string];
}
