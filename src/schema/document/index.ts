export { readSchemaDocument } from "./document.js";
export type { SchemaDocument } from "./schema-document.js";
