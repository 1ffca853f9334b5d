export { readJson, readSchemaDocument, type SchemaDocument } from "./document.js";
