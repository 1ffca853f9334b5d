import { differences } from "../compat/index.js";
import type { Json } from "../json/index.js";
import { bridge } from "./bridge.js";
import { changesOf } from "./changes.js";
import { finding } from "./finding.js";
import type { LoadedLineage, LoadedVersion } from "./lineages.js";
import { overlaps } from "./overlaps.js";
import { comparePair, effective, type Judging } from "./pair.js";
import { unreached } from "./reach.js";
import type { Finding, PairResult } from "./result.js";
import type { Levels } from "./rules.js";
import { samplesOf } from "./samples.js";
import type { Steps } from "./steps.js";
import { unsatisfiable } from "./unsatisfiable.js";

/** How a lineage is judged. */
export interface LineageJudging extends Judging {
	readonly levels: Levels;
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
	const samples = memoized((version: LoadedVersion) => samplesOf(version, options));
	const pairs = pairsOf(lineage, judging.transitive).map(([older, newer]) =>
		judgePair(lineage, older, newer, judging, samples),
	);
	return {
		pairs: pairs.flatMap((pair) => pair.pairs),
		findings: [
			...lineage.versions.flatMap(({ name, source }) =>
				unsatisfiable(source, `${lineage.name}: ${name}`, options, levels),
			),
			...pairs.flatMap((pair) => pair.findings),
			...overlaps(lineage, judging),
			...(steps === undefined ? [] : unreached(lineage, steps, samples, levels)),
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
	lineage: LoadedLineage,
	older: LoadedVersion,
	newer: LoadedVersion,
	judging: LineageJudging,
	samples: (version: LoadedVersion) => readonly Json[],
): JudgedLineage {
	const subject = `${lineage.name}: ${older.name} to ${newer.name}`;
	const pairs = comparePair(subject, older.source, newer.source, judging).map((pair): PairResult => {
		const [from, to] = pair.direction === "backward" ? [older, newer] : [newer, older];
		const { verdict, witness } = effective(pair);
		if (verdict === "compatible" || !knows(judging.steps, from, to)) return pair;
		return { ...pair, bridge: bridge(judging.steps, [from, to], witness, samples(from)) };
	});
	const compared = {
		subject,
		older: older.source,
		newer: newer.source,
		pairs,
		differences: differences(older.source.prepared, newer.source.prepared, judging.options),
	};
	const broken = pairs.flatMap(({ bridge: made, writer, reader }) => {
		if (made === undefined || made.holds) return [];
		const message = `the step ${made.step} does not turn every ${writer} into a ${reader}: ${made.issue}`;
		const said = { subject, message, at: newer.source.locate(undefined) };
		return finding("not-bridged", judging.levels, { ...said, related: [older.source.locate(undefined)] });
	});
	return { pairs, findings: [...broken, ...changesOf(compared, judging.levels)] };
}

function knows(steps: Steps | undefined, ...versions: readonly LoadedVersion[]): steps is Steps {
	return steps !== undefined && versions.every(({ name }) => steps.versions.includes(name));
}

function memoized<K, V>(make: (key: K) => V): (key: K) => V {
	const made = new Map<K, V>();
	return (key) => {
		const known = made.get(key) ?? make(key);
		made.set(key, known);
		return known;
	};
}
