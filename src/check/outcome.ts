import type { Finding, GateResult, PairResult } from "./result.js";
import type { ChosenLevels } from "./rules.js";
import type { Accepted } from "./settings/ignore.js";

/** What was found out, before anybody's acceptance counts. */
export interface Found {
	readonly command: GateResult["command"];
	readonly pairs: readonly PairResult[];
	readonly findings: readonly Finding[];
}

/** How findings are settled. */
export interface Settling {
	readonly levels: ChosenLevels;
	readonly accepted: Accepted | undefined;
	/** The day by which entries of the ignore file expire, as 2026-12-31. */
	readonly today: string;
}

/** The result: what is accepted is marked, and what is left decides the outcome. */
export function settle(
	{ command, pairs, findings }: Found,
	{ levels, accepted, today }: Settling,
): GateResult {
	const settled = accepted?.apply(findings, today, levels) ?? findings;
	return { command, pairs, findings: settled, outcome: outcomeOf(settled) };
}

function outcomeOf(findings: readonly Finding[]): GateResult["outcome"] {
	const counting = findings.filter(({ level, accepted }) => level === "error" && accepted === undefined);
	if (counting.length === 0) return "fine";
	return counting.every(({ rule }) => rule === "undecided") ? "undecided" : "findings";
}
