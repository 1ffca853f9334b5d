import { isMainThread, parentPort } from "node:worker_threads";
import { EXIT, type ExitCode } from "./exit.js";

/** The signals that ask a process to end, and how it ends then. */
const SIGNALS = { SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated } as const;

/** How long a command may take to end in order, in milliseconds. */
const MAX_ENDING_MS = 1_900;

const stopping = new AbortController();
let ended: ExitCode | undefined;

/**
 * Tells a command when to end: it has 1.9 s then, and a second signal ends the process at once. A command that doesn't
 * ask is ended by the system itself, whatever it is doing. One that asks must let the event loop turn, as signals are
 * met there; a command that runs code of the user's does so in a supervised thread.
 */
export function heedSignals(): AbortSignal {
	if (isMainThread) onSignal((code) => endInOrder(code, () => stopping.abort()));
	else {
		parentPort?.once("message", (code: ExitCode) => {
			ended = code;
			stopping.abort();
		});
		parentPort?.unref();
	}
	return stopping.signal;
}

/** How the process should end, if a signal came. */
export function signalCode(): ExitCode | undefined {
	return ended;
}

/** Calls back for each signal. */
export function onSignal(meet: (code: ExitCode) => void): void {
	for (const [signal, code] of Object.entries(SIGNALS)) process.on(signal, () => meet(code));
}

/** Has the work end, and ends the process if it doesn't in time; a second signal ends it at once. */
export function endInOrder(code: ExitCode, stop: () => void): void {
	// A progress line may stand there.
	if (process.stderr.isTTY) process.stderr.write("\n");
	if (ended !== undefined) process.exit(code);
	ended = code;
	setTimeout(() => process.exit(code), MAX_ENDING_MS).unref();
	stop();
}
