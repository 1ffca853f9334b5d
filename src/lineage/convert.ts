import { type Account, type AccountEntry, EMPTY_ACCOUNT } from "./account.js";
import type { Entry, Hop } from "./graph.js";
import { issueAt, issuesOf } from "./issue.js";
import { EMPTY_RESIDUE, isResidue, Recollection, type Residue, type ResidueEntry } from "./residue.js";
import type { Converted, Refused } from "./result.js";
import { Refusal, Trail } from "./trail.js";
import { reattach } from "./undeclared.js";

/** Where a conversion begins and ends, and what it is given. */
export interface Route {
	readonly from: Entry;
	readonly to: Entry;
	readonly hops: readonly Hop[];
	readonly direction: "upgrade" | "downgrade";
}

/** Undeclared properties that were taken out of the value before, and whether they may stay in it. */
export interface Extras {
	readonly removed: readonly ResidueEntry[];
	readonly keep: boolean;
}

/** Takes a valid value of `from` along the hops; both ends are validated, the first one by the caller. */
export function convert(
	value: unknown,
	route: Route,
	residue: Residue | undefined,
	extras: Extras | undefined,
): Converted<unknown, string> | Refused {
	if (residue !== undefined && !isResidue(residue)) {
		return { issues: [issueAt(value, "", "residue-malformed", "the residue handed in isn't one")] };
	}
	const trail = new Trail();
	const result = route.hops.length === 0 ? { value } : run(value, route, residue, trail);
	if (result.issues) return result;
	const returned = residue?.[UNDECLARED];
	if (extras === undefined && returned === undefined) {
		return trail.empty
			? untouched(result.value, route.from.name)
			: new Traced(result.value, route.from.name, trail);
	}
	return withExtras(result.value, route.from.name, trail, extras, returned ?? []);
}

/** The result for a payload that is already what it should be: itself, and nothing to account for. */
export function untouched<T, From extends string>(value: T, from: From): Converted<T, From> {
	return { value, from, account: EMPTY_ACCOUNT, residue: EMPTY_RESIDUE };
}

function run(
	start: unknown,
	{ hops, direction, to }: Route,
	residue: Residue | undefined,
	trail: Trail,
): { readonly value: unknown; readonly issues?: undefined } | Refused {
	let value = start;
	try {
		for (const hop of hops) {
			const kept = residue?.[hop[direction === "upgrade" ? "downgrade" : "upgrade"]];
			const place = trail.hop(hop[direction], kept && new Recollection(kept));
			// Each step takes what the one before it made: the builder's types saw to that.
			value = hop.step[direction](value as never, place);
		}
	} catch (error) {
		return { issues: [failure(start, error)] };
	}
	if (to.version.is(value)) return { value };
	return { issues: issuesOf(value, to.version.explain(value), "step-invalid") };
}

function failure(payload: unknown, error: unknown) {
	if (error instanceof Refusal) return issueAt(payload, error.at, "refused", error.message);
	// The error's own message may hold the payload's values.
	const kind = error instanceof Error ? error.name : typeof error;
	return issueAt(payload, "", "step-threw", `a step threw a ${kind}`);
}

/** A converted record whose account and residue are put together when they are asked for. */
class Traced implements Converted<unknown, string> {
	readonly value: unknown;
	readonly from: string;
	readonly #trail: Trail;
	#account: Account | undefined;
	#residue: Residue | undefined;

	constructor(value: unknown, from: string, trail: Trail) {
		this.value = value;
		this.from = from;
		this.#trail = trail;
	}

	get account(): Account {
		this.#account ??= this.#trail.account;
		return this.#account;
	}

	get residue(): Residue {
		this.#residue ??= this.#trail.residue;
		return this.#residue;
	}
}

/** The name that undeclared properties go by in account and residue, where steps have theirs. */
const UNDECLARED = "undeclared";

/** Puts undeclared properties back where there is room, or accounts for them as dropped. */
function withExtras(
	value: unknown,
	from: string,
	trail: Trail,
	extras: Extras | undefined,
	returned: readonly ResidueEntry[],
): Converted<unknown, string> {
	const account: AccountEntry[] = [...trail.account];
	const leftOver: ResidueEntry[] = [];
	let whole = value;
	for (const entry of returned) whole = reattach(whole, entry) ?? whole;
	for (const entry of extras?.removed ?? []) {
		const attached = extras?.keep ? reattach(whole, entry) : undefined;
		if (attached === undefined) leftOver.push(entry);
		else whole = attached;
		const at = entry.at;
		account.push(
			attached === undefined
				? { kind: "dropped", step: UNDECLARED, from: at }
				: { kind: "kept", step: UNDECLARED, from: at, to: at },
		);
	}
	const residue = leftOver.length === 0 ? trail.residue : { ...trail.residue, [UNDECLARED]: leftOver };
	return { value: whole, from, account, residue };
}
