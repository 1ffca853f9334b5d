export { Inference, type InferOptions, type Inferred, type InferredVersion } from "./inference.js";
export { type LineageFile, lineageFiles } from "./lineage-files.js";
export { Membership } from "./membership.js";
export type { OrderReason } from "./versions/order.js";
export type { VersionSplit } from "./versions/versions.js";
