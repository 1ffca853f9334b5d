import { parseArguments } from "./arguments.js";
import type { Command } from "./command.js";
import { commandHelp } from "./command-help.js";
import { EXIT, type ExitCode } from "./exit.js";
import { stdout } from "./streams.js";

/** Runs a command with the words behind its name, or explains it if they ask for help. */
export async function callCommand(command: Command, words: readonly string[]): Promise<ExitCode> {
	const args = parseArguments(words, { ...command.flags, help: { about: "", short: "h" } });
	if (!args.on("help")) return command.run(args);
	await stdout.print(commandHelp(command));
	return EXIT.fine;
}
