import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { instances } from "../src/compat/index.js";
import type { Json } from "../src/index.js";
import { checkLaws, LawError, type TestedLineage } from "../src/testing/index.js";
import type { AnyLineage } from "../test/support/laws.js";
import { SPOILT, tryCase } from "../test/support/random-steps/index.js";
import { sharedPath, sharedThere } from "../test/support/shared.js";
import {
	bookings,
	forgetful,
	lossesListed,
	misspelt,
	naiveOrders,
	oldOrders,
	runForgetful,
	type StrangerProject,
	thereAndBack,
} from "../test/support/stranger/index.js";
import { VIOLATORS } from "../test/support/violators.js";

// `npm run laws -- --runs 100000 --seed 1 --records 10000`: what the promises come to for steps that others write: naive
// ones, forgetful ones, random ones, and ones that break a law. Ends with 1 where a promise does not hold.
const { values } = parseArgs({
	options: {
		runs: { type: "string", default: "10000" },
		seed: { type: "string", default: "1" },
		records: { type: "string", default: "10000" },
	},
});
const [runs, seed, records] = [Number(values.runs), Number(values.seed), Number(values.records)];
const OWN = fileURLToPath(new URL("../test/support/stranger/forgot.mjs", import.meta.url));

await naive("careless bookings (our own)", await bookings(), "bookings", generated);
await forgotten("forgotten member (our own)", OWN);
if (sharedThere) {
	const project = await naiveOrders();
	line(
		"misspelt pointers",
		`told as misplaced: ${misspelt(project).match(/kind: 'misplaced'/g)?.length ?? 0} of 2`,
	);
	await naive("naive orders (../shared)", project, "order", () => oldOrders(project, records));
	await forgotten("forgotten member (../shared)", sharedPath("suites", "order", "forgot.mjs"));
} else line("naive orders", "not judged: ../shared is not there");
randomSteps();
violators();

async function naive(
	name: string,
	project: StrangerProject,
	exported: string,
	recordsOf: (lineage: AnyLineage) => readonly Json[],
): Promise<void> {
	// The module exports it: the check below loads it the same way.
	const lineage = (await project.load())[exported] as AnyLineage;
	const { refused, upgraded, restored, unaccounted, misplaced } = thereAndBack(lineage, recordsOf(lineage));
	if (restored < upgraded || unaccounted + misplaced > 0) process.exitCode = 1;
	line(
		name,
		`upgraded ${upgraded}, refused ${refused} | restored ${restored} | leaves unaccounted ${unaccounted}`,
	);
	for (const loss of lossesListed(project)) line("", `check lists ${loss}`);
	project.remove();
}

function generated(lineage: AnyLineage): readonly Json[] {
	const documents = new Map([["v1.json", lineage.schema("v1") as Json]]);
	const taken: Json[] = [];
	for (const record of instances({ root: "v1.json", documents }, seed)) {
		if (taken.push(record) >= records) break;
	}
	return taken;
}

async function forgotten(name: string, module: string): Promise<void> {
	const project = forgetful(module);
	const { account, residue, check, returns } = runForgetful(project);
	if (account.length + residue.length + check.length < 3 || !returns) process.exitCode = 1;
	const dropped = account.map(({ from, count }) => `${from} ${count}`).join(", ");
	line(
		name,
		`account ${dropped} | residue ${residue} | check ${check} | returns ${returns ? "exactly" : "NOT"}`,
	);
	project.remove();
}

function randomSteps(): void {
	const begun = performance.now();
	let broken = 0;
	for (let i = 0; i < runs; i++) {
		try {
			tryCase(seed + i);
		} catch (error) {
			broken++;
			console.log(String(error));
		}
	}
	if (broken > 0) process.exitCode = 1;
	const seconds = ((performance.now() - begun) / 1000).toFixed(0);
	line("random steps", `cases ${runs}, seeds ${seed} and on | broken ${broken} | ${seconds} s`);
}

function violators(): void {
	for (const [name, [law, make]] of Object.entries(VIOLATORS)) {
		const found = lawBrokenBy(make());
		if (found !== law) process.exitCode = 1;
		line("violators", `${name}: ${found === undefined ? "NOT CAUGHT" : `law ${found}`}`);
	}
	for (const [name, [, spoilt]] of Object.entries(SPOILT)) {
		const caught = Array.from({ length: 300 }, (_, i) => fails(() => tryCase(seed + i, spoilt)));
		const count = caught.filter(Boolean).length;
		if (count === 0) process.exitCode = 1;
		line("random, spoilt", `${name}: caught in ${count} of 300 cases`);
	}
}

function lawBrokenBy(lineage: TestedLineage): number | undefined {
	try {
		checkLaws(lineage, { runs: 300, seed });
	} catch (error) {
		if (error instanceof LawError) return error.broken.law;
		throw error;
	}
	return undefined;
}

function fails(call: () => void): boolean {
	try {
		call();
	} catch {
		return true;
	}
	return false;
}

function line(name: string, what: string): void {
	console.log(`${name.padEnd(28)} ${what}`);
}
