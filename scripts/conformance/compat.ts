import { execFileSync } from "node:child_process";
import { LAWS } from "../../test/support/compat/difference-laws.js";
import { type Judged, judged } from "../../test/support/compat/judged.js";
import { rowsOf, SUITES } from "../../test/support/compat/rows.js";
import { type Told, told } from "../../test/support/compat/told.js";
import type { Suite } from "../conformance.js";

/** Suites of containment: whether nothing is unsound, and nearly everything is decided; `--rows` names what is not. */
export const run: Suite = async (words) => {
	const all: Judged[] = [];
	for (const suite of SUITES) {
		const results: Judged[] = [];
		for (const row of rowsOf(suite)) results.push(await judged(row));
		all.push(...results);
		print(suite, results);
	}
	print("all", all);
	printUnknowns(all, words.includes("--rows"));
	const others = printOthersWithoutCode(all);
	const broken = printDifferences(all.flatMap(({ row }) => told(row) ?? []));
	return others + broken === 0 && isSound(all);
};

function print(suite: string, results: readonly Judged[]): void {
	const known = results.filter(({ truth }) => truth !== undefined);
	const decided = known.filter(isDecided);
	const right = known.filter(({ truth }) => truth === true);
	const wrong = known.filter(({ truth }) => truth === false);
	const unsound = wrong.filter(({ verdict }) => verdict === "compatible");
	const disputed = right.filter(({ verdict }) => verdict === "incompatible");
	const witnesses = results.filter(({ verdict }) => verdict === "incompatible");
	const times = results.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
	console.log(
		[
			suite.padEnd(26),
			`rows ${results.length}`,
			`decided ${share(decided.length, known.length)}`,
			`unsound ${unsound.length}`,
			`true proved ${share(right.filter(({ verdict }) => verdict === "compatible").length, right.length)}`,
			`false with witness ${share(wrong.filter(({ verdict }) => verdict === "incompatible").length, wrong.length)}`,
			`disputed ${disputed.length}`,
			`witnesses that ajv confirms ${share(witnesses.filter(({ objection }) => objection === undefined).length, witnesses.length)}`,
			`median ${(times[Math.floor(times.length / 2)] ?? 0).toFixed(3)} ms`,
			`slowest ${(times.at(-1) ?? 0).toFixed(0)} ms`,
		].join(" | "),
	);
	for (const { row } of unsound) console.log(`  UNSOUND ${row.id}`);
	for (const { row, witness } of disputed) console.log(`  DISPUTED ${row.id} ${JSON.stringify(witness)}`);
}

/** Nothing unsound, nearly everything decided, and no witness that only the engine believes in. */
function isSound(results: readonly Judged[]): boolean {
	const known = results.filter(({ truth }) => truth !== undefined);
	const unsound = known.filter(({ truth, verdict }) => truth === false && verdict === "compatible");
	return unsound.length === 0 && known.filter(isDecided).length / known.length >= 0.99;
}

/** How many verdicts are others where no code may be made from strings, so that ajv says nothing. */
function printOthersWithoutCode(results: readonly Judged[]): number {
	const args = [
		"--disallow-code-generation-from-strings",
		"--import",
		"tsx",
		"scripts/conformance/verdicts.ts",
	];
	const verdicts: readonly string[] = JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }));
	const others = results.filter(({ verdict }, at) => verdict !== verdicts[at]);
	console.log(`other verdicts where no code is made from strings: ${others.length} of ${results.length}`);
	for (const { row } of others) console.log(`  OTHER ${row.id}`);
	return others.length;
}

function printUnknowns(results: readonly Judged[], verbose: boolean): void {
	const reasons = new Map<string, Judged[]>();
	for (const result of results) {
		if (isDecided(result)) continue;
		const reason = `${result.verdict === "refused" ? "refused: " : ""}${result.reason}`;
		reasons.set(reason, [...(reasons.get(reason) ?? []), result]);
	}
	const sorted = [...reasons].sort(([, a], [, b]) => b.length - a.length);
	for (const [reason, undecided] of sorted) {
		console.log(`${String(undecided.length).padStart(5)}  ${reason}`);
		if (verbose) for (const { row } of undecided) console.log(`         ${row.draft} ${row.id}`);
	}
}

/** How many laws are broken. */
function printDifferences(rows: readonly Told[]): number {
	const told = rows.filter(({ list }) => list.length > 0);
	const lastResort = told.filter(({ list }) => list.some(({ rule }) => rule.startsWith("schema-")));
	const lengths = told.map(({ list }) => list.length).sort((a, b) => a - b);
	const times = rows.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
	const counted = new Map<string, number>(LAWS.map((law) => [law, 0]));
	for (const { row, broken } of rows) {
		for (const law of broken) {
			counted.set(law, (counted.get(law) ?? 0) + 1);
			console.log(`  BROKEN ${row.id}: ${law}`);
		}
	}
	console.log(
		[
			`differences: rows ${rows.length}`,
			...[...counted].map(([law, count]) => `${law}: ${count}`),
			`lists ${told.length}, median length ${lengths[Math.floor(lengths.length / 2)]}, longest ${lengths.at(-1)}`,
			`last resort ${share(lastResort.length, told.length)}`,
			`median ${(times[Math.floor(times.length / 2)] ?? 0).toFixed(3)} ms`,
		].join(" | "),
	);
	return [...counted.values()].reduce((all, count) => all + count, 0);
}

function isDecided({ verdict }: Judged): boolean {
	return verdict === "compatible" || verdict === "incompatible";
}

function share(part: number, whole: number): string {
	return `${part}/${whole} ${((100 * part) / Math.max(1, whole)).toFixed(1)}%`;
}
