import type { Pointer } from "../../json/index.js";
import type { ObjectIdentity } from "./identity.js";

/** What the way back would not restore by itself, at one place of the value that a step was given. */
export type ResidueEntry = ObjectEntry | ArrayEntry | ValueEntry;

/** Where an entry applies: `of` has the identities of all objects from the root to there, outermost first. */
interface Guarded {
	readonly at: Pointer;
	readonly of?: readonly ObjectIdentity[];
}

/** Members of one object. */
export interface ObjectEntry extends Guarded {
	/** Members as they were. */
	readonly put?: { readonly [member: string]: unknown };
	/** What the way back makes of them by itself; nothing, where a member is missing here. */
	readonly was?: { readonly [member: string]: unknown };
	/** Members that the way back makes up: they are in `was`. */
	readonly cut?: readonly string[];
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

/** What one step left, by the format and the step that wrote it. */
export interface StepResidue {
	readonly format: 2;
	/** Tells the code that wrote it from code that has changed since. */
	readonly revision: string;
	readonly entries: readonly ResidueEntry[];
}

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
	readonly [step: string]: StepResidue | readonly DetachedEntry[];
}

/** The residue of a record that the way back restores by itself. */
export const EMPTY_RESIDUE: Residue = Object.freeze({});

/** The values of the record that a residue holds, by reference. */
export function valuesOf(residue: Residue): unknown[] {
	return Object.values(residue).flatMap((step) =>
		"format" in step ? step.entries.flatMap(valuesOfEntry) : step.map(({ value }) => value),
	);
}

function valuesOfEntry(entry: ResidueEntry): readonly unknown[] {
	if ("value" in entry) return [entry.value];
	if ("order" in entry) return entry.add ?? [];
	return entry.put === undefined ? [] : Object.values(entry.put);
}
