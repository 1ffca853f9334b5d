export { difference, differenceBy, type IsWhole } from "./difference.js";
export { digest, digestOfText } from "./digest.js";
export {
	type DetachedEntry,
	EMPTY_RESIDUE,
	type Residue,
	type ResidueEntry,
	type StepLeft,
	type StepResidue,
} from "./entry.js";
export { isResidue } from "./format.js";
export type { GuardedPlace } from "./guarded-place.js";
export { Identities } from "./identity.js";
export type { Members } from "./json-object.js";
export type { Leaving, Leftovers } from "./leaving.js";
export { type OldEntry, translate } from "./old.js";
export { detachedOf, packed, unpacked, valuesOf } from "./packed.js";
export { type Restored, restore } from "./restore.js";
export { stored } from "./stored.js";
