import type { Pointer } from "../../../json/index.js";
import type { Place, Units } from "../../step.js";
import { became } from "../became.js";

/** Gives the account of a mapping at one place of the record, which may stand elsewhere in the other version. */
export class Telling {
	readonly #account: Place;
	readonly #from: Pointer;
	readonly #to: Pointer;

	constructor(account: Place, from: Pointer = "", to: Pointer = "") {
		this.#account = account;
		this.#from = from;
		this.#to = to;
	}

	get isInPlace(): boolean {
		return this.#from === this.#to;
	}

	/** What was given became what was made. */
	became(given: unknown, made: unknown, from: Pointer, to: Pointer, units?: Units): void {
		became(this.#account, given, made, this.#from + from, this.#to + to, units);
	}

	moved(from: Pointer, to: Pointer): void {
		if (this.#from + from !== this.#to + to) this.#account.moved(this.#from + from, this.#to + to);
	}

	derived(to: Pointer): void {
		this.#account.derived(this.#to + to);
	}

	defaulted(to: Pointer): void {
		this.#account.defaulted(this.#to + to);
	}

	/** The value has no place in the other version, and the rules say so. */
	dropped(given: unknown, from: Pointer): void {
		if (given !== undefined) this.#account.dropped(this.#from + from);
	}

	/** For what is in the value there. */
	below(from: Pointer, to: Pointer): Telling {
		return new Telling(this.#account, this.#from + from, this.#to + to);
	}

	/** For each element of the array there. */
	elements(from: Pointer, to: Pointer): (index: number) => Telling {
		if (this.#from + from !== this.#to + to) return (i) => this.below(`${from}/${i}`, `${to}/${i}`);
		// In place elements have a place of their own, so that a run's sum need not tell their indices apart.
		const items = this.#account.items(this.#from + from);
		return (i) => new Telling(items.at(i));
	}
}
