import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, statfsSync, statSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
// @ts-expect-error plain JavaScript, as the candidates share it
import { writeRecords, writeWrapped } from "./bulk-records.mjs";
import { type Gate, gate, printGates } from "./gates.js";
import {
	type Candidate,
	candidate,
	feedRecords,
	inTurn,
	jq,
	NOWHERE,
	peakMegabytes,
	ratios,
	upgrade,
} from "./processes.js";
import { middle } from "./side-by-side.js";

// `npm run bench:bulk`: bulk upgrades of NDJSON beside what they could be, each candidate a process of its own, all of
// them in turn in every round. `--full` takes the memory's 2 GB; without it 256 MB. `--only-at` measures records at places alone. Exits with 1 where a gate fails.
const RECORDS = 200_000;
const MANY = 1_600_000;
const ROUNDS = 7;
const LONG_INPUT = process.argv.includes("--full") ? 2 ** 31 : 2 ** 28;

const folder = mkdtempSync(join(tmpdir(), "upshape-bench-"));
const at = (name: string) => join(folder, name);
try {
	if (process.argv.includes("--only-at")) printGates(await atPlaces());
	else
		printGates([
			...(await oneThread()),
			...(await atPlaces()),
			...(await twoWorkers()),
			await memory(),
			await memoryOfRejects(),
			...(await tables()),
		]);
} finally {
	rmSync(folder, { recursive: true });
}

async function oneThread(): Promise<readonly Gate[]> {
	const [mixed, current] = [at("mixed.ndjson"), at("current.ndjson")];
	writeRecords(mixed, RECORDS);
	writeRecords(current, RECORDS, "current");
	const others = jq(mixed);
	const candidates = [
		candidate("bound", "bound", mixed),
		candidate("upshape, function", "upshape", mixed),
		upgrade("upshape, command line", mixed, 1),
		candidate("bound, current only", "bound", current),
		upgrade("upshape, current only", current, 1),
		candidate("readline, ajv, stringify", "user", mixed),
		candidate("DuckDB, one thread", "duckdb", mixed),
		...others,
	];
	const size = statSync(mixed).size / RECORDS;
	console.log(
		`${RECORDS.toLocaleString("en")} records of ${size.toFixed(0)} bytes on average, a third each version`,
	);
	const rounds = await inTurn(candidates, at("out"), ROUNDS);
	const ratio = (name: string, over: string) => ratios(rounds, name, over);
	const users = ratio("readline, ajv, stringify", "upshape, command line");
	if (others.length === 0) console.log("  jq is not installed");
	else console.log(`  jq, against the bound: ${told(ratio("jq", "bound"))}`);
	return [
		gate("function, against the bound", ratio("upshape, function", "bound"), "<=", 1.1),
		gate("command line, against the bound", ratio("upshape, command line", "bound"), "<=", 1.1),
		gate("the user's program, against upshape", users, ">=", 1.8),
		...others.map(() => gate("jq, against upshape", ratio("jq", "upshape, command line"), ">=", 5)),
		gate("current only, against the bound", ratio("upshape, current only", "bound, current only"), "<=", 0.8),
	];
}

/** The same records bare, in a member of others, and as the elements of arrays of ten. */
async function atPlaces(): Promise<readonly Gate[]> {
	const [bare, member, elements] = [at("bare.ndjson"), at("member.ndjson"), at("elements.ndjson")];
	writeRecords(bare, RECORDS);
	writeWrapped(member, RECORDS, 1);
	writeWrapped(elements, RECORDS, 10);
	console.log("\nthe same records at places of others");
	const candidates = [
		upgrade("bare", bare, 1),
		upgrade("--at /data", member, 1, { flags: ["--at", "/data"] }),
		upgrade("--at /data/*", elements, 1, { flags: ["--at", "/data/*"] }),
	];
	const rounds = await inTurn(candidates, at("out"), ROUNDS);
	return [
		gate("--at a member, against bare", ratios(rounds, "--at /data", "bare"), "<=", 1.15),
		gate("--at elements, against bare", ratios(rounds, "--at /data/*", "bare"), "<=", 1.15),
		await memoryAt(),
	];
}

