import type { Pointer } from "../json/index.js";
import type { Account, AccountEntry } from "../lineage/index.js";

/** How often a step did one thing to one place of the records; array indices in pointers are "*". */
export type AccountLine = AccountEntry & { readonly count: number };

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
	#places = new Map<string, Line>();
	readonly #lines = new Map<string, Line>();

	add(account: Account): void {
		for (const entry of account) count(this.#places, entry, 1);
		if (this.#places.size > MAX_PLACES) this.#fold();
	}

	/** The sum so far, the most frequent first. */
	get lines(): readonly AccountLine[] {
		this.#fold();
		const lines = [...this.#lines.values()].map((line) => ({ ...line.entry, count: line.count }));
		return lines.sort((a, b) => b.count - a.count);
	}

	#fold(): void {
		for (const line of this.#places.values()) {
			const entry = at(line.entry, withoutIndices);
			const known = this.#lines.size < MAX_LINES || this.#lines.has(keyOf(entry));
			count(this.#lines, known ? entry : at(entry, () => ELSEWHERE), line.count);
		}
		this.#places = new Map();
	}
}

interface Line {
	readonly entry: AccountEntry;
	count: number;
}

function count(lines: Map<string, Line>, entry: AccountEntry, times: number): void {
	const key = keyOf(entry);
	const line = lines.get(key);
	if (line) line.count += times;
	else lines.set(key, { entry, count: times });
}

/** Every step gives the same units for one place, so they need no part in it. */
function keyOf(entry: AccountEntry): string {
	const from = "from" in entry ? entry.from : "";
	const to = "to" in entry ? entry.to : "";
	return `${entry.step}\0${entry.kind}\0${from}\0${to}`;
}

/** The entry with other pointers. */
function at(entry: AccountEntry, change: (pointer: Pointer) => Pointer): AccountEntry {
	const changed = { ...entry };
	return {
		...changed,
		...("from" in changed && { from: change(changed.from) }),
		...("to" in changed && { to: change(changed.to) }),
	} as AccountEntry; // each kind keeps the pointers that it has
}

function withoutIndices(pointer: Pointer): Pointer {
	return pointer.replace(/\/\d+(?=\/|$)/g, "/*");
}
