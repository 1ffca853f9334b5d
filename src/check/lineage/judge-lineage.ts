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
import type { Given, GivenInstances } from "./samples.js";
import type { Steps } from "./steps.js";
import { Trial } from "./trial.js";

/** How a lineage is judged. */
export interface LineageJudging extends Judging {
	readonly levels: ChosenLevels;
	readonly transitive: boolean;
	/** The lineage with its steps, if there are any. */
	readonly steps: Steps | undefined;
	/** Valid examples of each version, for the steps to convert. */
	readonly examples: GivenInstances;
}

/** What was found out about a lineage. */
export interface JudgedLineage {
	readonly pairs: readonly PairResult[];
	readonly findings: readonly Finding[];
}

/** Judges the versions of a lineage: each by itself, each pair, and what the steps make of them. */
export function judgeLineage(lineage: LoadedLineage, judging: LineageJudging): JudgedLineage {
	const { options, levels, steps } = judging;
	const compared = pairsOf(lineage, judging.transitive).map(([older, newer]): ComparedVersions => {
		const subject = `${lineage.name}: ${older.name} to ${newer.name}`;
		return { subject, older, newer, pairs: comparePair(subject, older.source, newer.source, judging) };
	});
	const trial = steps && new Trial({ steps, lineage, given: givenOf(compared, judging), options });
	const judged = compared.map((one) => judgePair(one, judging, trial));
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
			...(trial ? judgeLaws(lineage, trial, levels) : []).filter(
				({ rule, subject }) => rule !== "bridged-with-losses" || !toldOf.has(subject),
			),
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

/** Two versions, compared each way that is asked for. */
interface ComparedVersions {
	readonly subject: string;
	readonly older: LoadedVersion;
	readonly newer: LoadedVersion;
	readonly pairs: readonly PairResult[];
}

/** What each version's steps are tried with beside generated instances: the witnesses of its pairs, and its examples. */
function givenOf(
	compared: readonly ComparedVersions[],
	{ direction, examples }: LineageJudging,
): GivenInstances {
	const given = new Map<LoadedVersion, readonly Given[]>();
	const add = (version: LoadedVersion, more: readonly Given[]) =>
		given.set(version, [...(given.get(version) ?? []), ...more]);
	for (const { older, newer, pairs, subject } of compared) {
		for (const pair of pairs) {
			const { witness } = effective(pair);
			// What is sent one way need not be a whole payload, which is all that a step takes.
			if (witness === undefined || direction !== undefined) continue;
			const version = pair.direction === "backward" ? older : newer;
			add(version, [{ value: witness, name: `the witness of ${subject} (${pair.direction})` }]);
		}
	}
	for (const [version, more] of examples) add(version, more);
	return given;
}

function judgePair(
	{ subject, older, newer, pairs: comparedPairs }: ComparedVersions,
	judging: LineageJudging,
	trial: Trial | undefined,
): JudgedLineage {
	const tried = comparedPairs.map((pair) => {
		const [from, to] = pair.direction === "backward" ? [older, newer] : [newer, older];
		return { pair, bridge: trial?.knows(from, to) ? trial.bridge(from, to) : undefined };
	});
	const pairs = tried.map(
		({ pair, bridge }): PairResult => (isBridgeable(pair) ? { ...pair, bridge } : pair),
	);
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
	const said = { subject, at: newer.source.locate(undefined), related: [older.source.locate(undefined)] };
	const broken = tried.flatMap(({ pair, bridge }) => {
		if (bridge === undefined || bridge.holds || bridge.law !== undefined) return [];
		// What does not get to the newest version is told of, so that here the other way counts.
		if (!isBridgeable(pair) && pair.direction === "backward") return [];
		const message = `the step ${bridge.step} does not turn every ${pair.writer} into a ${pair.reader}: ${bridge.issue}`;
		return finding("not-bridged", judging.levels, { ...said, message });
	});
	return {
		pairs,
		findings: [
			...broken,
			...lawlessWay(pairs, [older, newer], said, judging.levels),
			...changesOf(compared, judging.levels),
		],
	};
}

/** Whether there is anything to bridge. */
function isBridgeable(pair: PairResult): boolean {
	return effective(pair).verdict !== "compatible";
}

/** That a way over several steps breaks a law; that a step does is told of its own pair. */
function lawlessWay(
	pairs: readonly PairResult[],
	[older, newer]: readonly [LoadedVersion, LoadedVersion],
	said: Pick<Finding, "subject" | "at" | "related">,
	levels: ChosenLevels,
): Finding[] {
	const issue = pairs.find(({ bridge }) => bridge?.law !== undefined)?.bridge?.issue;
	if (issue === undefined || older.next === newer.name) return [];
	const message = `${older.name} gets to ${newer.name} over a step that breaks a law: ${issue}`;
	return finding("law-broken", levels, { ...said, message });
}
