export { camelCase, snakeCase } from "./case.js";
export { client } from "./client.js";
export { clientEnvelope, sessionEnvelope } from "./envelope.js";
export type * from "./generated/types.js";
export { session, sessionsOf } from "./session.js";
