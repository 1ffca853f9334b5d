import type { Pointer } from "../json/index.js";
import { type Account, type AccountEntry, EMPTY_ACCOUNT, type Ledger } from "./account/index.js";
import type { Leg, VersionEntry } from "./graph.js";
import { type Issue, issueAt, issuesOf, madeIssues, thrownIssue } from "./issue.js";
import {
	type DetachedEntry,
	detachedOf,
	EMPTY_RESIDUE,
	type IsWhole,
	isResidue,
	type Residue,
	stored,
	unpacked,
} from "./residue/index.js";
import type { Converted, Refused } from "./result.js";
import { type Books, oppositeNameOf, residueOf, runStep, stepNameOf } from "./run-step.js";
import { reattach } from "./undeclared.js";

/** Where a conversion begins and ends, and what the opposite one left. */
export interface Route {
	readonly from: VersionEntry;
	readonly to: VersionEntry;
	readonly legs: readonly Leg[];
	readonly residue: Residue | undefined;
	readonly ledger?: Ledger | undefined;
	readonly beforeSteps?: BeforeSteps | undefined;
}

/** Sees a payload, and the version that it is of. */
export type BeforeSteps = (payload: unknown, from: string) => void;

/** Undeclared properties that were taken out of the value before, and whether they may stay in it. */
export interface Extras {
	readonly removed: readonly DetachedEntry[];
	readonly keep: boolean;
}

/** Takes a valid value of `from` along the legs; both ends are validated, the first one by the caller. */
export function convert(
	start: unknown,
	route: Route,
	extras: Extras | undefined,
): Converted<unknown, string> | Refused {
	const { from, legs, residue, ledger } = route;
	const flaw = residue === undefined ? undefined : flawOf(residue, legs);
	if (flaw !== undefined) return { issues: [issueAt(start, "", "residue-malformed", flaw)] };
	const returned = detachedIn(residue);
	const isPlain = !extras && returned.length === 0;
	if (isPlain && ledger) ledger.isOpen = true;
	if (isPlain && legs.length === 0) {
		return { value: start, from: from.name, account: EMPTY_ACCOUNT, residue: EMPTY_RESIDUE };
	}
	if (isPlain) route.beforeSteps?.(start, from.name);
	const run = climb(start, route, isPlain && ledger ? { ledger } : undefined);
	if (run.issues) return run;
	if (isPlain) return new Traced(run.values, route, NOTHING_DETACHED);
	return withExtras(run.values, route, extras, returned);
}

/** Why a residue from elsewhere can't be used; undefined if it can. */
function flawOf(residue: Residue, legs: readonly Leg[]): string | undefined {
	if (!isResidue(residue)) return "the residue handed in isn't one";
	const old = legs.find((leg) => {
		const step = residue[oppositeNameOf(leg)];
		return step !== undefined && unpacked(step) === undefined && leg.bound.step.readsFormat1 !== true;
	});
	return (
		old &&
		`the residue of ${oppositeNameOf(old)} is of an older format: restore from the originals, or convert again`
	);
}

/** What came out of each hop, what went in first. */
type Run = { readonly values: readonly unknown[]; readonly issues?: undefined } | Refused;

/** Takes the value along all legs, and validates what the last one made. */
function climb(start: unknown, route: Route, books: Books | undefined): Run {
	const { legs, residue, to } = route;
	const values = [start];
	let value = start;
	let isValid = false;
	for (const leg of legs) {
		try {
			const made = runStep(value, leg, residue?.[oppositeNameOf(leg)], books);
			// As JSON stores it: the next step is to see what it would see if this version had been stored.
			value =
				values.length < legs.length && leg.bound.step.makesJson !== true ? stored(made.value) : made.value;
			isValid = made.isValid;
		} catch (error) {
			const accounts = accountsOf(values.slice(0, -1), route);
			return { issues: [thrownIssue(error, { step: stepNameOf(leg), values, accounts })] };
		}
		values.push(value);
	}
	return isValid || to.version.is(value) ? { values } : { issues: invalid(values, route) };
}

/** Why what came out is of no version: the first step that made a value that its version refuses. */
function invalid(values: readonly unknown[], route: Route): readonly Issue[] {
	const made = values.findIndex((value, i) => i > 0 && !route.legs[i - 1]?.to.version.is(value));
	const leg = route.legs[made - 1];
	if (leg === undefined)
		return issuesOf(values.at(-1), route.to.version.explain(values.at(-1)), "step-invalid");
	const given = values.slice(0, made);
	const failed = { step: stepNameOf(leg), values: given, accounts: accountsOf(given, route) };
	return madeIssues(values[made], leg.to.version.explain(values[made]), failed);
}

/** What each step did, run again: it is asked for only where a later one has failed. */
function accountsOf(given: readonly unknown[], { legs, residue }: Route): readonly Account[] {
	return given.map((value, i) => {
		const account: AccountEntry[] = [];
		const leg = legs[i];
		try {
			if (leg) runStep(value, leg, residue?.[oppositeNameOf(leg)], { account });
		} catch {
			// A step that throws the second time only has no account.
		}
		return account;
	});
}

/** What was taken out of a record before the steps, and has no room in what they made. */
interface Detached {
	readonly account: readonly AccountEntry[];
	readonly entries: readonly DetachedEntry[];
}

const NOTHING_DETACHED: Detached = { account: [], entries: [] };

/** A converted record. Account and residue are worked out when they are read, by running the pure steps again. */
class Traced implements Converted<unknown, string> {
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
		account.push(...this.#detached.account);
		return account;
	}

	get annotations(): Account {
		const account: AccountEntry[] = [];
		climb(this.#values[0], this.#route, { account, isAnnotatedOnly: true });
		return account;
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

/** The name that undeclared properties go by in account and residue, where steps have theirs. */
const UNDECLARED = "undeclared";

function detachedIn(residue: Residue | undefined): readonly DetachedEntry[] {
	return detachedOf(residue?.[UNDECLARED]);
}

/** Puts undeclared properties back where there is room, or accounts for them as dropped. */
function withExtras(
	values: readonly unknown[],
	route: Route,
	extras: Extras | undefined,
	returned: readonly DetachedEntry[],
): Converted<unknown, string> {
	let value = values.at(-1);
	const account: AccountEntry[] = [];
	const entries: DetachedEntry[] = [];
	for (const entry of returned) value = reattach(value, entry) ?? value;
	for (const entry of extras?.removed ?? []) {
		const attached = extras?.keep ? reattach(value, entry) : undefined;
		if (attached === undefined) {
			entries.push(entry);
			account.push({ kind: "dropped", step: UNDECLARED, from: entry.at });
		} else {
			value = attached;
			account.push({ kind: "kept", step: UNDECLARED, from: entry.at, to: entry.at });
		}
	}
	return new Traced(values, route, { account, entries }, value);
}
