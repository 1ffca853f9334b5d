export { draftStep, type StepDraft } from "./draft.js";
export type { DraftEntry } from "./rule.js";
