import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

// `npx tsx test/bench/cli.ts`, after `npm run build`: how long `upshape upgrade` takes from file to file, beside a
// loop that only reads, splits, parses, stringifies and writes the same records; and how much memory on 1 GB.
const RECORDS = 200_000;
const ROUNDS = 7;
const ALLOWED_RATIO = 1.6;
const ALLOWED_RSS_MB = 150;
const LONG_INPUT = 1 << 30;

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

/** A record of the three versions in turn, 0.7 to 1 KB of JSON. */
function record(i: number): object {
	const ms = 1_716_883_200_123 + i * 997;
	const id = `client_${i.toString(36).padStart(20, "a")}`;
	const sessionIds = ["0", "1"].map((k) => `sess_${k}${i.toString(36).padStart(26, "x")}`);
	return i % 3 === 0
		? legacyRecord(id, Math.floor(ms / 1000), sessionIds.slice(1))
		: newerRecord(id, ms, sessionIds, i % 3 === 2);
}

function legacyRecord(id: string, s: number, sessionIds: readonly string[]): object {
	const user = {
		id: "user_1n5AY2RXJyBGhGLAhdEffaOCpFJ",
		object: "user",
		username: null,
		first_name: "Zoë",
		last_name: "Clerk",
		profile_image_url: "https://images.example/default-profile.svg",
		primary_email_address_id: "idn_1n5AVtYAHNQY73d6dY6GVJt8gmD",
		primary_phone_number_id: null,
		password_enabled: true,
		email_addresses: [],
		public_metadata: { plan: "team", seats: 12 },
		created_at: s,
		updated_at: s,
	};
	const times = { status: "active", expire_at: s + 86_400, abandon_at: s + 2_592_000, last_active_at: s };
	return {
		object: "client",
		id,
		sessions: sessionIds.map((one) => {
			return { object: "session", id: one, ...times, user, created_at: s, updated_at: s };
		}),
		sign_in_attempt: null,
		sign_up_attempt: null,
		last_active_session_id: sessionIds[0] ?? null,
		created_at: s,
		updated_at: s,
	};
}

function newerRecord(id: string, ms: number, sessionIds: readonly string[], current: boolean): object {
	const sessions = sessionIds.map((one) => ({
		object: "session",
		id: one,
		user_id: "user_1n5AY2RXJyBGhGLAhdEffaOCpFJ",
		client_id: id,
		actor: null,
		status: "active",
		last_active_organization_id: null,
		last_active_at: ms,
		expire_at: ms + 86_400_000,
		abandon_at: ms + 2_592_000_000,
		updated_at: ms,
		created_at: ms,
	}));
	const v1 = {
		object: "client",
		id,
		session_ids: sessionIds,
		sessions,
		sign_in_id: null,
		sign_up_id: null,
		last_active_session_id: sessionIds[0] ?? null,
		updated_at: ms,
		created_at: ms,
	};
	return current ? { ...v1, last_authentication_strategy: "password" } : v1;
}

function writeInput(path: string): void {
	const file = openSync(path, "w");
	for (let i = 0; i < RECORDS; i += 1000) writeSync(file, block(i));
	closeSync(file);
}

function block(from: number): string {
	return Array.from({ length: 1000 }, (_, i) => `${JSON.stringify(record(from + i))}\n`).join("");
}

/** The bound: what no converter that parses can do without. */
function bound(from: string, to: string): void {
	const input = openSync(from, "r");
	const output = openSync(to, "w");
	const chunk = Buffer.allocUnsafeSlow(1 << 21);
	const out = Buffer.allocUnsafeSlow(1 << 22);
	let rest = 0;
	for (;;) {
		const read = readSync(input, chunk, rest, 1 << 20, null);
		if (read === 0) break;
		const length = rest + read;
		let start = 0;
		let written = 0;
		for (let end = chunk.indexOf(10, start); end >= 0 && end < length; end = chunk.indexOf(10, start)) {
			written += out.write(JSON.stringify(JSON.parse(chunk.toString("utf8", start, end))), written);
			out[written++] = 10;
			start = end + 1;
		}
		chunk.copyWithin(0, start, length);
		rest = length - start;
		writeSync(output, out, 0, written);
	}
	closeSync(input);
	closeSync(output);
}

interface Ended {
	readonly ms: number;
	/** What it said on standard error. */
	readonly said: string;
}

