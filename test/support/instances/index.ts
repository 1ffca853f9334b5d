export { type InstanceOptions, instancesOf, type KeyOrder } from "./instancesOf.js";
export { shippedDocuments, shippedSchema, shippedUri, shippedVersions } from "./shipped.js";
export { shippedInstances } from "./shippedInstances.js";
export type { Schema } from "./subschema.js";
