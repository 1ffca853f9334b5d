import type { MessageDirection } from "../../schema/index.js";
import { MODES, type Mode } from "../pair.js";
import { type ChosenLevels, isRule, LEVELS } from "../rules.js";
import type { Setting } from "./setting.js";

/** What the settings say of one lineage. */
interface LineageSettings {
	readonly mode: Mode | undefined;
	/** The lineage with its steps, as whoever loads it understands: a shipped one's name, or "./module.js#export". */
	readonly steps: string | undefined;
}

/** What `upshape.config.json` says under "check". */
export interface CheckSettings {
	readonly mode: Mode;
	readonly formats: "annotation" | "assertion";
	/** Of which messages the schemas are asked, so that `readOnly` and `writeOnly` count. */
	readonly direction: MessageDirection | undefined;
	/** Steps of work for each question to the engine; its default if not given. */
	readonly budget: number | undefined;
	readonly rules: ChosenLevels;
	/** By the lineage's folder. */
	readonly lineages: ReadonlyMap<string, LineageSettings>;
}

/** Reads the gate's part of the settings, filling in the defaults; throws a SchemaError that names the place. */
export function parseSettings(check: Setting): CheckSettings {
	const fields = check.fields(["mode", "formats", "direction", "budget", "rules", "lineages"]);
	const { mode, formats, direction, budget, rules, lineages } = fields;
	return {
		mode: mode.oneOf(MODES) ?? "backward",
		formats: formats.oneOf(["annotation", "assertion"]) ?? "annotation",
		direction: direction.oneOf(["request", "response"]),
		budget: budget.count(),
		rules: new Map(rules.entries().map(([rule, level]) => [knownRule(rule, level), levelIn(level)])),
		lineages: new Map(lineages.entries().map(([folder, one]) => [folder, parseLineageSettings(one)])),
	};
}

function parseLineageSettings(setting: Setting): LineageSettings {
	if (typeof setting.value === "string") return { mode: undefined, steps: setting.text() };
	const { mode, steps } = setting.fields(["mode", "steps"]);
	return { mode: mode.oneOf(MODES), steps: steps.text() };
}

function knownRule(rule: string, setting: Setting): string {
	return isRule(rule) ? rule : setting.refuse("names no rule; `upshape rules` lists them");
}

function levelIn(setting: Setting): (typeof LEVELS)[number] {
	return setting.oneOf(LEVELS) ?? "error";
}
