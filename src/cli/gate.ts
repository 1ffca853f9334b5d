import { ALL_RULES, ASSUMPTIONS, LEVELS, type Levels } from "../check/index.js";
import { type Arguments, hint } from "./arguments.js";
import type { Flags } from "./command.js";
import { UsageError } from "./usage-error.js";

/** The flags that diff and check share. */
export const GATE_FLAGS: Flags = {
	mode: {
		value: "MODE",
		about: "backward (default): new readers of old data; forward: the reverse; full: both",
	},
	formats: { value: "WAY", about: "annotation (default): formats say nothing; assertion: they are checked" },
	assume: { value: "NAME", about: `take for granted, beside the strict verdict: ${ASSUMPTIONS.join(", ")}` },
	levels: { value: "LIST", about: "levels of rules, such as enum-value-added=error,nullable-added=off" },
	ignore: { value: "FILE", about: "what you accept, with reason and expiry; see docs/check.md" },
	format: { value: "FORM", about: "text (default), json, github, sarif, junit or markdown" },
};

/** The levels of `--levels`. */
export function levelsOf(args: Arguments): Levels {
	const items = (args.text("levels") ?? "").split(",").filter((item) => item !== "");
	return new Map(items.map(levelIn));
}

function levelIn(item: string): readonly [string, (typeof LEVELS)[number]] {
	const [rule = "", level] = item.split("=");
	const known = ALL_RULES.map(({ id }) => id);
	if (!known.includes(rule)) {
		throw new UsageError(
			`--levels: there is no rule ${rule}; \`upshape rules\` lists them${hint(rule, known)}`,
		);
	}
	const chosen = LEVELS.find((one) => one === level);
	if (chosen === undefined)
		throw new UsageError(`--levels: ${rule} takes ${LEVELS.join(", ")}, as in ${rule}=off`);
	return [rule, chosen];
}

/** The day that ignore files are judged by. */
export function today(): string {
	return new Date().toISOString().slice(0, 10);
}
