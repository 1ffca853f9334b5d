import type { Pointer } from "../../json/index.js";
import type { Units } from "../step.js";

/**
 * What a step did to one value of the record. `step` is its name, such as "legacy>v1"; `from` points into what the
 * step was given, `to` into what it made.
 */
export type AccountEntry =
	/** It stands nowhere as it was. */
	| { readonly kind: "dropped"; readonly step: string; readonly from: Pointer }
	/** The same value stands elsewhere. */
	| { readonly kind: "moved"; readonly step: string; readonly from: Pointer; readonly to: Pointer }
	/** Another value stands in its place. */
	| { readonly kind: "changed"; readonly step: string; readonly from: Pointer; readonly to: Pointer }
	/** Nothing stood there, and no annotation says where it comes from. */
	| { readonly kind: "added"; readonly step: string; readonly to: Pointer }
	| { readonly kind: "derived"; readonly step: string; readonly to: Pointer }
	| { readonly kind: "defaulted"; readonly step: string; readonly to: Pointer }
	| {
			readonly kind: "unit-changed";
			readonly step: string;
			readonly from: Pointer;
			readonly to: Pointer;
			readonly units: Units;
	  }
	/** An undeclared property that stays. */
	| { readonly kind: "kept"; readonly step: string; readonly from: Pointer; readonly to: Pointer }
	/** It was taken from the residue. */
	| { readonly kind: "restored"; readonly step: string; readonly to: Pointer }
	/** The residue holds more for this place, but an edit has changed what it goes with. */
	| { readonly kind: "not-restored"; readonly step: string; readonly to: Pointer }
	/** The residue was written by another revision of the step. */
	| { readonly kind: "revision-changed"; readonly step: string; readonly to: Pointer }
	/** It is valid and stays as it is, but is hardly what is meant; `step` is the name of the suspicion. */
	| { readonly kind: "suspect"; readonly step: string; readonly to: Pointer }
	/** An annotation of the step that isn't true: a pointer that leads nowhere, or a move of a value that differs. */
	| { readonly kind: "misplaced"; readonly step: string; readonly from: Pointer }
	| { readonly kind: "misplaced"; readonly step: string; readonly to: Pointer };

/** What all steps did, in their order. */
export type Account = readonly AccountEntry[];

/** The account of a record that no step touched. */
export const EMPTY_ACCOUNT: Account = Object.freeze([]);

/** The entry with other pointers. */
export function entryAt(entry: AccountEntry, change: (pointer: Pointer) => Pointer): AccountEntry {
	return {
		...entry,
		...("from" in entry && { from: change(entry.from) }),
		...("to" in entry && { to: change(entry.to) }),
	} as AccountEntry; // each kind keeps the pointers that it has
}
