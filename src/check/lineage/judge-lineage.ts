import { differences } from "../../compat/index.js";
import { changesOf } from "../changes.js";
import { finding } from "../finding.js";
import { comparePair, effective, type Judging } from "../pair.js";
import type { Finding, PairResult } from "../result.js";
import type { ChosenLevels } from "../rules.js";
import { unsatisfiable } from "../unsatisfiable.js";
import { judgeLaws } from "./laws.js";
import type { LoadedLineage, LoadedVersion } from "./lineages.js";
import { overlaps } from "./overlaps.js";
import { unreached } from "./reach.js";
import type { Steps } from "./steps.js";
import { Trial } from "./trial.js";

/** How a lineage is judged. */
export interface LineageJudging extends Judging {
	readonly levels: ChosenLevels;
	readonly transitive: boolean;
	/** The lineage with its steps, if there are any. */
	readonly steps: Steps | undefined;
}

/** What was found out about a lineage. */
export interface JudgedLineage {
	readonly pairs: readonly PairResult[];
	readonly findings: readonly Finding[];
}

/** Judges the versions of a lineage: each by itself, each pair, and what the steps make of them. */
export function judgeLineage(lineage: LoadedLineage, judging: LineageJudging): JudgedLineage {
	const { options, levels, steps } = judging;
	const trial = steps && new Trial(steps, options);
	const judged = pairsOf(lineage, judging.transitive).map(([older, newer]) =>
		judgePair(`${lineage.name}: ${older.name} to ${newer.name}`, [older, newer], judging, trial),
	);
	const pairs = judged.flatMap((one) => one.pairs);
	// Whose step to the newest version is broken is told so once.
	const broken = pairs.filter(({ direction, bridge }) => direction === "backward" && bridge?.holds === false);
	const toldOf = new Set(broken.map(({ subject }) => subject));
	return {
		pairs,
		findings: [
			...lineage.versions.flatMap(({ name, source }) =>
				unsatisfiable(source, `${lineage.name}: ${name}`, options, levels),
			),
			...judged.flatMap((one) => one.findings),
			...overlaps(lineage, judging),
			...(trial ? unreached(lineage, trial, levels) : []).filter(({ subject }) => !toldOf.has(subject)),
			...(trial ? judgeLaws(lineage, trial, levels) : []),
		],
	};
}

/** Each version with the one that its step leads to; or with all that its steps lead to in the end. */
function pairsOf(lineage: LoadedLineage, transitive: boolean): (readonly [LoadedVersion, LoadedVersion])[] {
	const byName = new Map(lineage.versions.map((version) => [version.name, version]));
	return lineage.versions.flatMap((older) => {
		const newer: LoadedVersion[] = [];
		for (let next = byName.get(older.next ?? ""); next !== undefined; next = byName.get(next.next ?? "")) {
			newer.push(next);
			if (!transitive) break;
		}
		return newer.map((one) => [older, one] as const);
	});
}

function judgePair(
	subject: string,
	[older, newer]: readonly [LoadedVersion, LoadedVersion],
	judging: LineageJudging,
	trial: Trial | undefined,
): JudgedLineage {
	const pairs = comparePair(subject, older.source, newer.source, judging).map((pair): PairResult => {
		const [from, to] = pair.direction === "backward" ? [older, newer] : [newer, older];
		const { verdict, witness } = effective(pair);
		if (verdict === "compatible" || !trial?.knows(from, to)) return pair;
		// What is sent one way need not be a whole payload, which is all that a step takes.
		const isWhole = judging.direction === undefined;
		return { ...pair, bridge: trial.bridge(from, to, isWhole ? witness : undefined) };
	});
	const compared = {
		subject,
		older: older.source,
		newer: newer.source,
		pairs,
		differences: differences(
			older.source.preparedFor(judging.direction),
			newer.source.preparedFor(judging.direction),
			{ ...judging.options, assume: judging.assume },
		),
	};
	const broken = pairs.flatMap(({ bridge, writer, reader }) => {
		if (bridge === undefined || bridge.holds) return [];
		const message = `the step ${bridge.step} does not turn every ${writer} into a ${reader}: ${bridge.issue}`;
		const said = { subject, message, at: newer.source.locate(undefined) };
		return finding("not-bridged", judging.levels, { ...said, related: [older.source.locate(undefined)] });
	});
	return { pairs, findings: [...broken, ...changesOf(compared, judging.levels)] };
}
