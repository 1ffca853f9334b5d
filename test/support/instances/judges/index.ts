export { ajvJudge } from "./ajvJudge.js";
export { hyperjumpJudge } from "./hyperjumpJudge.js";
export type { Judge } from "./judge.js";
export { shippedJudges } from "./shippedJudges.js";
