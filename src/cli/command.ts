import type { Arguments } from "./arguments.js";
import type { ExitCode } from "./exit.js";

/** One subcommand. */
export interface Command {
	readonly name: string;
	/** One line for the list of commands. */
	readonly about: string;
	/** What follows the name, such as "[files...]". */
	readonly operands: string;
	readonly flags: Flags;
	/** Lines for its help, each a call and what it does. */
	readonly examples: readonly (readonly [call: string, does: string])[];
	run(args: Arguments): Promise<ExitCode>;
}

/** Flags by their long name. */
export interface Flags {
	readonly [name: string]: Flag;
}

/** One flag; without `value` it is a switch. */
interface Flag {
	readonly about: string;
	/** What its value is called in the help, such as "FILE". */
	readonly value?: string;
	readonly short?: string;
	/** Whether it can be given more than once. */
	readonly many?: true;
}
