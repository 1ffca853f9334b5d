import { Worker } from "node:worker_threads";
import { EXIT, type ExitCode } from "./exit.js";
import { exitCodeOf } from "./failure.js";
import { endInOrder, onSignal } from "./signals.js";

/**
 * Runs the whole call once more in a thread of its own, while this one does nothing but meet signals: so a signal ends
 * the process in time, even where a step of the user's never returns. Gives how the call ended.
 */
export function supervise(needsInput: boolean): Promise<ExitCode> {
	// The same path from wherever the build has joined this module into.
	const worker = new Worker(new URL("../cli/main.js", import.meta.url), {
		argv: process.argv.slice(2),
		stdin: needsInput,
	});
	if (needsInput && worker.stdin) process.stdin.pipe(worker.stdin);
	onSignal((code) => endInOrder(code, () => worker.postMessage(code)));
	return new Promise((resolve) => {
		worker.on("error", (error) => resolve(exitCodeOf(error)));
		worker.on("exit", (code) => resolve(isExitCode(code) ? code : EXIT.bug));
	});
}

function isExitCode(code: number): code is ExitCode {
	return Object.values<number>(EXIT).includes(code);
}
