// What a check costs, and how sound its answers are, beside the tools of npm: npx tsx test/bench/compat.ts
import { readFileSync } from "node:fs";
import {
	compare,
	type Dialect,
	instances,
	intersects,
	type PreparedSchema,
	prepare,
} from "../../src/compat/index.js";
import type { Json } from "../../src/json/index.js";
import { type Row, rowsOf } from "../support/compat/rows.js";
import { secondJudge } from "../support/compat/second-judge.js";
import { source } from "../support/compat/source.js";
import { sharedThere } from "../support/shared.js";
import { type Answer, asked, TOOLS, type Tool } from "./compat-tools.js";
import { middle } from "./side-by-side.js";

/** The most that one comparison of Clerk's clients may take, warm, in milliseconds. */
const BOUND = 0.5;
/** The most that the median comparison of the containment suites may take, from documents, in milliseconds. */
const MEDIAN_BOUND = 0.15;
const ROUNDS = 40;
const CALLS = 50;
/** Of the suites every so manyth row: the peers take long over some. */
const EVERY = 12;

type Pair = readonly [Json, Json, Dialect];

const read = (file: string): Json => JSON.parse(readFileSync(`schemas/${file}`, "utf8"));
const [v1, current] = ["v1", "current"].map((version) => {
	const files = ["clerk-client", "clerk-session"].map((lineage) => `${lineage}/${version}.schema.json`);
	return prepare({ documents: new Map(files.map((file) => [file, read(file)])), root: files[0] ?? "" });
});
if (v1 === undefined || current === undefined) throw new Error("no schemas");

console.log("Clerk's clients, read before, warm:");
const warm = fastest(() => compare(v1, current));
line("compare, v1 to current", `${warm.toFixed(3)} ms (at most ${BOUND})`);
line("compare, v1 to v1", `${fastest(() => compare(v1, v1)).toFixed(3)} ms`);
line("intersects, v1 and current", `${fastest(() => intersects(v1, current)).toFixed(3)} ms`);
const thousand = fastest(() => take(current, 1_000), 10, 1);
line("1,000 instances of current", `${thousand.toFixed(0)} ms, ${(1e6 / thousand).toFixed(0)} a second`);
if (warm > BOUND) process.exitCode = 1;

console.log("Clerk's clients, v1 to current, from documents, 30 rounds; times as long as ours:");
// In one document each, as the peers read no others.
const clients: Pair = [bundled("v1"), bundled("current"), "draft2020-12"];
const ofClients = await rounds(Array.from({ length: 32 }, () => clients));
for (const [index, { name }] of TOOLS.entries()) {
	line(name, `${figures(ofClients, index)}; says ${ofClients[index]?.at(-1)?.said}`);
}

if (sharedThere) await ofSuites();
else console.log("The containment suites are not there: ../shared is missing.");

async function ofSuites(): Promise<void> {
	const all = ["containment-draft2020-12", "containment-draft7"].flatMap(rowsOf);
	const rows = all.filter((_, at) => at % EVERY === 0);
	console.log(`Containment suites, ${rows.length} rows, from documents; times as long as ours:`);
	const answers = await rounds(rows.map(({ s1, s2, draft }) => [s1, s2, draft]));
	const truths: (boolean | undefined)[] = [];
	for (const row of rows) truths.push(await truthOf(row));
	for (const [index, { name }] of TOOLS.entries()) {
		line(name, `${figures(answers, index)}; ${soundness(truths, answers[index] ?? [])}`);
	}
	await ofAllRows(all);
}

