import { type Account, type AccountEntry, EMPTY_ACCOUNT } from "./account.js";
import type { Entry, Hop } from "./graph.js";
import { type Issue, issueAt, issuesOf } from "./issue.js";
import type { Ledger } from "./ledger.js";
import { EMPTY_RESIDUE, isResidue, Recollection, type Residue, type ResidueEntry } from "./residue.js";
import type { Converted, Refused } from "./result.js";
import { Refusal, Trail } from "./trail.js";
import { reattach } from "./undeclared.js";

/** Where a conversion begins and ends, and what the opposite one left. */
export interface Route {
	readonly from: Entry;
	readonly to: Entry;
	readonly hops: readonly Hop[];
	readonly direction: "upgrade" | "downgrade";
	readonly residue: Residue | undefined;
	readonly ledger?: Ledger | undefined;
	readonly beforeSteps?: BeforeSteps | undefined;
}

/** Sees a payload, and the version that it is of. */
export type BeforeSteps = (payload: unknown, from: string) => void;

/** Undeclared properties that were taken out of the value before, and whether they may stay in it. */
export interface Extras {
	readonly removed: readonly ResidueEntry[];
	readonly keep: boolean;
}

/** Takes a valid value of `from` along the hops; both ends are validated, the first one by the caller. */
export function convert(
	start: unknown,
	route: Route,
	extras: Extras | undefined,
): Converted<unknown, string> | Refused {
	const { from, hops, residue } = route;
	if (residue !== undefined && !isResidue(residue)) {
		return { issues: [issueAt(start, "", "residue-malformed", "the residue handed in isn't one")] };
	}
	const returned = residue?.[UNDECLARED];
	if (extras || returned) return withExtras(start, route, extras, returned ?? []);
	if (route.ledger) route.ledger.isOpen = true;
	if (hops.length === 0) {
		return { value: start, from: from.name, account: EMPTY_ACCOUNT, residue: EMPTY_RESIDUE };
	}
	route.beforeSteps?.(start, from.name);
	const trail = new Trail(undefined, route.ledger);
	const result = run(start, route, trail);
	return result.issues ? result : new Traced(result.value, start, route, trail);
}

type Ran = { readonly value: unknown; readonly issues?: undefined } | Refused;

/** Runs the steps in turn, and validates what the last one made. */
function run(start: unknown, route: Route, trail: Trail): Ran {
	const result = climb(start, route, trail);
	if (result.issues) return result;
	const { is, explain } = route.to.version;
	return is(result.value)
		? result
		: { issues: issuesOf(result.value, explain(result.value), "step-invalid") };
}

function climb(start: unknown, { hops, direction, residue }: Route, trail: Trail): Ran {
	const opposite = direction === "upgrade" ? "downgrade" : "upgrade";
	let value = start;
	try {
		for (const hop of hops) {
			const kept = residue?.[hop[opposite]];
			const place = trail.hop(hop[direction], kept && new Recollection(kept));
			// Each step takes what the one before it made: the builder's types saw to that.
			value = hop.step[direction](value as never, place);
		}
	} catch (error) {
		return { issues: [failure(start, error)] };
	}
	return { value };
}

function failure(payload: unknown, error: unknown): Issue {
	if (error instanceof Refusal) return issueAt(payload, error.at, "refused", error.message);
	// The error's own message may hold the payload's values.
	const kind = error instanceof Error ? error.name : typeof error;
	return issueAt(payload, "", "step-threw", `a step threw a ${kind}`);
}

/** A converted record. Its residue is there; its account is had by running the steps again, writing it. */
class Traced implements Converted<unknown, string> {
	readonly value: unknown;
	readonly #start: unknown;
	readonly #route: Route;
	readonly #trail: Trail;

	constructor(value: unknown, start: unknown, route: Route, trail: Trail) {
		this.value = value;
		this.#start = start;
		this.#route = route;
		this.#trail = trail;
	}

	get from(): string {
		return this.#route.from.name;
	}

	get account(): Account {
		const account: AccountEntry[] = [];
		climb(this.#start, this.#route, new Trail(account));
		return account;
	}

	get residue(): Residue {
		return this.#trail.residue;
	}

	/** What is worked out on reading is part of the record in JSON, too. */
	toJSON(): Converted<unknown, string> {
		const { value, from, account, residue } = this;
		return { value, from, account, residue };
	}
}

/** The name that undeclared properties go by in account and residue, where steps have theirs. */
const UNDECLARED = "undeclared";

/** Converts, and puts undeclared properties back where there is room, or accounts for them as dropped. */
function withExtras(
	start: unknown,
	route: Route,
	extras: Extras | undefined,
	returned: readonly ResidueEntry[],
): Converted<unknown, string> | Refused {
	const account: AccountEntry[] = [];
	const trail = new Trail(account);
	const result = run(start, route, trail);
	if (result.issues) return result;
	let value = result.value;
	for (const entry of returned) value = reattach(value, entry) ?? value;
	const noRoom: ResidueEntry[] = [];
	for (const entry of extras?.removed ?? []) {
		const attached = extras?.keep ? reattach(value, entry) : undefined;
		if (attached === undefined) {
			noRoom.push(entry);
			account.push({ kind: "dropped", step: UNDECLARED, from: entry.at });
		} else {
			value = attached;
			account.push({ kind: "kept", step: UNDECLARED, from: entry.at, to: entry.at });
		}
	}
	const residue = noRoom.length === 0 ? trail.residue : { ...trail.residue, [UNDECLARED]: noRoom };
	return { value, from: route.from.name, account, residue };
}
