export { draftStep, type StepDraft } from "./draft.js";
export type { DraftEntry, DraftVerdict } from "./rule.js";
