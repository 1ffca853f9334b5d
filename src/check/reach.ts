import type { Json } from "../json/index.js";
import { finding } from "./finding.js";
import type { LoadedLineage, LoadedVersion } from "./lineages.js";
import type { Finding } from "./result.js";
import type { Levels } from "./rules.js";
import { issueOf, type Steps } from "./steps.js";

/** Versions that the lineage's steps lack, and those whose instances do not get to the newest one. */
export function unreached(
	lineage: LoadedLineage,
	steps: Steps,
	samplesOf: (version: LoadedVersion) => readonly Json[],
	levels: Levels,
): Finding[] {
	const head = lineage.versions.at(-1);
	return lineage.versions.slice(0, -1).flatMap((version) => {
		const why = head === undefined ? undefined : whyNot(steps, version, head, samplesOf);
		if (why === undefined) return [];
		return finding("head-unreachable", levels, {
			subject: `${lineage.name}: ${version.name} to ${head?.name}`,
			message: `instances of ${version.name} do not become ${head?.name}: ${why}`,
			at: version.source.locate(undefined),
		});
	});
}

/** The first issue of an instance on its way to the head. */
function whyNot(
	steps: Steps,
	version: LoadedVersion,
	head: LoadedVersion,
	samplesOf: (version: LoadedVersion) => readonly Json[],
): string | undefined {
	const missing = [version, head].find(({ name }) => !steps.versions.includes(name));
	if (missing !== undefined) return `the steps know no version ${missing.name}`;
	for (const instance of samplesOf(version)) {
		const issue = issueOf(steps, version, head, instance);
		if (issue !== undefined) return issue;
	}
	return undefined;
}
