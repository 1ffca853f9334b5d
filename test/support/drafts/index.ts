export { CLERK_CASES, ORDER_CASES } from "./cases.js";
export { type Drafted, draftedFor } from "./drafted.js";
export { judge } from "./judged.js";
