export { equal } from "./equal.js";
export { firstDifference } from "./first-difference.js";
export { READ_ISSUES, type ReadIssue, type ReadIssueCode } from "./issue.js";
export { isArray, isContainer, isObject } from "./kind.js";
export {
	type FoundPlace,
	type FoundPlaces,
	findPlaces,
	type PayloadPlaces,
	PLACE_ISSUES,
	type PlaceIssue,
	parsePlaces,
	splice,
} from "./places/index.js";
export { escapeToken, formatPointer, isPointer, parsePointer, valueAt, withoutIndices } from "./pointer.js";
export type { Mark } from "./positions/marks.js";
export { type Position, positionAt } from "./positions/position.js";
export { Positions } from "./positions/positions.js";
export {
	type Document,
	READ_DEFAULTS,
	READ_UNLIMITED,
	type ReadOptions,
	type ReadResult,
	read,
} from "./read/read.js";
export { stringEnd } from "./read/token.js";
export type { Json, JsonArray, JsonObject, JsonPrimitive, Pointer } from "./types.js";
export type { OddReason } from "./verbatim/scan.js";
export { Verbatim, type VerbatimPlace } from "./verbatim/verbatim.js";
export { write } from "./write/write.js";
export { writeInto } from "./write/write-into.js";