/** Every row, by the package as it is built; each one's best of five, so that what else runs counts little. */
async function ofAllRows(rows: readonly Row[]): Promise<void> {
	const entry = new URL("../../dist/compat/index.js", import.meta.url).href;
	const { compare }: Pick<typeof import("../../src/compat/index.js"), "compare"> = await import(entry);
	const built: Tool = {
		name: "upshape, as built",
		ask: async (writer, reader, dialect) => {
			const { verdict } = compare(source(writer, dialect), source(reader, dialect));
			return verdict === "unknown" ? "nothing" : verdict;
		},
	};
	const answers: Answer[] = [];
	for (const { s1, s2, draft } of rows) answers.push(await asked(built, [s1, s2, draft], 5));
	const times = sortedTimes(answers);
	const tenth = (times[Math.floor(times.length * 0.9)] ?? Number.NaN).toFixed(1);
	const median = middle(times);
	line(
		`all ${rows.length} rows`,
		`median ${median.toFixed(3)} ms (at most ${MEDIAN_BOUND}), nine tenths below ${tenth} ms`,
	);
	if (median > MEDIAN_BOUND) process.exitCode = 1;
}

/** Each tool's answers to the pairs, asked in turn, so that the machine's moods hit all alike. */
async function rounds(pairs: readonly Pair[]): Promise<readonly (readonly Answer[])[]> {
	const answers: Answer[][] = TOOLS.map(() => []);
	for (const pair of pairs) {
		for (const [index, tool] of TOOLS.entries()) answers[index]?.push(await asked(tool, pair, 2));
	}
	return answers;
}

function figures(answers: readonly (readonly Answer[])[], index: number): string {
	const own = answers[index] ?? [];
	const times = sortedTimes(own);
	const ratios = own
		.map(({ milliseconds }, at) => milliseconds / (answers[0]?.[at]?.milliseconds ?? Number.NaN))
		.toSorted((a, b) => a - b);
	const at = (sorted: readonly number[], part: number) =>
		sorted[Math.floor(sorted.length * part)] ?? Number.NaN;
	const ratio = [0.5, 0.1, 0.9].map((part) => at(ratios, part).toFixed(1));
	return `median ${middle(times).toFixed(3)} ms, nine tenths below ${at(times, 0.9).toFixed(1)} ms, x${ratio[0]} (${ratio[1]} to ${ratio[2]})`;
}

function sortedTimes(answers: readonly Answer[]): readonly number[] {
	return answers.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b);
}

/** Among rows whose truth is known. */
function soundness(truths: readonly (boolean | undefined)[], answers: readonly Answer[]): string {
	const total = (truth: boolean) => truths.filter((known) => known === truth).length;
	const saidCompatible = (truth: boolean) =>
		truths.filter((known, at) => known === truth && answers[at]?.said === "compatible").length;
	const [unsound, proved] = [saidCompatible(false), saidCompatible(true)];
	return `unsound ${unsound} of ${total(false)} false, proved ${proved} of ${total(true)} true`;
}

/** The label, where the audit backs it: no witness was found, or one was that a second validator confirms. */
async function truthOf({ s1, s2, draft, subset, audit, witness = null }: Row): Promise<boolean | undefined> {
	if (subset) return audit === "refuted" ? undefined : true;
	if (audit !== "refuted") return undefined;
	const accepted = await secondJudge(s1, draft, witness);
	const refused = (await secondJudge(s2, draft, witness)) === false;
	return accepted === true && refused ? false : undefined;
}

function bundled(version: string): Json {
	const { $schema: _, ...session } = read(`clerk-session/${version}.schema.json`) as { [name: string]: Json };
	const text = JSON.stringify(read(`clerk-client/${version}.schema.json`));
	const reference = JSON.stringify({ $ref: `../clerk-session/${version}.schema.json` });
	return JSON.parse(text.replaceAll(reference, JSON.stringify(session)));
}

function take(schema: PreparedSchema, count: number): void {
	let left = count;
	for (const _ of instances(schema, 1)) if (--left === 0) return;
}

function line(what: string, figures: string): void {
	console.log(`  ${what.padEnd(28)} ${figures}`);
}

/** The median round of the fastest half, so that what else runs on the machine counts little. */
function fastest(work: () => unknown, rounds = ROUNDS, calls = CALLS): number {
	const times = Array.from({ length: rounds }, () => {
		const start = performance.now();
		for (let call = 0; call < calls; call++) work();
		return (performance.now() - start) / calls;
	});
	return times.sort((a, b) => a - b)[Math.floor(rounds / 4)] ?? Number.NaN;
}
