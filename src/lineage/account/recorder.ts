import { equal, type Pointer, parsePointer } from "../../json/index.js";
import type { OldEntry } from "../residue/index.js";
import type { Items, Place, Units } from "../step.js";
import type { AccountEntry } from "./entry.js";
import type { Ledger, LedgerPlace } from "./ledger.js";

/** What a step said of one value. */
export interface Note {
	readonly kind: AccountEntry["kind"];
	readonly spot: Spot;
	readonly from: Pointer | undefined;
	readonly to: Pointer | undefined;
	readonly units: Units | undefined;
}

/** A step gave the record up. */
export class StepRefusal extends Error {
	readonly at: Pointer;

	constructor(at: Pointer, message: string) {
		super(message);
		this.at = at;
	}
}

/** Takes what steps say: as notes, to be checked, or straight into a sum. */
export type Listener = (
	kind: AccountEntry["kind"],
	spot: Spot,
	from: Pointer | undefined,
	to: Pointer | undefined,
	units: Units | undefined,
) => void;

/** Where a step is at work. What it says is heard only if somebody wants to know. */
export class Spot implements Place {
	readonly listener: Listener | undefined;
	/** The row that this is an element of; the root is of none. */
	readonly row: ElementRow | undefined;
	readonly index: number;

	readonly past: readonly OldEntry[] | undefined;

	constructor(listener: Listener | undefined, past?: readonly OldEntry[], row?: ElementRow, index = 0) {
		this.listener = listener;
		this.past = past;
		this.row = row;
		this.index = index;
	}

	get isHeard(): boolean {
		return this.listener !== undefined;
	}

	get recalls(): boolean {
		return false;
	}

	items(array: Pointer): Items {
		return new ElementRow(this, array);
	}

	dropped(from: Pointer): void {
		this.#say("dropped", from);
	}

	keep(): void {}

	/** Residues of format 1 are all that there is to recall. */
	recall(at: Pointer, instead?: unknown): unknown {
		if (this.past === undefined) return undefined;
		return this.past.find((entry) => entry.at === at && equal(entry.instead, instead))?.value;
	}

	moved(from: Pointer, to: Pointer): void {
		this.#say("moved", from, to);
	}

	derived(to: Pointer): void {
		this.#say("derived", undefined, to);
	}

	defaulted(to: Pointer): void {
		this.#say("defaulted", undefined, to);
	}

	unitChanged(from: Pointer, units: Units, to: Pointer = from): void {
		this.#say("unit-changed", from, to, units);
	}

	refuse(at: Pointer, message: string): never {
		throw new StepRefusal(this.pointer(at), message);
	}

	#say(kind: AccountEntry["kind"], from: Pointer | undefined, to?: Pointer, units?: Units): void {
		this.listener?.(kind, this, from, to, units);
	}

	pointer(at: Pointer): Pointer {
		return this.row ? `${this.row.parent.pointer(this.row.array)}/${this.index}${at}` : at;
	}

	place(ledger: Ledger): LedgerPlace {
		return this.row ? this.row.place(ledger) : ledger.root;
	}
}

/** The elements of an array. */
export class ElementRow implements Items {
	readonly parent: Spot;
	readonly array: Pointer;
	#place: LedgerPlace | undefined;

	constructor(parent: Spot, array: Pointer) {
		this.parent = parent;
		this.array = array;
	}

	at(index: number): Spot {
		return new Spot(this.parent.listener, undefined, this, index);
	}

	place(ledger: Ledger): LedgerPlace {
		this.#place ??= this.parent.place(ledger).row(this.array);
		return this.#place;
	}
}

/** The tokens of a pointer; undefined if it is none. Steps name the same few again and again. */
export function tokensOf(pointer: Pointer): readonly string[] | undefined {
	const known = TOKENS.get(pointer);
	if (known !== undefined) return known;
	try {
		const tokens = parsePointer(pointer);
		if (TOKENS.size < MAX_TOKENS) TOKENS.set(pointer, tokens);
		return tokens;
	} catch {
		return undefined;
	}
}

const TOKENS = new Map<Pointer, readonly string[]>();
const MAX_TOKENS = 1_000;
