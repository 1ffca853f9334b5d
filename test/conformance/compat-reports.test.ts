import { describe, expect, test } from "vitest";
import { judgePair, reportPairs } from "../support/compat/report-pairs.js";
import { sharedThere } from "../support/shared.js";

describe.skipIf(!sharedThere)("pairs of public reports (needs ../shared)", () => {
	test("nothing unsound, nine in ten as expected", { timeout: 60_000 }, () => {
		const judged = reportPairs().map((pair) => ({
			...judgePair(pair),
			id: pair.id,
			expected: pair.expected,
		}));
		const wrong = judged.filter(({ verdict, expected }) => verdict !== expected);
		expect(wrong.filter(({ verdict }) => verdict === "compatible")).toEqual([]);
		expect(wrong.length).toBeLessThanOrEqual(judged.length / 10);
	});
});
