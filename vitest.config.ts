import { defineConfig } from "vitest/config";

const HOUR = 3_600_000;

/** `--mode long` looks at a hundred times as many cases: the same properties, for a night. */
export default defineConfig(({ mode }) => ({
	test: {
		include: ["test/{unit,property,conformance,types,e2e,faults}/**/*.test.ts"],
		env: mode === "long" ? { UPSHAPE_LONG: "1", UPSHAPE_RUNS: process.env.UPSHAPE_RUNS ?? "1000000" } : {},
		testTimeout: mode === "long" ? 12 * HOUR : 120_000,
		hookTimeout: 120_000,
		maxWorkers: "100%",
	},
}));
