import { describe, expect, test } from "vitest";
import { type Judged, judged } from "../support/compat/judged.js";
import { rowsOf, SUITES } from "../support/compat/rows.js";
import { sharedThere } from "../support/shared.js";

describe.skipIf(!sharedThere)("judging suites (needs ../shared)", () => {
	test.each(SUITES)("%s: nothing unsound, nearly everything decided", { timeout: 120_000 }, async (suite) => {
		const results: Judged[] = [];
		for (const row of rowsOf(suite)) results.push(await judged(row));
		const known = results.filter(({ truth }) => truth !== undefined);
		const right = known.filter(({ truth }) => truth === true);
		const unsound = known.filter(({ truth, verdict }) => truth === false && verdict === "compatible");
		expect(unsound.map(({ row }) => row.id)).toEqual([]);
		expect(
			share(known, ({ verdict }) => verdict === "compatible" || verdict === "incompatible"),
		).toBeGreaterThan(0.97);
		expect(share(right, ({ verdict }) => verdict === "compatible")).toBeGreaterThan(0.95);
	});
});

function share(results: readonly Judged[], which: (result: Judged) => boolean): number {
	return results.filter(which).length / results.length;
}
