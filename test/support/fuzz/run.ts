import { type ChildProcess, fork, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Call } from "./call.js";

const main = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));
const runner = fileURLToPath(new URL("./runner.mjs", import.meta.url));

/** How a call ended, and what it printed. */
export interface Ended {
	readonly code: number | null;
	readonly hung: boolean;
	readonly out: string;
	readonly said: string;
	readonly ms: number;
}

/** Makes a call as a process of its own; it may take so many milliseconds of processor time. */
export function spawned({ args, input, env }: Call, cwd: string, maxMs: number): Promise<Ended> {
	const child = spawn(process.execPath, [main, ...args], { cwd, env: { ...process.env, ...env } });
	const out: Buffer[] = [];
	const said: Buffer[] = [];
	child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
	child.stderr.on("data", (chunk: Buffer) => said.push(chunk));
	child.stdin.on("error", () => {});
	child.stdin.end(input);
	return new Promise((resolve) => {
		const watch = new Watch(child, maxMs);
		child.on("close", (code) => {
			const printed = { out: Buffer.concat(out).toString(), said: Buffer.concat(said).toString() };
			resolve({ code, ...printed, ...watch.end() });
		});
	});
}

/** Makes calls one after the other in one process, in another one after a call that ends it or hangs. */
export class Runner {
	readonly #maxMs: number;
	#child: ChildProcess | undefined;

	constructor(maxMs: number) {
		this.#maxMs = maxMs;
	}

	run({ args, input, env }: Call, cwd: string): Promise<Ended> {
		const child = this.#child ?? fork(runner, { stdio: ["pipe", "ignore", "ignore", "ipc"] });
		this.#child = child;
		const watch = new Watch(child, this.#maxMs);
		return new Promise((resolve) => {
			const settle = (ended: Omit<Ended, "hung" | "ms">) => {
				child.removeAllListeners();
				resolve({ ...ended, ...watch.end() });
			};
			child.once("message", (ended: Omit<Ended, "hung" | "ms">) => settle(ended));
			child.once("exit", (code) => {
				this.#child = undefined;
				settle({ code, out: "", said: "" });
			});
			child.send({ main, cwd, args, input: String(input), env });
		});
	}

	end(): void {
		// SIGTERM would not do: a call may have left its own handlers in the process.
		this.#child?.kill("SIGKILL");
	}
}

/** A call that waits, for a pipe or a connection, has so many times as long as one that works. */
const MAX_WAIT = 12;

/** Ends a process that takes too long. */
class Watch {
	readonly #start = performance.now();
	readonly #timer: NodeJS.Timeout;
	#hung = false;

	constructor(child: ChildProcess, maxMs: number) {
		const before = cpuMs(child.pid);
		this.#timer = setInterval(() => {
			const waited = performance.now() - this.#start;
			if (cpuMs(child.pid) - before < maxMs && waited < MAX_WAIT * maxMs) return;
			this.#hung = true;
			child.kill("SIGKILL");
		}, 200);
	}

	end(): { readonly hung: boolean; readonly ms: number } {
		clearInterval(this.#timer);
		return { hung: this.#hung, ms: performance.now() - this.#start };
	}
}

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
