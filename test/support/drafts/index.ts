export { CLERK_CASES, type DraftCase, ORDER_CASES } from "./cases.js";
export { type Drafted, draftedFor } from "./drafted.js";
export { judge } from "./judged.js";
