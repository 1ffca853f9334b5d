import type { Json } from "../../json/index.js";
import { Undecidable } from "../../validate/index.js";

export { Undecidable };

/** What is known about the instances that meet a goal: none exists, here is one, or it could not be told. */
export type Outcome =
	| { readonly kind: "empty" }
	| { readonly kind: "value"; readonly value: Json; readonly objection?: string }
	| { readonly kind: "unknown"; readonly reason: string };

/** No instance exists, proved. */
export const EMPTY: Outcome = { kind: "empty" };

/** Here is an instance. */
export function found(value: Json): Outcome {
	return { kind: "value", value };
}

/** Neither proved nor found; the reason names the keyword or the budget that stood in the way. */
export function undecided(reason: string): Outcome {
	return { kind: "unknown", reason };
}

/** The first instance among the outcomes; without one, empty only if every outcome is empty. */
export function firstOf(outcomes: Iterable<Outcome>): Outcome {
	let doubt: Outcome | undefined;
	for (const outcome of outcomes) {
		if (outcome.kind === "value") return outcome;
		if (outcome.kind === "unknown") doubt ??= outcome;
	}
	return doubt ?? EMPTY;
}

/** False instead of a doubt: a candidate that cannot be judged is no candidate. */
export function quietly(judge: () => boolean): boolean {
	try {
		return judge();
	} catch (error) {
		if (error instanceof Undecidable || error instanceof Exhausted) return false;
		throw error;
	}
}

/** Thrown where the work budget is spent. */
export class Exhausted extends Error {
	override readonly name = "Exhausted";
}

// A look at so many things takes as long as so many steps.
const MANY = 128;
const STEPS_OF_MANY = 16;

/** A limit on work, counted in steps of the engine, so that results do not depend on the machine's speed. */
export class Budget {
	#left: number;

	constructor(steps: number) {
		this.#left = steps;
	}

	/** Begins anew, with so many steps. */
	renew(steps: number): void {
		this.#left = steps;
	}

	/** Steps that are left. */
	get left(): number {
		return this.#left;
	}

	/** Takes steps from the budget; throws Exhausted when none are left. */
	spend(steps = 1): void {
		this.#left -= steps;
		if (this.#left < 0) throw new Exhausted("budget");
	}

	/** Takes what a look at so many things costs: one step, and more where they are many. */
	spendOn(things: number): void {
		this.spend(1 + Math.floor(things / MANY) * STEPS_OF_MANY);
	}
}
