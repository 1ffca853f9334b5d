export { type Direction, Planner } from "./plan.js";
export { Telling } from "./telling.js";
