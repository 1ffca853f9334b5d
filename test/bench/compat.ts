import { readFileSync } from "node:fs";
import { compare, intersects, prepare } from "../../src/compat/index.js";

/** The most that one comparison of Clerk's clients may take, warm, in milliseconds. */
const BOUND = 0.5;
const ROUNDS = 40;
const CALLS = 50;

const [v1, current] = ["v1", "current"].map((version) => {
	const files = ["clerk-client", "clerk-session"].map((lineage) => `${lineage}/${version}.schema.json`);
	const documents = new Map(files.map((file) => [file, JSON.parse(readFileSync(`schemas/${file}`, "utf8"))]));
	return { documents, root: files[0] ?? "" };
});
if (v1 === undefined || current === undefined) throw new Error("no schemas");
const [preparedV1, preparedCurrent] = [prepare(v1), prepare(current)];

const warm = fastest(() => compare(preparedV1, preparedCurrent));
console.log(`compare, v1 to current, read before:       ${warm.toFixed(3)} ms (at most ${BOUND})`);
console.log(
	`compare, v1 to v1, read before:            ${fastest(() => compare(preparedV1, preparedV1)).toFixed(3)} ms`,
);
console.log(
	`intersects, v1 and current, read before:   ${fastest(() => intersects(preparedV1, preparedCurrent)).toFixed(3)} ms`,
);
console.log(
	`compare, v1 to current, from documents:    ${fastest(() => compare(v1, current)).toFixed(3)} ms`,
);
if (warm > BOUND) process.exitCode = 1;

/** The median round of the fastest half, so that what else runs on the machine counts little. */
function fastest(work: () => unknown): number {
	const rounds = Array.from({ length: ROUNDS }, () => {
		const start = performance.now();
		for (let call = 0; call < CALLS; call++) work();
		return (performance.now() - start) / CALLS;
	});
	return rounds.sort((a, b) => a - b)[Math.floor(ROUNDS / 4)] ?? Number.NaN;
}
