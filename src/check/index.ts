export { ASSUMPTIONS } from "../compat/index.js";
export { type DiffOptions, diffSchemas } from "./diff.js";
export { loadSources } from "./documents/load.js";
export { LocatedSchema } from "./documents/source.js";
export type { Steps } from "./lineage/steps.js";
export { MODES } from "./pair.js";
export { type CheckOptions, checkRepository } from "./repository.js";
export type {
	Bridge,
	Finding,
	GateResult,
	Judgement,
	Located,
	PairResult,
} from "./result.js";
export { ALL_RULES, type ChosenLevels, LEVELS, type RuleRow } from "./rules.js";
