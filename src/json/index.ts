export { equal } from "./equal.js";
export { READ_ISSUES, type ReadIssue, type ReadIssueCode } from "./issue.js";
export { type Line, type LineOptions, LineSplitter } from "./lines.js";
export { escapeToken, formatPointer, isPointer, parsePointer, valueAt } from "./pointer.js";
export { type Document, READ_DEFAULTS, type ReadOptions, type ReadResult, read } from "./read.js";
export type { OddReason } from "./scan.js";
export type { Json, JsonArray, JsonObject, JsonPrimitive, Pointer } from "./types.js";
export { Verbatim, type VerbatimPlace } from "./verbatim.js";
export { write } from "./write.js";
