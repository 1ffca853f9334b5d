import { spawnSync } from "node:child_process";

/** What a process has left behind. */
export interface Finished {
	readonly status: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

/** Runs a program to its end, in a folder. */
export function run(command: readonly string[], cwd: string): Finished {
	const [program = "", ...args] = command;
	// Colours, and what one npm tells another, would reach the programs that are run.
	const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_|COLOR/i.test(name)));
	const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: "utf8", env });
	if (error) throw error;
	return { status, stdout, stderr };
}
