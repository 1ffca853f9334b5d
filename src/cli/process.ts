import { isMainThread } from "node:worker_threads";
import type { ExitCode } from "./exit.js";
import { exitCodeOf } from "./failure.js";
import { quietStreams } from "./print/streams.js";
import { supervise } from "./supervise.js";

/** Does the work of the whole process, and ends it. */
export async function runProcess(work: () => Promise<ExitCode>): Promise<never> {
	quietStreams();
	// The system does not end the first process of a container for a signal that it does not meet itself.
	const isFirst = isMainThread && process.pid === 1;
	// Every write has been waited for; an input that nobody reads any more must not hold the process up.
	process.exit(await (isFirst ? supervise(true) : work()).catch(exitCodeOf));
}
