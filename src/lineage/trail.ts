import type { Pointer } from "../json/index.js";
import type { Account, AccountEntry } from "./account.js";
import type { Recollection, Residue, ResidueEntry } from "./residue.js";
import type { Place } from "./step.js";

/**
 * What a chain of steps reports, as it happens. One flat list of (mark, place, pointer, detail) costs a few
 * nanoseconds a mark; pointers are put together only when somebody reads the account or the residue.
 */
export class Trail {
	readonly #log: unknown[] = [];

	/** The root place of the next step. */
	hop(step: string, past: Recollection | undefined): Place {
		return new Spot(this.#log, step, past, undefined, "", 0, undefined);
	}

	/** Whether no step had anything to report. */
	get empty(): boolean {
		return this.#log.length === 0;
	}

	get account(): Account {
		return this.#map((mark, spot, at, detail) =>
			ACCOUNTED[mark]?.(spot.step, spot.pointer(at), spot, detail),
		);
	}

	get residue(): Residue {
		const residue: Record<string, ResidueEntry[]> = {};
		this.#map((mark, spot, at, detail) => {
			if (mark !== "dropped" && mark !== "keep") return;
			residue[spot.step] ??= [];
			residue[spot.step]?.push(entryOf(spot, at, detail as Kept));
		});
		return residue;
	}

	#map<T>(render: (mark: Mark, spot: Spot, at: Pointer, detail: unknown) => T | undefined): T[] {
		const rendered: T[] = [];
		for (let i = 0; i < this.#log.length; i += 4) {
			// Spot.#mark is the only writer, and writes these four
			const [mark, spot, at, detail] = this.#log.slice(i, i + 4) as [Mark, Spot, Pointer, unknown];
			const entry = render(mark, spot, at, detail);
			if (entry !== undefined) rendered.push(entry);
		}
		return rendered;
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
		units: units as [string, string],
	}),
};

class Spot implements Place {
	readonly log: unknown[];
	readonly step: string;
	readonly past: Recollection | undefined;
	readonly parent: Spot | undefined;
	readonly array: Pointer;
	readonly index: number;
	readonly identity: string | undefined;

	constructor(
		log: unknown[],
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
		this.log.push("dropped", this, from, { value, instead });
	}

	keep(from: Pointer, value: unknown, instead?: unknown): void {
		this.log.push("keep", this, from, { value, instead });
	}

	moved(from: Pointer, to: Pointer): void {
		this.log.push("moved", this, from, to);
	}

	derived(to: Pointer): void {
		this.log.push("derived", this, to, undefined);
	}

	defaulted(to: Pointer): void {
		this.log.push("defaulted", this, to, undefined);
	}

	unitChanged(at: Pointer, from: string, to: string): void {
		this.log.push("unitChanged", this, at, [from, to]);
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
