import type { Flags } from "./flag.js";

/** What a command is, beside what it does: help, documents and completion are made of this. */
export interface Declaration {
	readonly name: string;
	/** One sentence. */
	readonly about: string;
	/** What follows the name, such as "[files...]". */
	readonly operands: string;
	readonly flags: Flags;
	/** Lines for its help, each a call and what it does. */
	readonly examples: readonly (readonly [call: string, does: string])[];
}
