import type { Account, AccountEntry, Ledger } from "../account/index.js";
import type { Leg, VersionEntry } from "../graph.js";
import { type Issue, issuesOf, madeIssues, suspectIssues, thrownIssue } from "../issue.js";
import { type Residue, stored } from "../residue/index.js";
import type { Refused } from "../result.js";
import type { Suspicions } from "../suspects.js";
import { type Books, oppositeNameOf, runStep, stepNameOf } from "./run-step.js";

/** Where a conversion begins and ends, and what the opposite one left. */
export interface Route {
	readonly from: VersionEntry;
	readonly to: VersionEntry;
	readonly legs: readonly Leg[];
	readonly residue: Residue | undefined;
	readonly ledger?: Ledger | undefined;
	readonly beforeSteps?: BeforeSteps | undefined;
	/** What may be suspect where it ends, and whether that is refused. */
	readonly suspicions?: Suspicions | undefined;
	readonly refusesSuspects?: boolean;
}

/** Sees a payload, and the version that it is of. */
export type BeforeSteps = (payload: unknown, from: string) => void;

/** What came out of each hop, what went in first. */
type Run = { readonly values: readonly unknown[]; readonly issues?: undefined } | Refused;

/** Takes the value along all legs, and validates what the last one made. */
export function climb(start: unknown, route: Route, books: Books | undefined): Run {
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

/** Why a value that came out is refused though it is valid: what is suspect in it, if that is unwanted. */
export function refusedSuspects(values: readonly unknown[], route: Route): readonly Issue[] {
	if (!route.refusesSuspects || !route.suspicions) return [];
	const suspects = route.suspicions.in(values.at(-1));
	if (suspects.length === 0) return [];
	const given = values.slice(0, -1);
	return suspectIssues(suspects, { values, accounts: accountsOf(given, route) });
}
