import type { ExitCode } from "../exit.js";
import { stdout } from "../print/streams.js";
import type { Declaration } from "./declaration.js";
import { type Args, type Flags, flag } from "./flag.js";
import { commandHelp } from "./help.js";
import { parseWords } from "./parse.js";

/** One subcommand. */
export interface Command extends Declaration {
	/** Runs it with the words after its name, or explains it if they ask for help. */
	call(words: readonly string[]): Promise<ExitCode>;
}

/** Commands by their names, of one word or of two: what each does, in a few words, and how its module is loaded. */
export interface CommandTable {
	readonly [name: string]: { readonly about: string; readonly load: () => Promise<Command> };
}

/** The flag that every command has. */
export const HELP_FLAG = { help: flag.toggle("explain the command", "h") };

/**
 * Declares a command. It is given the value of each flag that it declares, typed as declared; to read another one does
 * not compile.
 */
export function defineCommand<const F extends Flags>(
	command: Omit<Declaration, "flags"> & {
		readonly flags: F;
		run(args: Args<F>): Promise<ExitCode>;
	},
): Command {
	const { run, ...declaration } = command;
	return {
		...declaration,
		async call(words) {
			const args = parseWords(words, { ...command.flags, ...HELP_FLAG });
			if (!args.flags.help) return run(args);
			await stdout.print(commandHelp(declaration));
			return 0;
		},
	};
}
