import type { Pointer } from "../json/index.js";
import type { NodeIndex } from "../schema/index.js";
import type { DraftAlternative, DraftSchema } from "./alternatives.js";

/** What a draft says of one place. */
export interface DraftEntry {
	/** The place in the newer version; of what is dropped, in the older one. */
	readonly at: Pointer;
	/** Where in the older version its value is from, if it is from there. */
	readonly from?: Pointer;
	readonly verdict: "certain" | "guess" | "hole" | "dropped";
}

/** Where in both versions a level is, and what its tools are called: "" or "item.". */
export interface DraftScope {
	readonly older: Pointer;
	readonly newer: Pointer;
	readonly tools: string;
}

/** A member's rule, as an expression. */
export interface DraftRule {
	readonly text: string;
	readonly isCertain: boolean;
	/** Why it is guessed. */
	readonly why?: string;
	/** The place in the older version that it takes. */
	readonly from?: Pointer;
}

/** What writes the levels of a mapping. */
export interface LevelWriter {
	readonly older: DraftSchema;
	readonly newer: DraftSchema;
	/** What the module needs beside `mapping`. */
	readonly imports: Set<string>;
	/** A call of a tool. */
	call(scope: DraftScope, tool: string, ...args: readonly string[]): string;
	/** What makes the newer object of the older one, as the result of a function; undefined if they are no objects. */
	objects(older: NodeIndex, newer: NodeIndex, scope: DraftScope): string | undefined;
	/** The rules of one object, as lines; a member in `given` has its rule already. */
	level(a: DraftAlternative, b: DraftAlternative, scope: DraftScope, given?: readonly string[]): string[];
}

/** Lines in braces, one level in. */
export function block(lines: readonly string[]): string {
	if (lines.length === 0) return "";
	return `\n${lines.map(indented).join("\n")}\n`;
}

const indented = (text: string) => text.replace(/^(?=.)/gm, "\t");
