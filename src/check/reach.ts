import { finding } from "./finding.js";
import type { LoadedLineage, LoadedVersion } from "./lineages.js";
import type { Finding } from "./result.js";
import type { Levels } from "./rules.js";
import type { Trial } from "./trial.js";

/** Versions that the lineage's steps lack, and those whose instances do not get to the newest one. */
export function unreached(lineage: LoadedLineage, trial: Trial, levels: Levels): Finding[] {
	const head = lineage.versions.at(-1);
	return lineage.versions.slice(0, -1).flatMap((version) => {
		const why = head === undefined ? undefined : whyNot(trial, version, head);
		if (why === undefined) return [];
		return finding("head-unreachable", levels, {
			subject: `${lineage.name}: ${version.name} to ${head?.name}`,
			message: `instances of ${version.name} do not become ${head?.name}: ${why}`,
			at: version.source.locate(undefined),
		});
	});
}

/** The first issue of an instance on its way to the head. */
function whyNot(trial: Trial, version: LoadedVersion, head: LoadedVersion): string | undefined {
	const missing = [version, head].find((one) => !trial.knows(one));
	if (missing !== undefined) return `the steps know no version ${missing.name}`;
	for (const instance of trial.samples(version)) {
		const issue = trial.issue(version, head, instance);
		if (issue !== undefined) return issue;
	}
	return undefined;
}
