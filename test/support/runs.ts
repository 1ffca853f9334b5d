/** How many cases a property is tried with, and from which seed: both can be set to look further. */
export const RUNS = {
	numRuns: Number(process.env.UPSHAPE_RUNS ?? 10_000),
	seed: Number(process.env.UPSHAPE_SEED ?? 20_261_120),
};
