export { type Dialect, SchemaError, type SchemaErrorCode, type SchemaSource } from "../schema/index.js";
export { type Comparison, compare } from "./compare.js";
export {
	counterpart,
	type Difference,
	type DifferenceRule,
	type Direction,
	differences,
	type Level,
	RULES,
	type RuleId,
} from "./differences/index.js";
export { type Emptiness, type Intersection, intersects, isEmpty } from "./exists.js";
export type { FormatChecks } from "./format.js";
export { type Instances, instances, unreachedBranches } from "./instances/index.js";
export { type PreparedSchema, prepare, type SchemaInput } from "./prepare.js";
export { ASSUMPTIONS, type Assumption, type Assumptions, type Options } from "./question.js";
