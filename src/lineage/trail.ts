import type { Pointer } from "../json/index.js";
import type { Account, AccountEntry } from "./account.js";
import type { Recollection, Residue, ResidueEntry } from "./residue.js";
import type { Items, Place, Units } from "./step.js";

/** What a chain of steps reports, as it happens; account and residue are put together when they are read. */
export class Trail {
	readonly #log = new Log();

	/** The root place of the next step. */
	hop(step: string, past: Recollection | undefined): Place {
		return new Spot(this.#log, step, past, undefined, 0);
	}

	/** Whether no step had anything to report. */
	get empty(): boolean {
		return this.#log.length === 0;
	}

	get account(): Account {
		const account: AccountEntry[] = [];
		this.#log.forEach((mark, spot, at, detail) => {
			const entry = ACCOUNTED[mark]?.(spot.step, spot.pointer(at), spot, detail);
			if (entry) account.push(entry);
		});
		return account;
	}

	get residue(): Residue {
		const residue: Record<string, ResidueEntry[]> = {};
		this.#log.forEach((mark, spot, at, detail) => {
			if (mark !== "dropped" && mark !== "keep") return;
			residue[spot.step] ??= [];
			residue[spot.step]?.push(entryOf(spot, at, detail as Kept));
		});
		return residue;
	}
}

/**
 * One flat list of (mark, spot, pointer, detail): no object a mark, and room for most records from the start,
 * since every record of a run makes a log and hardly any is read.
 */
class Log {
	readonly #slots: unknown[] = new Array(64);
	length = 0;

	add(mark: Mark, spot: Spot, at: Pointer, detail: unknown): void {
		const slots = this.#slots;
		const start = this.length;
		slots[start] = mark;
		slots[start + 1] = spot;
		slots[start + 2] = at;
		slots[start + 3] = detail;
		this.length = start + 4;
	}

	forEach(visit: (mark: Mark, spot: Spot, at: Pointer, detail: unknown) => void): void {
		const slots = this.#slots;
		for (let start = 0; start < this.length; start += 4) {
			// `add` is the only writer, and writes these four.
			const mark = slots[start] as Mark;
			const spot = slots[start + 1] as Spot;
			visit(mark, spot, slots[start + 2] as Pointer, slots[start + 3]);
		}
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

type Mark = "dropped" | "keep" | "moved" | "derived" | "defaulted" | "unitChanged";

interface Kept {
	readonly value: unknown;
	readonly instead: unknown;
}

type Render = (step: string, at: Pointer, spot: Spot, detail: unknown) => AccountEntry;

/** How each mark reads in the account; the details are what the methods of Spot below put there. */
const ACCOUNTED: Partial<Record<Mark, Render>> = {
	dropped: (step, from) => ({ kind: "dropped", step, from }),
	moved: (step, from, spot, to) => ({ kind: "moved", step, from, to: spot.pointer(to as Pointer) }),
	derived: (step, to) => ({ kind: "derived", step, to }),
	defaulted: (step, to) => ({ kind: "defaulted", step, to }),
	unitChanged: (step, at, _, units) => ({
		kind: "unit-changed",
		step,
		from: at,
		to: at,
		units: units as Units,
	}),
};

class Spot implements Place {
	readonly log: Log;
	readonly step: string;
	readonly past: Recollection | undefined;
	/** The row that this is an element of; the root is of none. */
	readonly row: Row | undefined;
	readonly index: number;

	constructor(log: Log, step: string, past: Recollection | undefined, row: Row | undefined, index: number) {
		this.log = log;
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
		this.log.add("dropped", this, from, { value, instead });
	}

	keep(from: Pointer, value: unknown, instead?: unknown): void {
		this.log.add("keep", this, from, { value, instead });
	}

	moved(from: Pointer, to: Pointer): void {
		this.log.add("moved", this, from, to);
	}

	derived(to: Pointer): void {
		this.log.add("derived", this, to, undefined);
	}

	defaulted(to: Pointer): void {
		this.log.add("defaulted", this, to, undefined);
	}

	unitChanged(at: Pointer, units: Units): void {
		this.log.add("unitChanged", this, at, units);
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

	get identity(): string | undefined {
		return this.row?.labels[this.index];
	}
}

class Row implements Items {
	readonly parent: Spot;
	readonly array: Pointer;
	readonly #identities: readonly string[];
	#labels: readonly string[] | undefined;

	constructor(parent: Spot, array: Pointer, identities: readonly string[]) {
		this.parent = parent;
		this.array = array;
		this.#identities = identities;
	}

	at(index: number): Spot {
		const { log, step, past } = this.parent;
		return new Spot(log, step, past, this, index);
	}

	/** The identities, told apart where several are the same: "id", or "id" NUL "2/3" for the second of three. */
	get labels(): readonly string[] {
		this.#labels ??= labelsOf(this.#identities);
		return this.#labels;
	}
}

function labelsOf(identities: readonly string[]): readonly string[] {
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

function entryOf(spot: Spot, at: Pointer, { value, instead }: Kept): ResidueEntry {
	const entry: { at: Pointer; value: unknown; of?: string; instead?: unknown } = {
		at: spot.pointer(at),
		value,
	};
	const of = spot.identity;
	if (of !== undefined) entry.of = of;
	if (instead !== undefined) entry.instead = instead;
	return entry;
}
