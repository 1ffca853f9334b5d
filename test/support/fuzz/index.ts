import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { callIn } from "./call.js";
import { Random } from "./random.js";

export { HOSTILE } from "./values.js";

const main = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));

/** What became of one call. */
export interface Fuzzed {
	readonly seed: number;
	readonly command: string;
	readonly args: readonly string[];
	readonly code: number | null;
	readonly ms: number;
	/** What must not be: a stack, no end within the time, another exit code, or output that something would obey. */
	readonly problem: "stack" | "hang" | "code" | "output" | undefined;
	/** What it said on standard error. */
	readonly said: string;
}

interface FuzzOptions {
	/** Where the calls have their folders, each removed after its call. */
	readonly folder: string;
	/** One call is made from each. */
	readonly seeds: Iterable<number>;
	/** How many calls are made at the same time. */
	readonly jobs: number;
	/** Leaves the folders. */
	readonly keep?: boolean;
	/** How much processor time a call may take, in milliseconds, so that other work on the machine does not count; 5000 if not given. */
	readonly maxMs?: number;
}

/** Makes a call from each seed. */
export async function fuzz({
	folder,
	seeds,
	jobs,
	keep = false,
	maxMs = 5_000,
}: FuzzOptions): Promise<readonly Fuzzed[]> {
	const calls: Fuzzed[] = [];
	const next = seeds[Symbol.iterator]();
	const work = async () => {
		for (let item = next.next(); !item.done; item = next.next()) {
			const cwd = join(folder, String(item.value));
			mkdirSync(cwd);
			calls.push(await one(item.value, cwd, maxMs));
			if (!keep) rmSync(cwd, { recursive: true, force: true });
		}
	};
	await Promise.all(Array.from({ length: jobs }, work));
	return calls;
}

function one(seed: number, cwd: string, maxMs: number): Promise<Fuzzed> {
	const { command, args, input, env } = callIn(cwd, new Random(seed));
	return new Promise((resolve) => {
		const start = performance.now();
		const child = spawn(process.execPath, [main, ...args], { cwd, env: { ...process.env, ...env } });
		const chunks: { out: Buffer[]; said: Buffer[] } = { out: [], said: [] };
		let hung = false;
		const timer = setInterval(() => {
			const waited = performance.now() - start;
			if (cpuMs(child.pid) < maxMs && waited < MAX_WAIT * maxMs) return;
			hung = true;
			child.kill("SIGKILL");
		}, 200);
		child.stdout.on("data", (chunk: Buffer) => chunks.out.push(chunk));
		child.stderr.on("data", (chunk: Buffer) => chunks.said.push(chunk));
		child.stdin.on("error", () => {});
		child.stdin.end(input);
		child.on("close", (code) => {
			clearInterval(timer);
			const [out, said] = [Buffer.concat(chunks.out).toString(), Buffer.concat(chunks.said).toString()];
			const isData = command === "upgrade" || command === "downgrade";
			const isColoured = env.FORCE_COLOR !== undefined && (command === "diff" || command === "check");
			const problem = hung
				? "hang"
				: /\n {4}at |a bug in upshape/.test(said)
					? "stack"
					: code === null || code > 3
						? "code"
						: isObeyed(said, false) ||
								(!isData && isObeyed(out, isColoured, args.includes("--format=github")))
							? "output"
							: undefined;
			resolve({ seed, command, args, code, ms: performance.now() - start, problem, said });
		});
	});
}

/** A call that waits, for a pipe or a connection, has so many times as long. */
const MAX_WAIT = 12;

/** The processor time of a process, as Linux tells it; none elsewhere, where only the waiting ends a call. */
function cpuMs(pid: number | undefined): number {
	try {
		const [, fields = ""] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ");
		const [user = 0, system = 0] = fields.split(" ").slice(11, 13).map(Number);
		return (user + system) * 10;
	} catch {
		return 0;
	}
}

/** Whether something that shows an output would obey it. */
export function isObeyed(text: string, mayBeColoured: boolean, mayCommand = false): boolean {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
	const plain = mayBeColoured ? text.replace(/\u001b\[\d{1,2}m/g, "") : text;
	// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
	if (/[\0-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]|##\w*\[/.test(plain))
		return true;
	const commands = plain.split("\n").filter((line) => /^\s*::/.test(line));
	return commands.some((line) => !mayCommand || !/^::(error|warning|notice) /.test(line));
}
