export type { Difference } from "./difference.js";
export { differences } from "./differences.js";
export { counterpart, type Direction, type Level, RULES, type Rule, type RuleId } from "./rules.js";
