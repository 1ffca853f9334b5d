export type { InstanceOptions } from "./gather.js";
export { instancesOf } from "./instancesOf.js";
export { mutationsOf } from "./mutationsOf.js";
export { shippedDocuments, shippedSchema, shippedUri, shippedVersions } from "./shipped.js";
export { shippedInstances, shippedMutations } from "./shippedInstances.js";
export type { Schema } from "./subschema.js";
