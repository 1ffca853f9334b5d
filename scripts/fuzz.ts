import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Fuzzed, fuzz } from "../test/support/fuzz/index.js";

// `npm run fuzz -- --seconds 600 --seed 1`: calls of all commands with inputs made to break them, until the time is up.
// Each call is made from a seed of its own: `npm run fuzz -- --only 123` makes that one again, and leaves its files.
const { values } = parseArgs({
	options: {
		seconds: { type: "string", default: "60" },
		seed: { type: "string", default: "1" },
		only: { type: "string" },
		jobs: { type: "string", default: "2" },
	},
});

const folder = mkdtempSync(join(tmpdir(), "upshape-fuzz-"));
if (values.only !== undefined) {
	console.log(`files in ${folder}`);
	const [call] = await fuzz({ folder, seeds: [Number(values.only)], jobs: 1, keep: true });
	console.log(JSON.stringify(call, null, "\t"));
} else {
	const end = performance.now() + Number(values.seconds) * 1000;
	const calls = await fuzz({ folder, seeds: seedsFrom(Number(values.seed), end), jobs: Number(values.jobs) });
	rmSync(folder, { recursive: true, force: true });
	print(calls);
}

function* seedsFrom(first: number, end: number): Generator<number> {
	for (let seed = first; performance.now() < end; seed++) yield seed;
}

function print(calls: readonly Fuzzed[]): void {
	const bad = calls.filter(({ problem }) => problem !== undefined);
	const slowest = Math.max(...calls.map(({ ms }) => ms));
	console.log(
		`${calls.length} calls, seeds ${values.seed} and on; the slowest took ${slowest.toFixed(0)} ms`,
	);
	for (const [name, own] of byCommand(calls)) {
		const codes = [0, 1, 2, 3].map((code) => own.filter((call) => call.code === code).length);
		console.log(`  ${name.padEnd(22)} ${own.length} calls, ended with 0 1 2 3: ${codes.join(" ")}`);
	}
	for (const problem of ["stack", "hang", "code", "output"] as const)
		console.log(`  ${bad.filter((call) => call.problem === problem).length} of kind ${problem}`);
	for (const { seed, problem, args, said } of bad.slice(0, 20))
		console.log(
			`${problem}: npm run fuzz -- --only ${seed}\n  ${JSON.stringify(args)}\n  ${said.slice(0, 600)}`,
		);
	if (bad.length > 0) process.exitCode = 1;
}

function byCommand(calls: readonly Fuzzed[]): Map<string, Fuzzed[]> {
	const groups = new Map<string, Fuzzed[]>();
	for (const call of calls) groups.set(call.command, [...(groups.get(call.command) ?? []), call]);
	return groups;
}
