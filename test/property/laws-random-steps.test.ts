import { test } from "vitest";
import { tryCase } from "../support/random-steps/index.js";
import { RUNS } from "../support/runs.js";

// Anybody's steps: what holds for them holds by construction. A case that fails names its seed.
test("exact return, nothing silent, composition, purity and edits hold for random pairs of functions", () => {
	for (let i = 0; i < RUNS.numRuns; i++) tryCase(RUNS.seed + i);
});
