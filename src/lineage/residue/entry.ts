import type { Pointer } from "../../json/index.js";
import type { ObjectIdentity } from "./identity.js";

/** What the way back would not restore by itself, at one place of the value that a step was given. */
export type ResidueEntry = GuardedEntry | ValueEntry;

/** What an object or an array at one place was. */
export type GuardedEntry = ObjectEntry | ArrayEntry;

/** Where an entry applies: `of` has the identities of all objects from the root to there, outermost first. */
interface Guarded {
	readonly at: Pointer;
	readonly of?: readonly ObjectIdentity[];
}

/** Members of one object. */
export interface ObjectEntry extends Guarded {
	/** Members as they were. */
	readonly put?: { readonly [member: string]: unknown };
	/** What the way back makes of them by itself; nothing, where a member is missing here. What only `was` has is made up. */
	readonly was?: { readonly [member: string]: unknown };
}

/** The elements of an array, each of which has an identity of its own. */
export interface ArrayEntry extends Guarded {
	/** The identities of all elements as they were. */
	readonly order: readonly ObjectIdentity[];
	/** Elements that the way back does not make. */
	readonly add?: readonly unknown[];
	/** The identities of the elements that it makes, unless they are `order` without those of `add`. */
	readonly was?: readonly ObjectIdentity[];
}

/** A whole document: where it is no object, or the opposite function makes nothing of the newer value. */
interface ValueEntry {
	readonly at: "";
	readonly value: unknown;
	/** What the way back makes by itself. */
	readonly base?: unknown;
	/** Or, where it makes nothing: the digest of the value that it is given. */
	readonly digest?: string;
}

/**
 * What one step left, and the revision of the step that wrote it: it tells the code from code that has changed since.
 * Format 2 was stored so.
 */
export interface StepLeft {
	readonly revision: string;
	readonly entries: readonly ResidueEntry[];
}

/** As it is stored: the number of the format, the revision, and the entries. */
export type StepResidue = readonly [format: 3, revision: string, ...entries: readonly StoredEntry[]];

/** An entry whose `of` goes on from the first few identities, `as` many, of the entry before. */
export type StoredEntry = ResidueEntry & { readonly as?: number };

/** A value that was taken out before the steps, and where it was. */
export interface DetachedEntry {
	readonly at: Pointer;
	/** The identity of the array element that it was in. */
	readonly of?: string;
	readonly value: unknown;
}

/**
 * What downgrade needs to restore the record exactly, by step ("legacy>v1"): plain JSON, to be stored beside the
 * converted record.
 */
export interface Residue {
	readonly [step: string]: StepResidue | StepLeft | readonly DetachedEntry[];
}

/** The residue of a record that the way back restores by itself. */
export const EMPTY_RESIDUE: Residue = Object.freeze({});
