export { type Bounds, DEFAULT_BOUNDS } from "./bounds.js";
export { DIALECT } from "./dialect.js";
export { type Place, SchemaError, type SchemaErrorCode } from "./error.js";
export { CODE_KEYWORDS, type Keyword, keyword } from "./keywords.js";
export { loadSchemas, type SchemaSet } from "./set.js";
export { childrenOf, isObject, mapChildren, type Subschema } from "./subschema.js";
