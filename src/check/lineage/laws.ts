import { type Json, valueAt } from "../../json/index.js";
import type { LawBreak } from "../../testing/index.js";
import { shorten } from "../../text/index.js";
import { finding } from "../finding.js";
import type { Finding } from "../result.js";
import type { ChosenLevels } from "../rules.js";
import type { LoadedLineage, LoadedVersion } from "./lineages.js";
import { breaksOf, breakText, isOf, type Trial, type TriedStep } from "./trial.js";

/** What the laws say of each step of a lineage, tried with instances of the versions at its ends. */
export function judgeLaws(lineage: LoadedLineage, trial: Trial, levels: ChosenLevels): Finding[] {
	const byName = new Map(lineage.versions.map((version) => [version.name, version]));
	const steps = lineage.versions.flatMap((older) => {
		const newer = byName.get(older.next ?? "");
		if (newer === undefined || !trial.knows(older, newer) || !isStep(trial, older, newer)) return [];
		return trial.stepsBetween(older, newer);
	});
	const versions = new Set(steps.flatMap(({ older, newer }) => [older, newer]));
	return [
		...steps.flatMap((step) => ofStep(lineage, step, trial, levels)),
		...[...versions].flatMap((version) => untried(lineage, version, trial, levels)),
	];
}

function ofStep(lineage: LoadedLineage, step: TriedStep, trial: Trial, levels: ChosenLevels): Finding[] {
	const { older, newer, up } = step;
	const about = {
		subject: `${lineage.name}: ${older.name} to ${newer.name}`,
		at: newer.source.locate(undefined),
	};
	const toHead = { ...about, subject: `${lineage.name}: ${older.name} to ${trial.steps.head}` };
	const broken = breaksOf(step).flatMap((one) =>
		ofBreak(one, isOf(step, one) ? about : toHead, trial, levels),
	);
	// What breaks a law bridges nothing, with losses or without: these are told once the law holds.
	if ([...breaksOf(step), ...up.breaks].some((one) => isOf(step, one))) return broken;
	const lost = up.losses.flatMap(({ step: name, at, count, instances }) => {
		const message = `the step ${name} loses ${at || "the whole value"} of ${count} in ${instances} instances of ${older.name}, and does not say so: account.dropped("${at}") says that it is meant`;
		return finding("bridged-with-losses", levels, { ...about, message });
	});
	return [...broken, ...lost];
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

function ofBreak(
	broken: LawBreak,
	about: Pick<Finding, "subject" | "at">,
	trial: Trial,
	levels: ChosenLevels,
): Finding[] {
	const { at, instance, returned } = broken;
	// The whole would bury what is wrong with it; the instance is shown beside.
	const there = returned === undefined ? undefined : valueAt(returned, at);
	const result = there === undefined ? "" : `; what came there: ${shown(there)}`;
	const name = trial.nameOf(instance);
	const origin = name === undefined ? "" : `; shown by ${name}`;
	const message = `${breakText(broken)}${result}${origin}`;
	return finding("law-broken", levels, { ...about, message, witness: instance });
}

/** A value that was made of a generated instance, as far as a line has room. */
function shown(value: Json): string {
	return shorten(JSON.stringify(value), MAX_SHOWN);
}

const MAX_SHOWN = 300;
