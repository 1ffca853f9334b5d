export { canonical, ValueSet } from "./canonical.js";
export { type ChildPart, coloursBelow, describeShape, mapNode, type NodeShape } from "./children.js";
export {
	exactNumber,
	type Fraction,
	floor,
	fraction,
	isMultiple,
	leastCommonMultiple,
	quotient,
	times,
} from "./decimal.js";
export { emitModule } from "./emit/emit.js";
export { Interpreter } from "./interpreter.js";
export type { FormatChecks } from "./keywords/check.js";
export type { Mismatch } from "./mismatch.js";
export { intervalOf, isOfNumbers } from "./number-formats.js";
export { type Guard, MAX_CHARACTER, matchesIn, type Program, programOf } from "./pattern/index.js";
export { lengthOf, matches } from "./text.js";
export { type JsonType, TYPES, typeOf } from "./type.js";
export { Undecidable } from "./undecidable.js";
export { validator } from "./validator.js";
