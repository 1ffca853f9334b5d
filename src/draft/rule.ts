import type { Pointer } from "../json/index.js";
import type { NodeIndex } from "../schema/index.js";
import type { DraftAlternative, DraftSchema } from "./alternatives.js";
import { comment, keyText } from "./literal.js";

/**
 * "copied" is what is the same in both versions and "absent" what only newer records may have: neither needs a rule.
 * "certain" and "guess" are rules, and a "hole" is one that somebody has to write. What no rule takes is "dropped", or
 * "lost" where each older record has it, so that the way back has to make something up.
 */
export type DraftVerdict = "copied" | "absent" | "certain" | "guess" | "hole" | "dropped" | "lost";

/** What a draft says of one place. */
export interface DraftEntry {
	/** The place in the newer version; of what is dropped or lost, in the older one. */
	readonly at: Pointer;
	/** Where in the older version its value is from, if it is from there. */
	readonly from?: Pointer;
	readonly verdict: DraftVerdict;
}

/** Where in both versions a level is, and what its tools are called: "t." or "item.". */
export interface DraftScope {
	readonly older: Pointer;
	readonly newer: Pointer;
	readonly tools: string;
}

/** A member of a newer object. */
export interface NewerMember {
	readonly name: string;
	readonly node: NodeIndex;
	readonly isRequired: boolean;
}

/** A member's rule, as an expression. */
export interface DraftRule {
	/** With an empty place that does not compile, if it is a hole. */
	readonly text: string;
	readonly verdict: "certain" | "guess" | "hole";
	/** Why it is guessed; what is to be filled in. */
	readonly why?: string;
	/** The place in the older version that it takes. */
	readonly from?: Pointer;
}

/** What writes the levels of a mapping. */
export interface LevelWriter {
	readonly older: DraftSchema;
	readonly newer: DraftSchema;
	/** What was found so far. */
	readonly entries: DraftEntry[];
	/** What the module needs beside `mapping`. */
	readonly imports: Set<string>;
	/** A constant of the module, and its name: another one where that is taken by another value. */
	helper(name: string, value: string): string;
	/** A call of a tool. */
	call(scope: DraftScope, tool: string, ...args: readonly string[]): string;
	/** What makes the newer object of the older one, as the result of a function; undefined if they are no objects. */
	objects(older: NodeIndex, newer: NodeIndex, scope: DraftScope): string | undefined;
	/** The rules of one object, as lines; a member in `given` has its rule already. */
	level(a: DraftAlternative, b: DraftAlternative, scope: DraftScope, given?: readonly string[]): string[];
}

/** The rule of a newer member with its mark, or a hole; and the entry that says so. */
export function ruleLines(
	levels: LevelWriter,
	{ name, node }: NewerMember,
	rule: DraftRule | undefined,
	place: { readonly at: Pointer; readonly from?: Pointer },
): string[] {
	if (rule === undefined) {
		levels.entries.push({ at: place.at, verdict: "hole" });
		return [comment(`HOLE ${keyText(name)}: ${levels.newer.typeText(node)}`)];
	}
	const { text, verdict, why = name } = rule;
	const from = rule.from ?? place.from;
	levels.entries.push({ at: place.at, ...(from !== undefined && { from }), verdict });
	const mark = { certain: [], guess: [comment(`guess: ${why}`)], hole: [comment(`HOLE ${why}`)] }[verdict];
	return [...mark, `${keyText(name)}: ${text},`];
}

/** Lines in braces, one level in. */
export function block(lines: readonly string[]): string {
	if (lines.length === 0) return "";
	return `\n${lines.map(indented).join("\n")}\n`;
}

const indented = (text: string) => text.replace(/^(?=.)/gm, "\t");
