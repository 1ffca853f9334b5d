import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { sharedPath } from "../../test/support/shared.js";
import type { Suite } from "../conformance.js";
import type { RealPair, RealResult } from "./real-pair.js";

/** Refused or unknown ways out of all; the time and the memory that a pair may take, both ways with differences. */
const BOUNDS = { undecided: 4, ms: 10_000, megabytes: 512 };

/**
 * Consecutive versions of public schemas, each pair in a process of its own, both ways. `--samples 1000` judges so many
 * of each writer's instances (100 unless said), `--only vega` keeps to the families with that in their name.
 */
export const run: Suite = async (words) => {
	const { values } = parseArgs({
		args: [...words],
		options: { samples: { type: "string", default: "100" }, only: { type: "string", default: "" } },
	});
	const pairs: readonly RealPair[] = JSON.parse(
		readFileSync(sharedPath("suites", "real", "pairs.json"), "utf8"),
	);
	const results = pairs
		.filter(({ family }) => family.includes(values.only))
		.map((pair) => {
			const result = judge(pair, values.samples);
			print(pair, result);
			return result;
		});
	return sum(results);
};

function judge(pair: RealPair, samples: string): RealResult {
	const args = ["--import", "tsx", "scripts/conformance/real-pair.ts", JSON.stringify(pair), samples];
	return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8", maxBuffer: 2 ** 28 }));
}

function print({ writer, reader }: RealPair, { refused, pairs, self, ms, megabytes }: RealResult): void {
	const verdicts = refused === undefined ? verdictsOf(pairs) : "refused";
	const cost = `${ms.toFixed(0)} ms, ${megabytes.toFixed(0)} MB`;
	console.log(`${writer} > ${reader.split("/").slice(1).join("/")}: ${verdicts}; ${cost}`);
	if (refused !== undefined) console.log(`  refused: ${refused.why}`);
	for (const { name, direction, verdict, reason, contradictions } of pairs) {
		if (verdict === "unknown") console.log(`  ${direction} ${name} unknown: ${reason}`);
		for (const one of contradictions) console.log(`  ${direction} ${name} WRONG, ${one}`);
	}
	for (const one of self) console.log(`  compared with itself: ${one}`);
}

function verdictsOf(pairs: RealResult["pairs"]): string {
	const counts = new Map<string, number>();
	for (const { direction, verdict } of pairs)
		counts.set(`${direction} ${verdict}`, (counts.get(`${direction} ${verdict}`) ?? 0) + 1);
	return [...counts].map(([what, count]) => (count === 1 ? what : `${what} ${count} times`)).join(", ");
}

function sum(results: readonly RealResult[]): boolean {
	const pairs = results.flatMap((result) => result.pairs);
	const refused = results.filter((result) => result.refused?.isOutside === false).length;
	const unknown = results.flatMap(waysUnknown).length;
	const outside = results.filter((result) => result.refused?.isOutside).length;
	const witnesses = pairs.filter(({ verdict }) => verdict === "incompatible");
	const wrong = pairs.filter(({ contradictions }) => contradictions.length > 0).length;
	const self = results.flatMap((result) => result.self).length;
	const slowest = Math.max(...results.map(({ ms }) => ms));
	const largest = Math.max(...results.map(({ megabytes }) => megabytes));
	const undecided = 2 * refused + unknown;
	console.log(
		`${results.length} pairs of documents, ${pairs.length} verdicts on ${pairs.length / 2} schemas`,
	);
	console.log(
		`undecided ways: ${undecided} (at most ${BOUNDS.undecided}): unknown ${unknown}, refused ${2 * refused}; and ${2 * outside} for references that lead outside`,
	);
	console.log(
		`wrong verdicts: ${wrong}, over ${pairs.reduce((all, { judged }) => all + judged, 0)} instances and ${witnesses.length} witnesses`,
	);
	console.log(
		`witnesses that ajv confirms: ${witnesses.filter(({ objection }) => objection === undefined).length} of ${witnesses.length}`,
	);
	console.log(`self-comparisons that are not compatible: ${self}`);
	console.log(
		`slowest ${slowest.toFixed(0)} ms (at most ${BOUNDS.ms}), largest ${largest.toFixed(0)} MB (at most ${BOUNDS.megabytes})`,
	);
	const isWithin = slowest <= BOUNDS.ms && largest <= BOUNDS.megabytes;
	return undecided <= BOUNDS.undecided && wrong + self === 0 && isWithin;
}

/** Directions in which some schema of the documents is undecided. */
function waysUnknown({ pairs }: RealResult): string[] {
	return [...new Set(pairs.flatMap(({ direction, verdict }) => (verdict === "unknown" ? [direction] : [])))];
}
