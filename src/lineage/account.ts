import type { Pointer } from "../json/index.js";
import type { Units } from "./step.js";

/** What a step did to one value of the record. `step` is its name, such as "legacy>v1". */
export type AccountEntry =
	| { readonly kind: "dropped"; readonly step: string; readonly from: Pointer }
	| { readonly kind: "moved"; readonly step: string; readonly from: Pointer; readonly to: Pointer }
	| { readonly kind: "derived"; readonly step: string; readonly to: Pointer }
	| { readonly kind: "defaulted"; readonly step: string; readonly to: Pointer }
	| {
			readonly kind: "unit-changed";
			readonly step: string;
			readonly from: Pointer;
			readonly to: Pointer;
			readonly units: Units;
	  }
	| { readonly kind: "kept"; readonly step: string; readonly from: Pointer; readonly to: Pointer };

/** What all steps did, in their order. */
export type Account = readonly AccountEntry[];

/** The account of a record that no step touched. */
export const EMPTY_ACCOUNT: Account = Object.freeze([]);
