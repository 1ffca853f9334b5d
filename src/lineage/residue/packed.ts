import type {
	DetachedEntry,
	GuardedEntry,
	Residue,
	ResidueEntry,
	StepLeft,
	StepResidue,
	StoredEntry,
} from "./entry.js";
import type { ObjectIdentity } from "./identity.js";

/** What a step left, as it is stored. */
export function packed({ revision, entries }: StepLeft): StepResidue {
	const step: [3, string, ...StoredEntry[]] = [3, revision];
	let before: readonly ObjectIdentity[] = [];
	for (const entry of entries) {
		const of = ("of" in entry && entry.of) || [];
		step.push(of.length === 0 || before.length === 0 ? entry : continuing(entry as GuardedEntry, of, before));
		before = of;
	}
	return step;
}

function continuing(
	entry: GuardedEntry,
	of: readonly ObjectIdentity[],
	before: readonly ObjectIdentity[],
): StoredEntry {
	let same = 0;
	while (same < of.length && of[same] === before[same]) same++;
	if (same === 0) return entry;
	const { at, of: _, ...rest } = entry;
	return same === of.length ? { at, as: same, ...rest } : { at, as: same, of: of.slice(same), ...rest };
}

/** What a step left; undefined for what has none of a step: undeclared properties, and residues of format 1. */
export function unpacked(step: Residue[string] | undefined): StepLeft | undefined {
	if (step === undefined || isDetached(step)) return undefined;
	if (!isPacked(step)) return step;
	const [, revision, ...stored] = step;
	let before: readonly ObjectIdentity[] = [];
	const entries = stored.map((entry): ResidueEntry => {
		if ("value" in entry) return entry;
		const { as = 0, ...rest } = entry;
		before = [...before.slice(0, as), ...(rest.of ?? [])];
		return before.length === 0 ? rest : { ...rest, of: before };
	});
	return { revision, entries };
}

/** What was taken out of a record before the steps, or was kept by one in format 1; nothing for what a step has left. */
export function detachedOf(step: Residue[string] | undefined): readonly DetachedEntry[] {
	return step !== undefined && isDetached(step) ? step : [];
}

/** The values of the record that a residue holds, by reference. */
export function valuesOf(residue: Residue): unknown[] {
	return Object.values(residue).flatMap(
		(step) => unpacked(step)?.entries.flatMap(valuesOfEntry) ?? detachedOf(step).map(({ value }) => value),
	);
}

function valuesOfEntry(entry: ResidueEntry): readonly unknown[] {
	if ("value" in entry) return [entry.value];
	if ("order" in entry) return entry.add ?? [];
	return entry.put === undefined ? [] : Object.values(entry.put);
}

function isDetached(step: Residue[string]): step is readonly DetachedEntry[] {
	return Array.isArray(step) && step[0] !== 3;
}

/** Format 2 had an object, with the identities of every entry in full. */
function isPacked(step: StepResidue | StepLeft): step is StepResidue {
	return Array.isArray(step);
}
