import { ALL_RULES, ASSUMPTIONS, type ChosenLevels, LEVELS, MODES } from "../../check/index.js";
import { type Format, RENDERERS } from "../../report/index.js";
import { flag } from "../args/flag.js";
import { hint } from "../args/nearest.js";
import { UsageError } from "../args/usage-error.js";

// Object.keys knows no types; the table has exactly these.
const FORMATS = Object.keys(RENDERERS) as readonly Format[];

/** The flags that diff and check share. */
export const GATE_FLAGS = {
	mode: flag.oneOf(
		"MODE",
		MODES,
		"backward (default): new readers of old data; forward: the reverse; full: both",
	),
	formats: flag.oneOf(
		"WAY",
		["annotation", "assertion"],
		"annotation (default): formats say nothing; assertion: they are checked",
	),
	direction: flag.oneOf(
		"MESSAGES",
		["request", "response"],
		"requests have no readOnly properties, responses no writeOnly ones; both say nothing if not given",
	),
	budget: flag.count(
		"N",
		"steps of work for each question, before its answer is unknown; 40000 if not given",
	),
	assume: flag.oneOf(
		"NAME",
		ASSUMPTIONS,
		`take for granted, beside the strict verdict: ${ASSUMPTIONS.join(", ")}`,
	),
	levels: flag.text("LIST", "levels of rules, such as enum-value-added=error,nullable-added=off"),
	ignore: flag.text("FILE", "what you accept, with reason and expiry; see docs/check.md"),
	format: flag.oneOf("FORM", FORMATS, `${FORMATS.join(", ")}; text if not given`),
};

/** The levels of `--levels`. */
export function levelsOf(list: string | undefined): ChosenLevels {
	const items = (list ?? "").split(",").filter((item) => item !== "");
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
