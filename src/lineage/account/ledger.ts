import type { Pointer } from "../../json/index.js";
import type { Units } from "../step.js";
import type { AccountEntry } from "./entry.js";

/** How often steps did one thing to one place of the records; array indices in pointers are "*". */
export type AccountLine = AccountEntry & { readonly count: number };

/** Where steps are at work, whatever the indices; each place of a ledger is there once, and known by identity. */
export class LedgerPlace {
	readonly pattern: Pointer;
	readonly #rows = new Map<Pointer, LedgerPlace>();

	constructor(pattern: Pointer) {
		this.pattern = pattern;
	}

	/** The elements of the array there. */
	row(array: Pointer): LedgerPlace {
		let row = this.#rows.get(array);
		if (row === undefined) {
			row = new LedgerPlace(`${this.pattern}${array}/*`);
			if (this.#rows.size < MAX_ROWS) this.#rows.set(array, row);
		}
		return row;
	}
}

/** Steps name few arrays; names that come out of the data are not remembered without end. */
const MAX_ROWS = 100;
const MAX_FOLLOWERS = 8;

/** What a step does to a place, relative to which pointers are. */
interface Act {
	readonly kind: AccountEntry["kind"];
	readonly step: string;
	readonly place: LedgerPlace;
	readonly from: Pointer | undefined;
	readonly to: Pointer | undefined;
	readonly units: Units | undefined;
}

/** How often that was done, and what steps were seen to do after it. */
interface Note {
	readonly act: Act | undefined;
	readonly followers: Note[];
	count: number;
}

/**
 * Adds up accounts while the steps give them: for who converts many records and wants the sum, not each. Steps do
 * mostly what they did last time, so the next thing is looked for behind the last one, and mostly found there.
 */
export class Ledger {
	/** Whether the conversion at hand gives its account here. */
	isOpen = false;
	#root = new LedgerPlace("");
	readonly #roots = new Map<Pointer, LedgerPlace>([["", this.#root]]);
	#notes = new Map<string, Note>();
	#start = newNote(undefined);
	#last = this.#start;
	/** What the record at hand has come to: it is counted when the record is settled. */
	readonly #pending: Note[] = [];
	#length = 0;
	/** How much of that is of payloads that are settled while their record isn't. */
	#held = 0;
	#isHolding = false;

	/** Where the payload at hand is in its record. */
	get root(): LedgerPlace {
		return this.#root;
	}

	/** From now on payloads are at that place of their record, in which `*` may stand for indices and names. */
	standAt(pattern: Pointer): void {
		if (this.#root.pattern === pattern) return;
		this.#root = this.#roots.get(pattern) ?? new LedgerPlace(pattern);
		this.#roots.set(pattern, this.#root);
	}

	/** Begins with a record of several payloads, of which `release` counts all that are settled by then, or none. */
	hold(): void {
		this.#isHolding = true;
		this.#held = 0;
	}

	/** Ends it, where payloads are records themselves. */
	release(counts: boolean): void {
		this.standAt("");
		this.#isHolding = false;
		this.#length = counts ? this.#held : 0;
		this.settle();
		this.#held = 0;
	}

	/** Begins with a record, and forgets the one before unless that was settled. */
	begin(): void {
		this.isOpen = false;
		this.#length = this.#held;
		this.#last = this.#start;
	}

	/** A step did this. */
	note(
		kind: AccountEntry["kind"],
		step: string,
		place: LedgerPlace,
		from: Pointer | undefined,
		to: Pointer | undefined,
		units?: Units,
	): void {
		for (const note of this.#last.followers) {
			const act = note.act;
			if (act?.from !== from || act?.to !== to || act?.place !== place) continue;
			if (act?.kind !== kind || act?.step !== step || act?.units !== units) continue;
			this.#write(note);
			return;
		}
		this.#write(this.#follow({ kind, step, place, from, to, units }));
	}

	/** Counts what the record at hand has come to. */
	settle(): void {
		if (this.#isHolding) {
			this.#held = this.#length;
			return;
		}
		for (let i = 0; i < this.#length; i++) {
			const note = this.#pending[i];
			if (note !== undefined) note.count++;
		}
		this.#length = 0;
	}

	/** How many different things are counted. */
	get size(): number {
		return this.#notes.size;
	}

	/** What the settled records came to since the last time, in the order in which it was first met. */
	drain(): readonly AccountLine[] {
		const lines = [...this.#notes.values()].flatMap(lineOf);
		this.#notes = new Map();
		this.#start = newNote(undefined);
		this.begin();
		return lines;
	}

	#write(note: Note): void {
		this.#last = note;
		this.#pending[this.#length++] = note;
	}

	#follow(act: Act): Note {
		const { kind, step, place, from, to, units } = act;
		// As JSON, as names in pointers and units may hold whatever else would part them.
		const key = JSON.stringify([kind, step, place.pattern, from, to, units]);
		let note = this.#notes.get(key);
		if (note === undefined) {
			note = newNote(act);
			this.#notes.set(key, note);
		}
		if (this.#last.followers.length < MAX_FOLLOWERS) this.#last.followers.push(note);
		return note;
	}
}

function newNote(act: Act | undefined): Note {
	return { act, followers: [], count: 0 };
}

function lineOf({ act, count }: Note): AccountLine[] {
	if (act === undefined || count === 0) return [];
	const { kind, step, place, from, to, units } = act;
	return [
		{
			kind,
			step,
			...(from !== undefined && { from: place.pattern + from }),
			...(to !== undefined && { to: place.pattern + to }),
			...(units && { units }),
			count,
		} as AccountLine, // each kind is noted with the pointers that it has
	];
}
