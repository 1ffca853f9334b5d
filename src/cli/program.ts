import { hint } from "./args/nearest.js";
import { UsageError } from "./args/usage-error.js";
import { COMMANDS } from "./commands/commands.js";
import { EXIT, type ExitCode } from "./exit.js";
import { groupHelp, programHelp } from "./help.js";
import { stdout } from "./print/streams.js";
import { runProcess } from "./process.js";

/** Runs the program with the words of its command line, until the process ends. */
export const runProgram = (words: readonly string[]) => runProcess(() => program(words));

async function program(words: readonly string[]): Promise<ExitCode> {
	const [name, ...rest] = words;
	if (name === undefined || name === "help" || name === "--help" || name === "-h") {
		const { ownVersion } = await import("../disk/index.js");
		await stdout.print(programHelp(ownVersion()));
		return name === undefined ? EXIT.trouble : EXIT.fine;
	}
	if (name === "--version" || name === "-v") {
		const { ownVersion } = await import("../disk/index.js");
		await stdout.print(`${ownVersion()}\n`);
		return EXIT.fine;
	}
	const group = Object.keys(COMMANDS).filter((one) => one.startsWith(`${name} `));
	if (group.length > 0) return oneOfGroup(name, rest, group);
	return call(name, rest);
}

/** A command of two words; the first one alone, or with --help, lists them. */
async function oneOfGroup(
	first: string,
	[second, ...rest]: readonly string[],
	group: readonly string[],
): Promise<ExitCode> {
	if (second !== undefined && !second.startsWith("-")) return call(`${first} ${second}`, rest, group);
	await stdout.print(groupHelp(first, group));
	return second === "--help" || second === "-h" ? EXIT.fine : EXIT.trouble;
}

async function call(
	name: string,
	rest: readonly string[],
	candidates: readonly string[] = Object.keys(COMMANDS),
): Promise<ExitCode> {
	const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
	if (!entry) throw new UsageError(`there is no command ${name}${hint(name, candidates)}`);
	return (await entry.load()).call(rest);
}
