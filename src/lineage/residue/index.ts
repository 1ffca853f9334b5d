export { difference, type IsWhole } from "./difference.js";
export { digest, digestOfText } from "./digest.js";
export {
	type DetachedEntry,
	EMPTY_RESIDUE,
	type Residue,
	type ResidueEntry,
	type StepResidue,
	valuesOf,
} from "./entry.js";
export { isResidue } from "./format.js";
export { Identities } from "./identity.js";
export { type OldEntry, translate } from "./old.js";
export { type Restored, restore } from "./restore.js";
export { stored } from "./stored.js";
