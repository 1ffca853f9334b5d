import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer, text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

/** How a call of the built command line ended. */
export interface Ended {
	readonly code: number | null;
	readonly stdout: string;
	readonly bytes: Buffer;
	readonly stderr: string;
}

interface Call {
	readonly input?: string | Uint8Array;
	readonly cwd?: string;
}

/** Starts the built command line, with pipes. */
export function start(args: readonly string[], cwd?: string): ChildProcess {
	if (!existsSync(main)) throw new Error("dist is missing: run `npm run build` first");
	return spawn(process.execPath, [main, ...args], { cwd, stdio: ["pipe", "pipe", "pipe"] });
}

/** Runs it to its end. */
export async function upshape(args: readonly string[], { input = "", cwd }: Call = {}): Promise<Ended> {
	const child = start(args, cwd);
	const { stdin, stdout, stderr } = child;
	if (!stdin || !stdout || !stderr) throw new Error("no pipes");
	const exit = once(child, "exit");
	// It may end before it has read all.
	stdin.on("error", () => {});
	stdin.end(input);
	const [bytes, said] = await Promise.all([buffer(stdout), text(stderr)]);
	const [code] = await exit;
	return { code, bytes, stdout: bytes.toString(), stderr: said };
}

/** A folder for one test. */
export async function folder(): Promise<string> {
	const path = await mkdtemp(join(tmpdir(), "upshape-cli-"));
	onTestFinished(() => rm(path, { recursive: true, force: true }));
	return path;
}

/** Records as NDJSON. */
export function lines(...records: readonly unknown[]): string {
	return records.map((record) => `${JSON.stringify(record)}\n`).join("");
}
