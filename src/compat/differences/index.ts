export type { Difference } from "./difference.js";
export { differences } from "./differences.js";
export { counterpart, type DifferenceRule, type Direction, type Level, RULES, type RuleId } from "./rules.js";
