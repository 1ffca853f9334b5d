import type { Finding, GateResult, Judgement, PairResult } from "../check/index.js";
import type { Json } from "../json/index.js";

/** How a pair stands: whether the reader holds what it owes the writer, and if not, who puts up with it. */
export type PairStatus =
	| "compatible"
	| "assumed"
	| "bridged"
	| "lossy"
	| "accepted"
	| "tolerated"
	| "breaks"
	| "undecided";

/** A pair, how it stands, and what there is to say about its subject. */
export interface Case {
	readonly pair: PairResult;
	readonly status: PairStatus;
	readonly findings: readonly Finding[];
}

/** Every pair as a case. */
export function casesOf(result: GateResult): readonly Case[] {
	return result.pairs.map((pair) => {
		const findings = result.findings.filter(({ subject }) => subject === pair.subject);
		const status = statusOf(pair, findings);
		// The outcome is the gate's own: where all is fine, nobody is told otherwise.
		const isFine = result.outcome === "fine" && (status === "breaks" || status === "undecided");
		return { pair, status: isFine ? "tolerated" : status, findings };
	});
}

/** Whether a finding counts: an error that nobody has accepted. */
export function counts({ level, accepted }: Finding): boolean {
	return level === "error" && accepted === undefined;
}

/** The instance that shows a finding, unless it is the pair's, which is shown with that. */
export function ownWitness({ rule, witness }: Finding): Json | undefined {
	return rule === "incompatible" ? undefined : witness;
}

/** The pairs that an error breaks. */
export function brokenBy({ level, subject }: Finding, cases: readonly Case[]): readonly PairResult[] {
	if (level !== "error") return [];
	const broken = cases.filter(({ pair, status }) => status === "breaks" && pair.subject === subject);
	return broken.map(({ pair }) => pair);
}

/** What was taken for granted counts: the last verdict is the one under all assumptions. */
function effective(pair: PairResult): Judgement {
	return pair.assuming.at(-1) ?? pair;
}

function statusOf(pair: PairResult, findings: readonly Finding[]): PairStatus {
	if (pair.verdict === "compatible") return "compatible";
	if (pair.bridge?.holds) return pair.bridge.losses > 0 ? "lossy" : "bridged";
	const { verdict } = effective(pair);
	if (verdict === "compatible") return "assumed";
	const errors = findings.filter(({ level }) => level === "error");
	// A pair about which there is no finding must not be passed over in silence.
	if (findings.length === 0 || errors.some(counts)) return verdict === "unknown" ? "undecided" : "breaks";
	return errors.length > 0 ? "accepted" : "tolerated";
}

/** The findings, and one for each pair that breaks or is undecided and has none. */
export function toldFindings(result: GateResult): readonly Finding[] {
	const untold = casesOf(result).filter(
		({ status, findings }) => findings.length === 0 && (status === "breaks" || status === "undecided"),
	);
	return [...result.findings, ...untold.map(({ pair }) => findingOf(pair))];
}

function findingOf(pair: PairResult): Finding {
	const { subject, direction } = pair;
	const shared = { subject, at: undefined, related: [] };
	const { verdict, reason } = effective(pair);
	if (verdict === "unknown") {
		const message = `${direction}: could not be decided because of ${reason ?? "an unknown reason"}`;
		return { ...shared, rule: "undecided", level: "warning", message };
	}
	return { ...shared, rule: "incompatible", level: "error", message: `${direction}: is incompatible` };
}
