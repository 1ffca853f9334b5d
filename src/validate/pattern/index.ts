export { matchesIn } from "./match.js";
