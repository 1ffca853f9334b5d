export { type Account, type AccountEntry, EMPTY_ACCOUNT, entryAt } from "./entry.js";
export { explain, type Ran } from "./explain.js";
export { type AccountLine, Ledger } from "./ledger.js";
export { originOf } from "./origin.js";
export { type Listener, type Note, Spot, StepRefusal } from "./recorder.js";
