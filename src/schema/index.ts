export { DIALECT, type Dialect, dialectOf } from "./dialects.js";
export { readSchemaDocument, type SchemaDocument } from "./document/index.js";
export { type Place, SchemaError, type SchemaErrorCode } from "./error.js";
export { type SchemaSource, schemaGraph, withMetaSchemas } from "./graph.js";
export { isObject } from "./is-object.js";
export { judgeable } from "./judgeable.js";
export {
	ALL_TYPES,
	type Node,
	type NodeIndex,
	type ReadGraph,
	type SchemaGraph,
	TYPE_BITS,
	type WrittenSchema,
} from "./node.js";
export { notesOf, type SchemaNote } from "./notes.js";
export { DEFINITION, plainSchema } from "./plain.js";
export { absolutes, referencesOf } from "./references.js";
export { childrenOf, mapChildren } from "./subschema.js";
export { fileUri } from "./uri.js";
export { isAnnotation, isNaming, vocabulary } from "./vocabulary.js";
