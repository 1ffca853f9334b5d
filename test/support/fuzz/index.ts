import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Call, callIn } from "./call.js";
import { fuzzedFlags } from "./flags.js";
import { Random } from "./random.js";
import { type Ended, Runner, spawned } from "./run.js";

export { HOSTILE } from "./values.js";

/** What became of one call. */
export interface Fuzzed extends Ended {
	readonly seed: number;
	readonly command: string;
	readonly args: readonly string[];
	/** What must not be: a stack, no end within the time, another exit code, or output that something would obey. */
	readonly problem: "stack" | "hang" | "code" | "output" | undefined;
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
}

/** How much processor time a call may take, in milliseconds, so that other work on the machine does not count. */
const MAX_MS = 5_000;

/** One call of so many is a process of its own; the others share one, as they take less time than its start. */
const SPAWNED = 25;

/** Makes a call from each seed. */
export async function fuzz({ folder, seeds, jobs, keep = false }: FuzzOptions): Promise<readonly Fuzzed[]> {
	const calls: Fuzzed[] = [];
	const commands = await fuzzedFlags();
	const next = seeds[Symbol.iterator]();
	const work = async () => {
		const runner = new Runner(MAX_MS);
		for (let item = next.next(); !item.done; item = next.next()) {
			const cwd = join(folder, String(item.value));
			mkdirSync(cwd);
			const call = callIn(cwd, new Random(item.value), commands);
			const isSpawned = item.value % SPAWNED === 0;
			const ended = isSpawned ? await spawned(call, cwd, MAX_MS) : await runner.run(call, cwd);
			const { command, args } = call;
			calls.push({ seed: item.value, command, args, ...ended, problem: problemOf(call, ended) });
			if (!keep) rmSync(cwd, { recursive: true, force: true });
		}
		runner.end();
	};
	await Promise.all(Array.from({ length: jobs }, work));
	return calls;
}

function problemOf({ command, args, env }: Call, { code, hung, out, said }: Ended): Fuzzed["problem"] {
	if (hung) return "hang";
	if (/\n {4}at |a bug in upshape/.test(said)) return "stack";
	if (code === null || code > 3) return "code";
	const isData = command === "upgrade" || command === "downgrade";
	const isColoured = env.FORCE_COLOR !== undefined && (command === "diff" || command === "check");
	const mayCommand = args.includes("--format=github");
	const isBad = isObeyed(said, false) || (!isData && isObeyed(out, isColoured, mayCommand));
	return isBad ? "output" : undefined;
}

/** Whether something that shows an output would obey it. */
export function isObeyed(text: string, mayBeColoured: boolean, mayCommand = false): boolean {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
	const plain = (mayBeColoured ? text.replace(/\u001b\[\d{1,2}m/g, "") : text).replaceAll("\r\u001b[2K", "");
	// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
	if (/[\0-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]|##\w*\[/.test(plain))
		return true;
	const commands = plain.split("\n").filter((line) => /^\s*::/.test(line));
	return commands.some((line) => !mayCommand || !/^::(error|warning|notice) /.test(line));
}
