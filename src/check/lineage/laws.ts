import { type Json, valueAt } from "../../json/index.js";
import { LAWS, type LawBreak, type StepTrial, tryStep } from "../../testing/index.js";
import { shorten } from "../../text/index.js";
import { finding } from "../finding.js";
import type { Finding } from "../result.js";
import type { ChosenLevels } from "../rules.js";
import type { LoadedLineage, LoadedVersion } from "./lineages.js";
import type { Trial } from "./trial.js";

/** What the laws say of each step of a lineage, tried with instances of the versions at its ends. */
export function judgeLaws(lineage: LoadedLineage, trial: Trial, levels: ChosenLevels): Finding[] {
	const byName = new Map(lineage.versions.map((version) => [version.name, version]));
	const steps = lineage.versions.flatMap((older) => {
		const newer = byName.get(older.next ?? "");
		if (newer === undefined || !trial.knows(older, newer) || !isStep(trial, older, newer)) return [];
		return [[older, newer] as const];
	});
	return [
		...steps.flatMap(([older, newer]) => ofStep(lineage, [older, newer], trial, levels)),
		...[...new Set(steps.flat())].flatMap((version) => untried(lineage, version, trial, levels)),
	];
}

function ofStep(
	lineage: LoadedLineage,
	[older, newer]: readonly [LoadedVersion, LoadedVersion],
	trial: Trial,
	levels: ChosenLevels,
): Finding[] {
	const [up, down] = [along(trial, older, newer, true), along(trial, newer, older, false)];
	const about = {
		subject: `${lineage.name}: ${older.name} to ${newer.name}`,
		at: newer.source.locate(undefined),
	};
	return [
		...[...up.breaks, ...down.breaks].flatMap((one) => ofBreak(one, about, levels)),
		...up.losses.flatMap(({ step, at, count, instances }) => {
			const message = `the step ${step} loses ${at || "the whole value"} of ${count} in ${instances} instances of ${older.name}, and does not say so: account.dropped("${at}") says that it is meant`;
			return finding("bridged-with-losses", levels, { ...about, message });
		}),
	];
}

/** Branches of unions that no instance takes: what is said of the steps is not said of these. */
function untried(
	lineage: LoadedLineage,
	version: LoadedVersion,
	trial: Trial,
	levels: ChosenLevels,
): Finding[] {
	const { name, source } = version;
	return trial.untried(version).flatMap((place) => {
		const message = `none of ${trial.samples(version).length} instances of ${name} takes the branch ${place.keywordLocation || "at the root"} of a union: its steps are not tried there`;
		return finding("branch-untried", levels, {
			subject: `${lineage.name}: ${name}`,
			message,
			at: source.locate(place),
		});
	});
}

/** Whether the lineage has a step between these two. */
function isStep({ steps }: Trial, older: LoadedVersion, newer: LoadedVersion): boolean {
	return steps.route(older.name as never)[1] === newer.name;
}

function along(trial: Trial, from: LoadedVersion, to: LoadedVersion, isUpgrade: boolean): StepTrial {
	const step = { from: from.name, to: to.name, isUpgrade };
	return tryStep(trial.steps, step, trial.samples(from), trial.samples(to));
}

/** That instances are not converted at all is told of the pair, and of the way to the head. */
function ofBreak(
	{ law, step, at, message, instance, returned }: LawBreak,
	about: Pick<Finding, "subject" | "at">,
	levels: ChosenLevels,
): Finding[] {
	if (law === 1) return [];
	// The whole would bury what is wrong with it; the instance is shown beside.
	const there = returned === undefined ? undefined : valueAt(returned, at);
	const result = there === undefined ? "" : `; what came there: ${shown(there)}`;
	return finding("law-broken", levels, {
		...about,
		message: `the step ${step} breaks law ${law} (${LAWS[law]}) at ${at || "the root"}: ${message}${result}`,
		witness: instance,
	});
}

/** A value that was made of a generated instance, as far as a line has room. */
function shown(value: Json): string {
	return shorten(JSON.stringify(value), MAX_SHOWN);
}

const MAX_SHOWN = 300;
