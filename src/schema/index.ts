export { DIALECT, type Dialect, dialectOf, refStandsAlone } from "./dialect/dialects.js";
export { judgeable } from "./dialect/judgeable.js";
export { DEFINITION, plainSchema } from "./dialect/plain.js";
export { isAnnotation, isNaming, vocabulary } from "./dialect/vocabulary.js";
export { readSchemaDocument, type SchemaDocument } from "./document/index.js";
export { refuseDocument, SchemaError, type SchemaErrorCode, type SchemaPlace } from "./error.js";
export { type MessageDirection, type SchemaSource, schemaGraph, withMetaSchemas } from "./graph/graph.js";
export {
	ALL_TYPES,
	type Node,
	type NodeIndex,
	type ReadGraph,
	type SchemaGraph,
	TRUE_NODE,
	TYPE_BITS,
	type WrittenSchema,
	widthOf,
} from "./graph/node.js";
export { notesOf, type SchemaNote } from "./graph/notes.js";
export { absolutes, referencesOf } from "./resource/references.js";
export { fileUri } from "./resource/uri.js";
export { childrenOf, mapChildren } from "./subschema.js";
