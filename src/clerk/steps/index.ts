// What emitted steps call stands in modules of its own: then nothing of what runs mappings is shipped with them.

export { fullActivity } from "./activity.js";
export { attemptId, olderName } from "./attempts.js";
export { bapi2021ToCurrent } from "./client-bapi-2021-current.js";
export { fapiToCurrent } from "./client-fapi-current.js";
export { goSdkToCurrent } from "./client-go-sdk-current.js";
export { legacyToV1 } from "./client-legacy-v1.js";
export { v1ToCurrent } from "./client-v1-current.js";
export { v2ToCurrent } from "./client-v2-current.js";
export { sessionFapiToCurrent } from "./session-fapi-current.js";
export { sessionLegacyToV1 } from "./session-legacy-v1.js";
export { sessionV1ToCurrent } from "./session-v1-current.js";
export { sessionV2ToCurrent } from "./session-v2-current.js";
export { isStatedInSeconds, legacyTime, statedTime, wholeSeconds } from "./time.js";
export { unknownClient } from "./unknown-client.js";