/** Runs Node with these arguments, fed by `feed`, to its end. */
async function runNode(args: readonly string[], feed?: (input: Writable) => Promise<void>): Promise<Ended> {
	const began = performance.now();
	const child = spawn(process.execPath, args, { stdio: ["pipe", "ignore", "pipe"] });
	const ended = once(child, "exit");
	const said = text(child.stderr);
	await feed?.(child.stdin);
	child.stdin.end();
	const [code] = await ended;
	const ms = performance.now() - began;
	if (code !== 0) throw new Error(`exit code ${code}: ${await said}`);
	return { ms, said: await said };
}

async function timeBound(from: string, to: string): Promise<number> {
	// Its own clock: loading TypeScript is no part of it.
	const { said } = await runNode([...process.execArgv, fileURLToPath(import.meta.url), "bound", from, to]);
	return Number(said);
}

async function timeUpgrade(from: string, to: string): Promise<number> {
	return (await runNode([main, "upgrade", from, "-o", to, "--jobs", "1"])).ms;
}

/** The most memory, in MB, that upgrading an input takes. */
async function peakOf(args: readonly string[], feed?: (input: Writable) => Promise<void>): Promise<number> {
	const tell = "process.on('exit',()=>process.stderr.write(String(process.resourceUsage().maxRSS/1024)))";
	const { said } = await runNode(
		["--import", `data:text/javascript,${tell}`, main, "upgrade", ...args, "--jobs", "1", "--quiet"],
		feed,
	);
	return Number(said);
}

async function feedLong(input: Writable): Promise<void> {
	const blocks = Array.from({ length: 10 }, (_, i) => Buffer.from(block(i * 1000)));
	for (let sent = 0, i = 0; sent < LONG_INPUT; i++) {
		const bytes = blocks[i % blocks.length] ?? Buffer.alloc(0);
		sent += bytes.length;
		if (!input.write(bytes)) await once(input, "drain");
	}
}

function spread(values: readonly number[]): string {
	const sorted = values.toSorted((a, b) => a - b);
	const [low, middle, high] = [0, 0.5, 1].map((part) => sorted[Math.round(part * (sorted.length - 1))] ?? 0);
	return `median ${middle?.toFixed(2)} (${low?.toFixed(2)} to ${high?.toFixed(2)})`;
}

async function bench(): Promise<void> {
	if (!existsSync(main)) throw new Error("dist is missing: run `npm run build` first");
	const folder = mkdtempSync(join(tmpdir(), "upshape-bench-"));
	try {
		const [input, output] = [join(folder, "in.ndjson"), join(folder, "out.ndjson")];
		writeInput(input);
		const rounds: { bound: number; upgrade: number }[] = [];
		for (let round = 0; round < ROUNDS; round++) {
			rounds.push({ bound: await timeBound(input, output), upgrade: await timeUpgrade(input, output) });
		}
		console.log(`${RECORDS.toLocaleString("en")} records, ${ROUNDS} rounds, seconds:`);
		console.log(`  read, split, parse, stringify, write: ${spread(rounds.map(({ bound }) => bound / 1000))}`);
		console.log(
			`  upshape upgrade, process and all:     ${spread(rounds.map(({ upgrade }) => upgrade / 1000))}`,
		);
		const ratios = rounds.map(({ bound, upgrade }) => upgrade / bound);
		console.log(`  ratio: ${spread(ratios)}, allowed ${ALLOWED_RATIO}`);
		const peaks = [await peakOf([input, "-o", output]), await peakOf(["-", "-o", "/dev/null"], feedLong)];
		console.log(
			`peak memory: ${peaks.map((mb) => `${mb.toFixed(0)} MB`).join(" from the file, ")} on 1 GB from a pipe`,
		);
		const median = ratios.toSorted((a, b) => a - b)[ROUNDS >> 1] ?? Number.NaN;
		if (!(median <= ALLOWED_RATIO) || !(Math.max(...peaks) <= ALLOWED_RSS_MB)) process.exitCode = 1;
	} finally {
		rmSync(folder, { recursive: true });
	}
}

const [mode, from, to] = process.argv.slice(2);
if (mode === "bound" && from !== undefined && to !== undefined) {
	const began = performance.now();
	bound(from, to);
	process.stderr.write(String(performance.now() - began));
} else {
	await bench();
}
