import { finding } from "../finding.js";
import type { Finding } from "../result.js";
import type { ChosenLevels, GateRule } from "../rules.js";
import type { LoadedLineage, LoadedVersion } from "./lineages.js";
import type { Trial } from "./trial.js";

/** Versions that the lineage's steps lack, and those whose instances do not get to the newest one. */
export function unreached(lineage: LoadedLineage, trial: Trial, levels: ChosenLevels): Finding[] {
	const head = lineage.versions.at(-1);
	return lineage.versions.slice(0, -1).flatMap((version) => {
		const found = head === undefined ? undefined : whyNot(trial, version, head);
		if (found === undefined) return [];
		return finding(found.rule, levels, {
			subject: `${lineage.name}: ${version.name} to ${head?.name}`,
			message: found.message,
			at: version.source.locate(undefined),
		});
	});
}

/** What keeps instances from the head, or from being tried. */
function whyNot(
	trial: Trial,
	version: LoadedVersion,
	head: LoadedVersion,
): { readonly rule: GateRule; readonly message: string } | undefined {
	const says = (why: string) => `instances of ${version.name} do not become ${head.name}: ${why}`;
	const missing = [version, head].find((one) => !trial.knows(one));
	if (missing !== undefined)
		return { rule: "head-unreachable", message: says(`the steps know no version ${missing.name}`) };
	const samples = trial.samples(version);
	if (samples.length === 0) {
		const message = `no instance of ${version.name} is known, so that its steps could not be tried`;
		return { rule: "undecided", message };
	}
	for (const instance of samples) {
		const issue = trial.issue(version, head, instance);
		if (issue !== undefined) return { rule: "head-unreachable", message: says(issue) };
	}
	return undefined;
}