async function twoWorkers(): Promise<readonly Gate[]> {
	if (cpus().length < 2) {
		console.log("two workers: this machine has one core");
		return [];
	}
	const place = mkdtempSync(join(memoryFolder() ?? tmpdir(), "upshape-bench-"));
	const input = join(place, "many.ndjson");
	writeRecords(input, MANY);
	const records = `${MANY.toLocaleString("en")} records in ${place}`;
	console.log(`\n${records}, their output thrown away`);
	const piped = await inTurn(jobs(input, true), NOWHERE, 5);
	console.log(`\n${records}, to a file there`);
	const filed = await inTurn(jobs(input, false), join(place, "out"), 3);
	console.log(`  two workers, against one: ${told(ratios(filed, "--jobs 2", "--jobs 1"))}`);
	rmSync(place, { recursive: true });
	return [gate("two workers, against one", ratios(piped, "--jobs 2", "--jobs 1"), "<=", 0.65)];
}

function jobs(input: string, piped: boolean): readonly Candidate[] {
	return [1, 2].map((n) => upgrade(`--jobs ${n}`, input, n, { piped }));
}

function told(values: readonly number[]): string {
	return `${middle(values.toSorted((a, b) => a - b)).toFixed(2)}x`;
}

/**
 * The folder in memory, where the system has one with room for the many records, three times. What a system does to write
 * a file, and a virtual machine to get the memory for it, is free beside one busy thread of two processors, and isn't
 * beside two: so the gate is on threads alone, and the figure with a file is printed beside it.
 */
function memoryFolder(): string | undefined {
	const shared = "/dev/shm";
	if (!existsSync(shared)) return undefined;
	const { bavail, bsize } = statfsSync(shared);
	return bavail * bsize > 4e9 ? shared : undefined;
}

/** Memory is that of the process with all its threads; the reader of the pipe takes about 100 MB/s at most. */
async function memory(): Promise<Gate> {
	const peak = await peakMegabytes(["-"], (input) => feedRecords(input, LONG_INPUT), readSlowly);
	const what = `peak memory, ${LONG_INPUT / 2 ** 20} MB, a slow reader`;
	return gate(what, [peak], "<", 200, " MB");
}

async function memoryAt(): Promise<Gate> {
	const wrap = (lines: string) => lines.replace(/^.+$/gm, '{"data":$&}');
	const feed = (input: Writable) => feedRecords(input, LONG_INPUT, wrap);
	const peak = await peakMegabytes(["-", "--at", "/data"], feed, readSlowly);
	return gate(`peak memory of --at, ${LONG_INPUT / 2 ** 20} MB, a slow reader`, [peak], "<", 200, " MB");
}

/** Records that are as short as can be, and all refused: what is kept of each must not add up. */
async function memoryOfRejects(): Promise<Gate> {
	const megabytes = 4;
	const lines = Buffer.from("{}\n".repeat(2 ** 20 / 4));
	const peak = await peakMegabytes(["-", "--inline-rejects"], async (input) => {
		for (let sent = 0; sent < megabytes * 2 ** 20; sent += lines.length) {
			if (!input.write(lines)) await once(input, "drain");
		}
		input.end();
	});
	return gate(`peak memory, ${megabytes} MB of {}, all refused`, [peak], "<", 200, " MB");
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

/** Tables are measured where there is a server. */
async function tables(): Promise<readonly Gate[]> {
	const url = process.env.UPSHAPE_TEST_POSTGRES_URL;
	if (url !== undefined) return (await import("./postgres.js")).benchPostgres(url);
	console.log("\ntables: UPSHAPE_TEST_POSTGRES_URL is not set");
	return [];
}
