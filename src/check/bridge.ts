import type { Json } from "../json/index.js";
import type { LoadedVersion } from "./lineages.js";
import type { Bridge } from "./result.js";
import { issueOf, type Steps } from "./steps.js";

/** Whether the steps turn instances of the one version, a witness among them if there is one, into the other's. */
export function bridge(
	steps: Steps,
	[from, to]: readonly [from: LoadedVersion, to: LoadedVersion],
	witness: Json | undefined,
	samples: readonly Json[],
): Bridge {
	const tried = witness === undefined ? samples : [witness, ...samples];
	const step = `${from.name}>${to.name}`;
	for (const [index, instance] of tried.entries()) {
		const issue = issueOf(steps, from, to, instance);
		if (issue !== undefined) return { holds: false, step, instances: index + 1, issue };
	}
	// Nothing was tried, so nothing was shown.
	if (tried.length === 0)
		return { holds: false, step, instances: 0, issue: "no instance to try it with is known" };
	return { holds: true, step, instances: tried.length };
}
