export { matchesIn } from "./match.js";
export { type Guard, MAX_CHARACTER, type Program, programOf } from "./program.js";
export { isSafe } from "./safe.js";
