export { CLERK_CASES, ORDER_CASES } from "./cases.js";
export { type Drafted, draftedFor, filledSource } from "./drafted.js";
export { judge, SILENT } from "./judged.js";
