import type { Finding } from "./result.js";
import { type ChosenLevels, type GateRule, levelOf } from "./rules.js";

/** What a finding says, but for its level and what it may leave out. */
export type FindingText = Omit<Finding, "rule" | "level" | "accepted" | "related"> &
	Partial<Pick<Finding, "related">>;

/** A finding of one of the gate's own rules; none if the rule is off. */
export function finding(rule: GateRule, levels: ChosenLevels, said: FindingText): Finding[] {
	const level = levelOf(rule, levels);
	return level === undefined ? [] : [{ rule, level, related: [], ...said }];
}
