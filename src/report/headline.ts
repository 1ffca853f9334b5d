import type { Finding, GateResult } from "../check/index.js";
import { countText, plural } from "../text/index.js";
import { casesOf, type PairStatus } from "./pair-status.js";

/** How each status is called; the worst first. */
export const PAIR_STATUSES: { readonly [status in PairStatus]: string } = {
	breaks: "incompatible",
	undecided: "unknown",
	tolerated: "tolerated",
	accepted: "accepted",
	lossy: "bridged with losses",
	bridged: "bridged",
	assumed: "assumed",
	compatible: "compatible",
};

/** The whole result in one line: "findings: 2 pairs: 1 incompatible, 1 compatible; 3 errors, 1 info". */
export function headline(result: GateResult): string {
	return `${result.outcome}: ${[pairs(result), ...levels(result.findings)].join("; ")}`;
}

function pairs(result: GateResult): string {
	const statuses = casesOf(result).map(({ status }) => status);
	const [only] = statuses;
	if (only === undefined) return "no pair to compare";
	if (statuses.length === 1) return PAIR_STATUSES[only];
	const list = Object.entries(PAIR_STATUSES).flatMap(([status, word]) => {
		const count = statuses.filter((one) => one === status).length;
		return count === 0 ? [] : [`${countText(count)} ${word}`];
	});
	return `${plural(statuses.length, "pair")}: ${list.join(", ")}`;
}

function levels(findings: readonly Finding[]): string[] {
	const open = findings.filter(({ accepted }) => accepted === undefined);
	const accepted = findings.length - open.length;
	const list = (["error", "warning", "info"] as const).flatMap((level) => {
		const count = open.filter((finding) => finding.level === level).length;
		if (count === 0) return [];
		return [level === "info" ? `${countText(count)} info` : plural(count, level)];
	});
	if (accepted > 0) list.push(`${plural(accepted, "finding")} accepted`);
	return list.length > 0 ? [list.join(", ")] : [];
}
