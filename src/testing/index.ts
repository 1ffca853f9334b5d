export type { TestedLineage, TestedStep } from "./any-lineage.js";
export { arbitrary, type FastCheck } from "./arbitrary.js";
export { LAWS, type LawBreak, type LawNumber } from "./break.js";
export { checkLaws, LawError, type LawOptions, type LawReport, type LawTest, lawsOf } from "./check-laws.js";
export type { Loss } from "./losses.js";
export { type StepTrial, tryStep } from "./try-lineage.js";
