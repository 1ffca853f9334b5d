import type { Finding, GateResult } from "../check/index.js";
import { countText, plural } from "../text/index.js";
import { casesOf, type Standing } from "./standing.js";

/** How each standing is called; the worst first. */
export const STANDINGS: { readonly [standing in Standing]: string } = {
	breaks: "incompatible",
	undecided: "unknown",
	tolerated: "tolerated",
	accepted: "accepted",
	bridged: "bridged",
	assumed: "assumed",
	compatible: "compatible",
};

/** The whole result in one line: "findings: 2 pairs: 1 incompatible, 1 compatible; 3 errors, 1 info". */
export function headline(result: GateResult): string {
	return `${result.outcome}: ${[pairs(result), ...levels(result.findings)].join("; ")}`;
}

function pairs(result: GateResult): string {
	const standings = casesOf(result).map(({ standing }) => standing);
	const [only] = standings;
	if (only === undefined) return "no pair to compare";
	if (standings.length === 1) return STANDINGS[only];
	const list = Object.entries(STANDINGS).flatMap(([standing, word]) => {
		const count = standings.filter((one) => one === standing).length;
		return count === 0 ? [] : [`${countText(count)} ${word}`];
	});
	return `${plural(standings.length, "pair")}: ${list.join(", ")}`;
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
