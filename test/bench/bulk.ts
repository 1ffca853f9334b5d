import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, statSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
// @ts-expect-error plain JavaScript, as the candidates share it
import { block, writeRecords } from "./bulk-records.mjs";
import { middle } from "./side-by-side.js";

// `npm run bench:bulk`: bulk upgrades of NDJSON beside what they could be, each candidate a process of its own, all of
// them in turn in every round, so that the machine's moods hit all alike. `--full` takes the memory's 2 GB; without
// it 256 MB. Exits with 1 where a gate fails.
const RECORDS = 200_000;
const MANY = 1_600_000;
const ROUNDS = 7;
const FULL = process.argv.includes("--full");
const LONG_INPUT = FULL ? 2 ** 31 : 2 ** 28;

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const main = here("../../dist/cli/main.js");
const jqProgram = here("./bulk.jq");

interface Candidate {
	readonly name: string;
	readonly command: readonly string[];
	readonly input: string;
	/** Where the output goes to standard output. */
	readonly piped?: boolean;
}

/** Seconds of one process: from start to end, and the processor time of its main thread, where it is Node. */
interface Took {
	readonly wall: number;
	readonly cpu: number;
}

/** What a figure is held to. */
interface Gate {
	readonly what: string;
	readonly figure: string;
	readonly demand: string;
	readonly holds: boolean;
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

const folder = mkdtempSync(join(tmpdir(), "upshape-bench-"));
const at = (name: string) => join(folder, name);
const gates: Gate[] = [];
try {
	if (!existsSync(main)) throw new Error("dist is missing: run `npm run build` first");
	await oneThread();
	await twoWorkers();
	await memory();
	await tables();
} finally {
	rmSync(folder, { recursive: true });
}
console.log("\ngates");
for (const { what, figure, demand, holds } of gates) {
	console.log(`  ${what.padEnd(44)} ${figure.padStart(9)}  ${demand}${holds ? "" : "  FAILED"}`);
	if (!holds) process.exitCode = 1;
}

async function oneThread(): Promise<void> {
	const [mixed, current] = [at("mixed.ndjson"), at("current.ndjson")];
	writeRecords(mixed, RECORDS);
	writeRecords(current, RECORDS, "current");
	const candidate = (name: string, kind: string, input = mixed): Candidate => {
		return { name, command: [process.execPath, here("./bulk-candidates.mjs"), kind, input], input };
	};
	const cli = (name: string, input: string): Candidate => {
		return { name, command: [process.execPath, main, "upgrade", input, "-q", ...oneJob(), "-o"], input };
	};
	const candidates = [
		candidate("bound", "bound"),
		candidate("upshape, function", "upshape"),
		cli("upshape, command line", mixed),
		candidate("bound, current only", "bound", current),
		cli("upshape, current only", current),
		candidate("readline, ajv, stringify", "user"),
		candidate("DuckDB, one thread", "duckdb"),
		...(hasJq()
			? [{ name: "jq", command: ["jq", "-c", "-f", jqProgram, mixed], input: mixed, piped: true }]
			: []),
	];
	const size = statSync(mixed).size / RECORDS;
	console.log(
		`${RECORDS.toLocaleString("en")} records of ${size.toFixed(0)} bytes on average, a third each version`,
	);
	const rounds = await inTurn(candidates, ROUNDS);
	const ratio = (name: string, over: string) => ratios(rounds, name, over);
	gate("function, against the bound", ratio("upshape, function", "bound"), "<=", 1.1);
	gate("command line, against the bound", ratio("upshape, command line", "bound"), "<=", 1.1);
	gate(
		"the user's program, against upshape",
		ratio("readline, ajv, stringify", "upshape, command line"),
		">=",
		1.8,
	);
	if (hasJq()) gate("jq, against upshape", ratio("jq", "upshape, command line"), ">=", 5);
	else console.log("  jq is not installed");
	gate("current only, against the bound", ratio("upshape, current only", "bound, current only"), "<=", 0.8);
}

async function twoWorkers(): Promise<void> {
	if (!hasJobs()) return console.log("two workers: upgrade has no --jobs yet");
	if (cpus().length < 2) return console.log("two workers: this machine has one core");
	const input = at("many.ndjson");
	writeRecords(input, MANY);
	console.log(`\n${MANY.toLocaleString("en")} records`);
	const jobs = (n: number): Candidate => {
		const command = [process.execPath, main, "upgrade", input, "-q", "--jobs", String(n), "-o"];
		return { name: `--jobs ${n}`, command, input };
	};
	const rounds = await inTurn([jobs(1), jobs(2)], 3);
	gate("two workers, against one", ratios(rounds, "--jobs 2", "--jobs 1"), "<=", 0.65);
	rmSync(input);
}

/** Memory is that of the process with all its threads; the reader of the pipe takes about 100 MB/s at most. */
async function memory(): Promise<void> {
	const size = `${LONG_INPUT / 2 ** 20} MB`;
	const peak = await peakMegabytes(["-"], feedLong, readSlowly);
	gate(`peak memory, ${size}, a slow reader`, [peak], "<", 200, " MB");
}

/** Tables are measured where there is a server; the file comes with them. */
async function tables(): Promise<void> {
	const url = process.env.UPSHAPE_TEST_POSTGRES_URL;
	const module = here("./postgres.ts");
	if (url === undefined || !existsSync(module))
		return console.log("\ntables: UPSHAPE_TEST_POSTGRES_URL is not set");
	const { benchPostgres } = (await import(module)) as {
		benchPostgres: (url: string) => Promise<readonly Gate[]>;
	};
	gates.push(...(await benchPostgres(url)));
}

function gate(
	what: string,
	values: readonly number[],
	sign: "<=" | ">=" | "<",
	limit: number,
	unit = "x",
): void {
	const figure = middle(values.toSorted((a, b) => a - b));
	const holds = sign === "<=" ? figure <= limit : sign === "<" ? figure < limit : figure >= limit;
	const digits = unit === "x" ? 2 : 0;
	gates.push({ what, figure: `${figure.toFixed(digits)}${unit}`, demand: `${sign} ${limit}${unit}`, holds });
}

/** Of every round, how long the one took for each second of the other. */
function ratios(rounds: ReadonlyMap<string, readonly Took[]>, name: string, over: string): readonly number[] {
	const base = rounds.get(over) ?? [];
	return (rounds.get(name) ?? []).map(({ wall }, round) => wall / (base[round]?.wall ?? Number.NaN));
}

/** Runs all candidates in turn, and says how long each took. */
async function inTurn(
	candidates: readonly Candidate[],
	rounds: number,
): Promise<ReadonlyMap<string, readonly Took[]>> {
	const times = new Map<string, Took[]>(candidates.map(({ name }) => [name, []]));
	for (let round = 0; round < rounds; round++) {
		for (const candidate of candidates) times.get(candidate.name)?.push(await timed(candidate));
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

async function timed({ command, piped }: Candidate): Promise<Took> {
	const [program = "", ...words] = command;
	const isNode = program === process.execPath;
	const args = isNode ? ["--import", TELL, ...words, at("out")] : words;
	const output = openSync(piped ? at("out") : "/dev/null", "w");
	const began = performance.now();
	const child = spawn(program, args, { stdio: ["ignore", output, "pipe"] });
	const said = await endOf(child);
	const wall = (performance.now() - began) / 1000;
	closeSync(output);
	return { wall, cpu: isNode ? told(said).cpu : Number.NaN };
}

async function endOf(child: ChildProcess): Promise<string> {
	const ended = once(child, "close");
	const said = child.stderr ? await text(child.stderr) : "";
	const [code] = await ended;
	if (code !== 0) throw new Error(`${child.spawnargs.join(" ")}: exit code ${code}: ${said}`);
	return said;
}

function told(said: string): { readonly cpu: number; readonly maxRSS: number } {
	return JSON.parse(said.trim().split("\n").at(-1) ?? "");
}

async function peakMegabytes(
	args: readonly string[],
	feed: (input: Writable) => Promise<void>,
	read: (output: Readable) => Promise<void>,
): Promise<number> {
	const child = spawn(process.execPath, ["--import", TELL, main, "upgrade", ...args, "-q"], {
		stdio: "pipe",
	});
	const [said] = await Promise.all([endOf(child), feed(child.stdin), read(child.stdout)]);
	return told(said).maxRSS / 1024;
}

async function feedLong(input: Writable): Promise<void> {
	const blocks = Array.from({ length: 9 }, (_, i) => Buffer.from(block(i * 1000)));
	for (let sent = 0, i = 0; sent < LONG_INPUT; i++) {
		const bytes = blocks[i % blocks.length] ?? Buffer.alloc(0);
		sent += bytes.length;
		if (!input.write(bytes)) await once(input, "drain");
	}
	input.end();
}

async function readSlowly(output: Readable): Promise<void> {
	let unpaid = 0;
	for await (const chunk of output) {
		unpaid += chunk.length;
		if (unpaid < 2 ** 20) continue;
		unpaid = 0;
		await sleep(10);
	}
}

function hasJq(): boolean {
	return spawnSync("jq", ["--version"]).status === 0;
}

function hasJobs(): boolean {
	return spawnSync(process.execPath, [main, "upgrade", "--help"], { encoding: "utf8" }).stdout.includes(
		"--jobs",
	);
}

function oneJob(): readonly string[] {
	return hasJobs() ? ["--jobs", "1"] : [];
}
