export { type Account, type AccountEntry, type AccountLine, entryAt, Ledger } from "./account/index.js";
export type { BeforeSteps } from "./convert/index.js";
export type { Detection, ForeignShape } from "./detect.js";
export type { EnvelopeCodec, Opened } from "./envelope.js";
export { LineageError, type LineageErrorCode } from "./error.js";
export { ISSUE_CODES, type Issue, type IssueCode } from "./issue.js";
export { type ConvertOptions, type Lineage, lineage } from "./lineage.js";
export * from "./mapping/index.js";
export {
	type DetachedEntry,
	detachedOf,
	type IsWhole,
	type Residue,
	type ResidueEntry,
	type StepResidue,
	unpacked,
	valuesOf,
} from "./residue/index.js";
export type { Converted, Refused } from "./result.js";
export { type Shape, shapeOf } from "./shape.js";
export { type Items, type Place, type Step, type StepAccount, type Units, widening } from "./step.js";
export {
	isSuspect,
	placesOfSuspicions,
	type Suspect,
	type SuspectPlace,
	type SuspectValue,
	type Suspicion,
} from "./suspects.js";
export type { Undeclared } from "./undeclared.js";
export type { SchemaObject, Version, Violation } from "./version.js";
export { envelopes, within } from "./within.js";
