import { judgePair, reportPairs } from "../../test/support/compat/report-pairs.js";
import type { Suite } from "../conformance.js";

/** Pairs of public bug reports: what comes out otherwise than it should, with the reason. */
export const run: Suite = async () => {
	const judged = reportPairs().map((pair) => ({ ...pair, ...judgePair(pair) }));
	const others = judged.filter(({ verdict, expected }) => verdict !== expected);
	const unsound = others.filter(({ verdict }) => verdict === "compatible");
	for (const { id, verdict, expected, reason } of others)
		console.log(`${id}: ${verdict}, expected ${expected}${reason && ` (${reason})`}`);
	console.log(
		`as expected: ${judged.length - others.length} of ${judged.length}; unsound: ${unsound.length}`,
	);
	return unsound.length === 0 && others.length <= judged.length / 10;
};
