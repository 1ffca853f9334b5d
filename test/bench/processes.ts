import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync, rmSync } from "node:fs";
import type { Readable, Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
// @ts-expect-error plain JavaScript, as the candidates share it
import { block } from "./bulk-records.mjs";
import { middle } from "./side-by-side.js";

// Whole processes beside each other: what a user waits for.

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The built command line. */
export const main = here("../../dist/cli/main.js");
if (!existsSync(main)) throw new Error("dist is missing: run `npm run build` first");

/** One way to do the same; a piped one writes to standard output, the others to the path behind their words. */
export interface Candidate {
	readonly name: string;
	readonly command: readonly string[];
	readonly piped?: boolean;
}

/** A candidate of `bulk-candidates.mjs`. */
export function candidate(name: string, kind: string, input: string): Candidate {
	return { name, command: [process.execPath, here("./bulk-candidates.mjs"), kind, input] };
}

/** `upshape upgrade` with so many threads: to a file, or to standard output. */
export function upgrade(
	name: string,
	input: string,
	jobs: number,
	{ piped = false, flags = [] as readonly string[] } = {},
): Candidate {
	const command = [process.execPath, main, "upgrade", input, ...flags, "-q", "--jobs", String(jobs)];
	return piped ? { name, command, piped } : { name, command: [...command, "-o"] };
}

/** jq's own program for it, if jq is installed. */
export function jq(input: string): readonly Candidate[] {
	if (spawnSync("jq", ["--version"]).status !== 0) return [];
	return [{ name: "jq", command: ["jq", "-c", "-f", here("./bulk.jq"), input], piped: true }];
}

/** Where a piped candidate's output is thrown away. */
export const NOWHERE = "/dev/null";

/** Seconds of one process: from start to end, and the processor time of its main thread, where it is Node. */
interface Took {
	readonly wall: number;
	readonly cpu: number;
}

/** What each candidate took, by its name, in every round. */
export type Rounds = ReadonlyMap<string, readonly Took[]>;

/** Runs all candidates in turn in every round, so that the machine's moods hit all alike; says how long each took. */
export async function inTurn(
	candidates: readonly Candidate[],
	output: string,
	rounds: number,
): Promise<Rounds> {
	const times = new Map<string, Took[]>(candidates.map(({ name }) => [name, []]));
	// One round warms up: a virtual machine is slow to get memory that it has not used before.
	for (let round = -1; round < rounds; round++) {
		for (const candidate of candidates) {
			const took = await timed(candidate, output);
			if (round >= 0) times.get(candidate.name)?.push(took);
		}
	}
	const spread = (values: readonly number[]) => {
		const sorted = values.toSorted((a, b) => a - b);
		return `${middle(sorted).toFixed(2)} s (${sorted[0]?.toFixed(2)} to ${sorted.at(-1)?.toFixed(2)})`;
	};
	console.log(`${rounds} rounds; wall time, median and range, and processor time of the main thread, least`);
	for (const [name, took] of times) {
		const cpu = Math.min(...took.map((one) => one.cpu));
		const wall = spread(took.map((one) => one.wall));
		console.log(`  ${name.padEnd(26)} ${wall.padEnd(26)} ${Number.isNaN(cpu) ? "" : `${cpu.toFixed(2)} s`}`);
	}
	return times;
}

/** Of every round, how long the one took for each second of the other. */
export function ratios(rounds: Rounds, name: string, over: string): readonly number[] {
	const base = rounds.get(over) ?? [];
	return (rounds.get(name) ?? []).map(({ wall }, round) => wall / (base[round]?.wall ?? Number.NaN));
}

async function timed({ command, piped }: Candidate, path: string): Promise<Took> {
	const [program = "", ...words] = command;
	const isNode = program === process.execPath;
	const args = [...(isNode ? ["--import", TELL] : []), ...words, ...(piped ? [] : [path])];
	// To free the memory of what another has written is no part of it.
	if (path !== NOWHERE) rmSync(path, { force: true });
	const output = openSync(piped ? path : NOWHERE, "w");
	const began = performance.now();
	const child = spawn(program, args, { stdio: ["ignore", output, "pipe"] });
	const said = await endOf(child);
	const wall = (performance.now() - began) / 1000;
	closeSync(output);
	return { wall, cpu: isNode ? told(said).cpu : Number.NaN };
}

/** The most memory, in MB, that the whole process of an upgrade with these arguments takes. */
export async function peakMegabytes(
	args: readonly string[],
	feed: (input: Writable) => Promise<void> = async (input) => void input.end(),
	read: (output: Readable) => Promise<void> = async (output) => void output.resume(),
): Promise<number> {
	const child = spawn(process.execPath, ["--import", TELL, main, "upgrade", ...args, "-q"], {
		stdio: "pipe",
	});
	const [said] = await Promise.all([endOf(child), feed(child.stdin), read(child.stdout)]);
	return told(said).maxRSS / 1024;
}

/** Feeds so many bytes of records, as fast as they are taken. */
export async function feedRecords(
	input: Writable,
	bytes: number,
	change = (lines: string) => lines,
): Promise<void> {
	const blocks = Array.from({ length: 9 }, (_, i) => Buffer.from(change(block(i * 1000))));
	for (let sent = 0, i = 0; sent < bytes; i++) {
		const next = blocks[i % blocks.length] ?? Buffer.alloc(0);
		sent += next.length;
		if (!input.write(next)) await once(input, "drain");
	}
	input.end();
}

/**
 * Has a Node process say on its standard error, as its last line, what it used: the processor time of its main thread
 * (of all of it, where the system doesn't tell), in seconds, and its most memory.
 */
const TELL = `data:text/javascript,${encodeURIComponent(`
	import { readFileSync } from "node:fs";
	process.on("exit", () => {
		const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
		let cpu = (userCPUTime + systemCPUTime) / 1e6;
		try {
			cpu = Number(readFileSync("/proc/self/task/" + process.pid + "/schedstat", "utf8").split(" ")[0]) / 1e9;
		} catch {}
		process.stderr.write("\\n" + JSON.stringify({ cpu, maxRSS }));
	});
`)}`;

function told(said: string): { readonly cpu: number; readonly maxRSS: number } {
	return JSON.parse(said.trim().split("\n").at(-1) ?? "");
}

async function endOf(child: ChildProcess): Promise<string> {
	const ended = once(child, "close");
	const said = child.stderr ? await text(child.stderr) : "";
	const [code] = await ended;
	if (code !== 0) throw new Error(`${child.spawnargs.join(" ")}: exit code ${code}: ${said}`);
	return said;
}
