export { ASSUMPTIONS, type Assumption } from "../compat/index.js";
export { type DiffOptions, diffSchemas } from "./diff.js";
export { MODES, type Mode } from "./pair.js";
export { type CheckOptions, checkRepository } from "./repository.js";
export type {
	Acceptance,
	Bridge,
	Finding,
	GateResult,
	Judgement,
	Located,
	PairResult,
	Verdict,
} from "./result.js";
export { ALL_RULES, LEVELS, type Levels, type RuleRow } from "./rules.js";
export type { Steps } from "./steps.js";
