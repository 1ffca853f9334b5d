import { type Node, SchemaError } from "../../../schema/index.js";
import { isSafe, programOf } from "../../pattern/index.js";
import { literal } from "../literal.js";
import { automatonText } from "./automaton-text.js";
import type { HelperName } from "./helpers.js";

/**
 * The expression of an object whose `test` says whether a text matches: the engine's own regular expression where it
 * takes no longer than the text is, else an automaton; where none holds the pattern, the regular expression after all.
 */
export function patternText(source: string, node: Node, use: (name: HelperName) => string): string {
	const program = programOf(source);
	if (program !== undefined && !isSafe(program)) {
		const automaton = automatonText(program);
		if (automaton !== undefined) return `/* @__PURE__ */ ${use("automaton")}(${automaton})`;
	}
	return `/* @__PURE__ */ new RegExp(${literal(source)}${flagsOf(source, node)})`;
}

/** Early drafts allow patterns that the u flag does not. */
function flagsOf(source: string, { place }: Node): string {
	for (const flags of ["u", ""]) {
		try {
			new RegExp(source, flags);
			return flags === "" ? "" : ', "u"';
		} catch {}
	}
	throw new SchemaError("pattern-invalid", place, "a pattern that is no regular expression");
}
