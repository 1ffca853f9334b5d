import type { Json } from "../json/index.js";
import type { Converted, Detection, Issue, Refused } from "../lineage/index.js";
import type { LoadedVersion } from "./lineages.js";

/**
 * What the gate needs of a lineage; every lineage has it, whichever copy of the package built it. Versions are known
 * by name only, so what the lineage's own types ask for is `never` here.
 */
export interface Steps {
	readonly versions: readonly string[];
	readonly head: string;
	detect(payload: unknown): Detection<string>;
	upgrade(payload: unknown, options: never): Converted<unknown, string> | Refused;
	downgrade(payload: never, options: never): Converted<unknown, string> | Refused;
}

/**
 * Why an instance of the one version does not come out as an instance of the other: the first issue, without values;
 * undefined if it does. The lineage's own validators judge both ends, and ajv the end that the schema file describes.
 */
export function issueOf(
	steps: Steps,
	from: LoadedVersion,
	to: LoadedVersion,
	instance: Json,
): string | undefined {
	const isUp = steps.versions.indexOf(from.name) <= steps.versions.indexOf(to.name);
	const options = { from: from.name, to: to.name } as never;
	// The lineage's types tie values to versions; here a version is only a name.
	const result = isUp ? steps.upgrade(instance, options) : steps.downgrade(instance as never, options);
	if (result.issues) return textOf(result.issues[0]);
	// Steps make JSON of JSON: the lineage has validated it.
	const accepted = to.source.prepared.judge(undefined)(result.value as Json);
	return accepted === true ? undefined : `the schema of ${to.name} refuses what came out`;
}

function textOf(issue: Issue | undefined): string {
	if (issue === undefined) return "refused without a reason";
	const { code, instanceLocation, message } = issue;
	return `${code} at ${instanceLocation || "the root"}: ${message}`;
}
