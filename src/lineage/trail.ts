import type { Pointer } from "../json/index.js";
import type { Account, AccountEntry } from "./account.js";
import type { Recollection, Residue, ResidueEntry } from "./residue.js";
import type { Place, Units } from "./step.js";

/** What a chain of steps reports, as it happens; account and residue are put together when they are read. */
export class Trail {
	readonly #log = new Log();

	/** The root place of the next step. */
	hop(step: string, past: Recollection | undefined): Place {
		return new Spot(this.#log, step, past, undefined, "", 0, undefined);
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
	readonly parent: Spot | undefined;
	readonly array: Pointer;
	readonly index: number;
	readonly identity: string | undefined;

	constructor(
		log: Log,
		step: string,
		past: Recollection | undefined,
		parent: Spot | undefined,
		array: Pointer,
		index: number,
		identity: string | undefined,
	) {
		this.log = log;
		this.step = step;
		this.past = past;
		this.parent = parent;
		this.array = array;
		this.index = index;
		this.identity = identity;
	}

	get recalls(): boolean {
		return this.past !== undefined;
	}

	item(array: Pointer, index: number, identity?: string): Place {
		return new Spot(this.log, this.step, this.past, this, array, index, identity);
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
		if (this.parent === undefined) return at;
		return `${this.parent.pointer(this.array)}/${this.index}${at}`;
	}
}

function entryOf(spot: Spot, at: Pointer, { value, instead }: Kept): ResidueEntry {
	const entry: { at: Pointer; value: unknown; of?: string; instead?: unknown } = {
		at: spot.pointer(at),
		value,
	};
	if (spot.identity !== undefined) entry.of = spot.identity;
	if (instead !== undefined) entry.instead = instead;
	return entry;
}
