import { expect, test } from "vitest";
import { SPOILT, tryCase } from "../support/random-steps/index.js";
import { RUNS } from "../support/runs.js";

// Anybody's steps: what holds for them holds by construction. A case that fails names its seed.
test("exact return, nothing silent, composition, purity and edits hold for random pairs of functions", () => {
	for (let i = 0; i < RUNS.numRuns; i++) tryCase(RUNS.seed + i);
});

test.each(Object.entries(SPOILT))("%s is caught", (_, [law, spoilt]) => {
	const caught = new Set<string | undefined>();
	for (let seed = 1; seed <= 300; seed++) {
		try {
			tryCase(seed, spoilt);
		} catch (error) {
			caught.add(/law (\d)/.exec(String(error))?.[1]);
		}
	}
	expect([...caught]).toContain(law);
});
