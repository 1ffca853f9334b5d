export { areExclusive, isWithout } from "./facts.js";
export { compileScanner, type RecordScanner } from "./record-scanner.js";
