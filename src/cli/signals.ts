import { EXIT } from "./exit.js";
import { discardUnfinished } from "./part-file.js";

/** Makes Ctrl-C and a polite kill end the process at once, without the files that it was writing. */
export function endOnSignals(): void {
	process.once("SIGINT", () => end(EXIT.interrupted));
	process.once("SIGTERM", () => end(EXIT.terminated));
}

function end(code: number): never {
	discardUnfinished();
	// A progress line may stand there.
	if (process.stderr.isTTY) process.stderr.write("\n");
	process.exit(code);
}
