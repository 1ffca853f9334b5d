import type { Pointer } from "../../json/index.js";
import { type Account, type AccountEntry, EMPTY_ACCOUNT } from "../account/index.js";
import type { Leg } from "../graph.js";
import { type DetachedEntry, EMPTY_RESIDUE, type IsWhole, type Residue, stored } from "../residue/index.js";
import type { Converted } from "../result.js";
import type { SuspectValue, Suspicions } from "../suspects.js";
import { climb, type Route } from "./climb.js";
import { residueOf, stepNameOf } from "./run-step.js";

/** What was taken out of a record before the steps, and has no room in what they made. */
export interface Detached {
	readonly account: readonly AccountEntry[];
	readonly entries: readonly DetachedEntry[];
}

/** Of a record without undeclared properties. */
export const NOTHING_DETACHED: Detached = { account: [], entries: [] };

/** A converted record. Account and residue are worked out when they are read, by running the pure steps again. */
export class Traced implements Converted<unknown, string> {
	readonly value: unknown;
	readonly #values: readonly unknown[];
	readonly #route: Route;
	readonly #detached: Detached;

	constructor(values: readonly unknown[], route: Route, detached: Detached, value = values.at(-1)) {
		this.value = value;
		this.#values = values;
		this.#route = route;
		this.#detached = detached;
	}

	get from(): string {
		return this.#route.from.name;
	}

	get account(): Account {
		const account: AccountEntry[] = [];
		climb(this.#values[0], this.#route, { account });
		return [...account, ...this.#detached.account, ...accountOf(this.suspects)];
	}

	get annotations(): Account {
		const account: AccountEntry[] = [];
		climb(this.#values[0], this.#route, { account, isAnnotatedOnly: true });
		return account;
	}

	get suspects(): readonly SuspectValue[] {
		return this.#route.suspicions?.in(this.value) ?? [];
	}

	get lossy(): readonly Pointer[] {
		return this.#route.legs.flatMap(({ bound, direction }) =>
			direction === "upgrade" ? (bound.step.lossy ?? []) : [],
		);
	}

	/** From a fresh run on the input: the value that was handed out may have been edited. */
	get residue(): Residue {
		const run = climb(this.#values[0], this.#route, undefined);
		const values = run.issues ? this.#values : run.values;
		return this.#residue([stored(values[0]), ...values.slice(1)], undefined);
	}

	residueOf(isWhole: IsWhole | undefined): Residue {
		return this.#residue(this.#values, isWhole);
	}

	/** What is worked out on reading is part of the record in JSON, too. */
	toJSON(): Converted<unknown, string> {
		const { value, from, account, residue } = this;
		return { value, from, account, residue };
	}

	#residue(values: readonly unknown[], isWhole: IsWhole | undefined): Residue {
		let residue: Record<string, Residue[string]> | undefined;
		const { legs } = this.#route;
		for (let i = 0; i < legs.length; i++) {
			const leg = legs[i] as Leg; // one for each two values
			const left = residueOf(values[i], values[i + 1], leg, isWhole);
			if (left === undefined) continue;
			residue ??= {};
			residue[stepNameOf(leg)] = left;
		}
		const { entries } = this.#detached;
		if (entries.length === 0) return residue ?? EMPTY_RESIDUE;
		return { ...residue, [UNDECLARED]: entries };
	}
}

/** A record that is of the version asked for as it stands, and what is suspect in it. */
export class Untouched implements Converted<unknown, string> {
	readonly value: unknown;
	readonly from: string;
	readonly residue = EMPTY_RESIDUE;
	readonly #suspicions: Suspicions;

	constructor(value: unknown, from: string, suspicions: Suspicions) {
		this.value = value;
		this.from = from;
		this.#suspicions = suspicions;
	}

	get account(): Account {
		return accountOf(this.suspects);
	}

	get suspects(): readonly SuspectValue[] {
		return this.#suspicions.in(this.value);
	}

	toJSON(): Converted<unknown, string> {
		const { value, from, account, residue } = this;
		return { value, from, account, residue };
	}
}

function accountOf(suspects: readonly SuspectValue[]): Account {
	if (suspects.length === 0) return EMPTY_ACCOUNT;
	return suspects.map(({ at, suspicion }) => ({ kind: "suspect", step: suspicion.name, to: at }));
}

/** The name that undeclared properties go by in account and residue, where steps have theirs. */
export const UNDECLARED = "undeclared";
