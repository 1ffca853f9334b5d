export { legacyToV1 } from "./client-legacy-v1.js";
export { v1ToCurrent } from "./client-v1-current.js";
export { sessionLegacyToV1, unknownClient } from "./session-legacy-v1.js";
export { sessionV1ToCurrent } from "./session-v1-current.js";
export { legacyTime, wholeSeconds } from "./time.js";
