import { type AccountEntry, EMPTY_ACCOUNT } from "../account/index.js";
import type { Leg } from "../graph.js";
import { issueAt } from "../issue.js";
import {
	type DetachedEntry,
	detachedOf,
	EMPTY_RESIDUE,
	isResidue,
	type Residue,
	unpacked,
} from "../residue/index.js";
import type { Converted, Refused } from "../result.js";
import { reattach } from "../undeclared.js";
import { climb, type Route, refusedSuspects } from "./climb.js";
import { oppositeNameOf } from "./run-step.js";
import { NOTHING_DETACHED, Traced, UNDECLARED, Untouched } from "./traced.js";

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
		const issues = refusedSuspects([start], route);
		if (issues.length > 0) return { issues };
		if (route.suspicions) return new Untouched(start, from.name, route.suspicions);
		return { value: start, from: from.name, account: EMPTY_ACCOUNT, residue: EMPTY_RESIDUE };
	}
	if (isPlain) route.beforeSteps?.(start, from.name);
	const run = climb(start, route, isPlain && ledger ? { ledger } : undefined);
	if (run.issues) return run;
	const issues = refusedSuspects(run.values, route);
	if (issues.length > 0) return { issues };
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
