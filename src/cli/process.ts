import type { ExitCode } from "./exit.js";
import { exitCodeOf } from "./failure.js";
import { endOnSignals } from "./signals.js";
import { quietStreams } from "./streams.js";

/** Does the work of the whole process, and ends it. */
export async function runProcess(work: () => Promise<ExitCode>): Promise<never> {
	quietStreams();
	endOnSignals();
	// Every write has been waited for; an input that nobody reads any more must not hold the process up.
	process.exit(await work().catch(exitCodeOf));
}
