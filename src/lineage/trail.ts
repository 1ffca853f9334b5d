import type { Pointer } from "../json/index.js";
import type { AccountEntry } from "./account.js";
import type { Ledger, LedgerPlace } from "./ledger.js";
import { EMPTY_RESIDUE, type Recollection, type Residue, type ResidueEntry } from "./residue.js";
import type { Items, Place, Units } from "./step.js";

/**
 * What a chain of steps reports. The residue is data, so it is taken at once; the account can be had again at
 * any time, by running the pure steps once more, so it is written only by a trail that is asked for it.
 */
export class Trail {
	/** What the steps did, where somebody asked: entry by entry, or to be added up. */
	readonly account: AccountEntry[] | undefined;
	readonly ledger: Ledger | undefined;
	readonly #kept: Kept[] = [];

	constructor(account?: AccountEntry[], ledger?: Ledger) {
		this.account = account;
		this.ledger = ledger;
	}

	/** The root place of the next step. */
	hop(step: string, past: Recollection | undefined): Place {
		return new Spot(this, step, past, undefined, 0);
	}

	keep(kept: Kept): void {
		this.#kept.push(kept);
	}

	get residue(): Residue {
		if (this.#kept.length === 0) return EMPTY_RESIDUE;
		const residue: Record<string, ResidueEntry[]> = {};
		for (const kept of this.#kept) {
			const list = residue[kept.spot.step];
			if (list) list.push(entryOf(kept));
			else residue[kept.spot.step] = [entryOf(kept)];
		}
		return residue;
	}
}

/** A step gave the record up. */
export class Refusal extends Error {
	readonly at: Pointer;

	constructor(at: Pointer, message: string) {
		super(message);
		this.at = at;
	}
}

interface Kept {
	readonly spot: Spot;
	readonly at: Pointer;
	readonly value: unknown;
	readonly instead: unknown;
}

class Spot implements Place {
	readonly trail: Trail;
	readonly step: string;
	readonly past: Recollection | undefined;
	/** The row that this is an element of; the root is of none. */
	readonly row: Row | undefined;
	readonly index: number;

	constructor(
		trail: Trail,
		step: string,
		past: Recollection | undefined,
		row: Row | undefined,
		index: number,
	) {
		this.trail = trail;
		this.step = step;
		this.past = past;
		this.row = row;
		this.index = index;
	}

	get recalls(): boolean {
		return this.past !== undefined;
	}

	items(array: Pointer, identities: readonly string[]): Items {
		return new Row(this, array, identities);
	}

	dropped(from: Pointer, value: unknown, instead?: unknown): void {
		this.keep(from, value, instead);
		this.#tell("dropped", from);
	}

	keep(from: Pointer, value: unknown, instead?: unknown): void {
		this.trail.keep({ spot: this, at: from, value, instead });
	}

	moved(from: Pointer, to: Pointer): void {
		this.#tell("moved", from, to);
	}

	derived(to: Pointer): void {
		this.#tell("derived", undefined, to);
	}

	defaulted(to: Pointer): void {
		this.#tell("defaulted", undefined, to);
	}

	unitChanged(from: Pointer, units: Units, to: Pointer = from): void {
		this.#tell("unit-changed", from, to, units);
	}

	/** Mostly nobody has asked, and nothing is made. */
	#tell(kind: AccountEntry["kind"], from: Pointer | undefined, to?: Pointer, units?: Units): void {
		const { account, ledger } = this.trail;
		ledger?.note(kind, this.step, this.place(ledger), from, to, units);
		account?.push({
			kind,
			step: this.step,
			...(from !== undefined && { from: this.pointer(from) }),
			...(to !== undefined && { to: this.pointer(to) }),
			...(units && { units }),
		} as AccountEntry); // each method above tells what its kind has
	}

	recall(at: Pointer, instead?: unknown): unknown {
		return this.past?.take(this.pointer(at), this.identity, instead);
	}

	refuse(at: Pointer, message: string): never {
		throw new Refusal(this.pointer(at), message);
	}

	pointer(at: Pointer): Pointer {
		return this.row ? `${this.row.parent.pointer(this.row.array)}/${this.index}${at}` : at;
	}

	place(ledger: Ledger): LedgerPlace {
		return this.row ? this.row.place(ledger) : ledger.root;
	}

	get identity(): string | undefined {
		return this.row?.labels[this.index];
	}
}

class Row implements Items {
	readonly parent: Spot;
	readonly array: Pointer;
	readonly #identities: readonly string[];
	#labels: readonly string[] | undefined;
	#place: LedgerPlace | undefined;

	constructor(parent: Spot, array: Pointer, identities: readonly string[]) {
		this.parent = parent;
		this.array = array;
		this.#identities = identities;
	}

	at(index: number): Spot {
		const { trail, step, past } = this.parent;
		return new Spot(trail, step, past, this, index);
	}

	place(ledger: Ledger): LedgerPlace {
		this.#place ??= this.parent.place(ledger).row(this.array);
		return this.#place;
	}

	/** The identities, told apart where several are the same: "id", or "id" NUL "2/3" for the second of three. */
	get labels(): readonly string[] {
		this.#labels ??= labelsOf(this.#identities);
		return this.#labels;
	}
}

function labelsOf(identities: readonly string[]): readonly string[] {
	if (identities.length === 1) return identities;
	const counts = new Map<string, number>();
	for (const identity of identities) counts.set(identity, (counts.get(identity) ?? 0) + 1);
	const seen = new Map<string, number>();
	return identities.map((identity) => {
		const nth = (seen.get(identity) ?? 0) + 1;
		seen.set(identity, nth);
		const count = counts.get(identity) ?? 1;
		return count === 1 ? identity : `${identity}\0${nth}/${count}`;
	});
}

function entryOf({ spot, at, value, instead }: Kept): ResidueEntry {
	const entry: { at: Pointer; value: unknown; of?: string; instead?: unknown } = {
		at: spot.pointer(at),
		value,
	};
	const of = spot.identity;
	if (of !== undefined) entry.of = of;
	if (instead !== undefined) entry.instead = instead;
	return entry;
}
