import { printable } from "../text/index.js";
import { EXIT, type ExitCode } from "./exit.js";
import { say } from "./print/streams.js";

/** Mistakes of the user's or the world's, by the name of their class: their message is one line that says it all. */
const EXPECTED: ReadonlySet<string> = new Set(["UsageError", "BulkError", "SchemaError"]);

/** Says what went wrong, and how the process should end. */
export function exitCodeOf(error: unknown): ExitCode {
	if (!(error instanceof Error)) return bug(String(error));
	if ("code" in error && error.code === "reader-gone") return EXIT.brokenPipe;
	const message = messageOf(error);
	if (message === undefined) return bug(error.stack ?? error.message);
	say(`upshape: ${printable(message)}\n`);
	if ("resumable" in error && error.resumable === true) {
		say("hint: what was done is kept; when that is mended, the same call with --resume goes on from there\n");
	}
	return EXIT.trouble;
}

/** One line for what is no bug; undefined for what is. */
function messageOf(error: Error): string | undefined {
	if (EXPECTED.has(error.name)) return error.message;
	if (!("syscall" in error) || !("code" in error)) return undefined;
	// What the operating system refuses is the world's business, wherever it is met.
	if (error.syscall === "uv_cwd") return "the working directory has been removed: change to another one";
	return `the system refused ${error.syscall}: ${error.code}`;
}

function bug(what: string): ExitCode {
	say(`upshape: this is a bug in upshape, or in the lineage that it was given:\n${what}\n`);
	return EXIT.bug;
}
