import { EXIT, type ExitCode } from "./exit.js";

/** How long a command may take to end in order. */
const PATIENCE_MS = 1_900;

const stopping = new AbortController();
let heeded = false;
let ended: ExitCode | undefined;

/** Makes Ctrl-C and a polite kill end the process: at once, or in order if the command heeds them. */
export function endOnSignals(): void {
	process.on("SIGINT", () => end(EXIT.interrupted));
	process.on("SIGTERM", () => end(EXIT.terminated));
}

/** Tells a command when to end; from now on it is the command that ends the process, unless it takes too long. */
export function heedSignals(): AbortSignal {
	heeded = true;
	return stopping.signal;
}

/** How the process should end, if a signal came. */
export function signalCode(): ExitCode | undefined {
	return ended;
}

function end(code: ExitCode): void {
	// A progress line may stand there.
	if (process.stderr.isTTY) process.stderr.write("\n");
	if (!heeded || ended !== undefined) process.exit(code);
	ended = code;
	stopping.abort();
	setTimeout(() => process.exit(code), PATIENCE_MS).unref();
}
