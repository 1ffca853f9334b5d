import { withoutIndices } from "../../json/index.js";
import {
	type AccountEntry,
	explain,
	type Ledger,
	type Listener,
	type Note,
	type Ran,
	Spot,
} from "../account/index.js";
import type { Leg } from "../graph.js";
import {
	detachedOf,
	difference,
	differenceBy,
	digest,
	type Identities,
	type IsWhole,
	type Leaving,
	type OldEntry,
	packed,
	type Residue,
	type ResidueEntry,
	type Restored,
	restore,
	type StepLeft,
	type StepResidue,
	stored,
	translate,
	unpacked,
} from "../residue/index.js";

/** Where accounts go: into a list, or into a sum. */
export interface Books {
	readonly account?: AccountEntry[] | undefined;
	readonly ledger?: Ledger | undefined;
	/** Whether only what the steps themselves say is wanted. */
	readonly isAnnotatedOnly?: boolean;
}

/** What a hop made, and whether it is known to be valid there. */
export interface Made {
	readonly value: unknown;
	readonly isValid: boolean;
}

/** Takes a value along a hop, and merges into it what the opposite hop has left. */
export function runStep(
	value: unknown,
	leg: Leg,
	past: Residue[string] | undefined,
	books: Books | undefined,
): Made {
	const left = unpacked(past);
	const whole = left && wholeOf(value, left);
	if (whole !== undefined) {
		tell([{ kind: "restored", step: stepNameOf(leg), to: "" }], books);
		return { value: whole.value, isValid: leg.to.version.is(whole.value) };
	}
	const notes: Note[] | undefined = books && !isCheckedBefore(leg, books) ? [] : undefined;
	const listener = books && (notes ? noting(notes) : writing(leg, books));
	// Each step takes what the one before it made: the builder's types saw to that.
	const base = leg.bound.step[leg.direction](
		value as never,
		new Spot(listener, left ? undefined : past && detachedOf(past)),
	);
	if (books && notes) keepBooks(value, base, leg, notes, books);
	if (past === undefined) return { value: base, isValid: false };
	return merged(base, leg, left ?? detachedOf(past), books);
}

/**
 * What a step leaves: all that the opposite function does not restore by itself; undefined if that is nothing. The value
 * before is plain JSON.
 */
export function residueOf(
	before: unknown,
	after: unknown,
	leg: Leg,
	isWhole: IsWhole | undefined,
): StepResidue | undefined {
	const made = leg.bound.step.makesJson ? after : stored(after);
	const { revision } = leg.bound;
	const found = made === undefined ? undefined : differenceOf(before, made, leg, isWhole);
	const entries = found ?? [{ at: "" as const, value: before, digest: digest(made) }];
	return entries.length === 0 ? undefined : packed({ revision, entries });
}

/** By what the step knows of its way back; else by what that makes. Undefined if that is nothing. */
function differenceOf(before: unknown, made: unknown, leg: Leg, isWhole: IsWhole | undefined) {
	const { step, identities } = leg.bound;
	const isKnown = leg.direction === "upgrade" && isWhole === undefined;
	const known = isKnown && step.leaving ? leftBy(step.leaving, before, made, identities) : undefined;
	if (known !== undefined) return known;
	const base = wayBack(made, leg);
	return base === undefined ? undefined : difference(before, base, identities, isWhole);
}

/** Undefined where the way back throws: what is thrown is the author's. */
function leftBy(leaving: Leaving, before: unknown, made: unknown, identities: Identities) {
	try {
		return differenceBy(leaving, before, made, identities);
	} catch {
		return undefined;
	}
}

/** What account and residue call a hop. */
export function stepNameOf({ bound, direction }: Leg): string {
	return bound[direction];
}

/** What the residue of the opposite hop is called. */
export function oppositeNameOf({ bound, direction }: Leg): string {
	return bound[direction === "upgrade" ? "downgrade" : "upgrade"];
}

/** What the opposite function makes; undefined if that is nothing. */
function wayBack(made: unknown, { bound, direction }: Leg): unknown {
	try {
		const opposite = direction === "upgrade" ? "downgrade" : "upgrade";
		return bound.step[opposite](made as never, new Spot(undefined));
	} catch {
		return undefined;
	}
}

/** The document that goes with this very value, where the way back makes nothing of it. */
function wholeOf(value: unknown, { entries: [entry] }: StepLeft): { readonly value: unknown } | undefined {
	if (entry === undefined || !("digest" in entry)) return undefined;
	return entry.digest === digest(stored(value)) ? entry : undefined;
}

function merged(
	base: unknown,
	leg: Leg,
	past: StepLeft | readonly OldEntry[],
	books: Books | undefined,
): Made {
	const { identities, revision } = leg.bound;
	const step = stepNameOf(leg);
	const given = stored(base) ?? base;
	const old = "revision" in past ? undefined : translate(past, given, identities);
	const entries = "revision" in past ? past.entries : (old?.entries ?? []);
	const result = fitting(given, entries, leg);
	if (books) {
		if ("revision" in past && past.revision !== revision)
			tell([{ kind: "revision-changed", step, to: "" }], books);
		tell(
			result.restored.map((to) => ({ kind: "restored", step, to })),
			books,
		);
		tell(
			[...result.notRestored, ...(old?.notRestored ?? [])].map((to) => ({ kind: "not-restored", step, to })),
			books,
		);
	}
	return { value: result.value, isValid: result.isValid };
}

/** What can be restored such that the result is valid: all of it; else all but one entry; else as many as go; else none. */
function fitting(
	base: unknown,
	entries: readonly ResidueEntry[],
	{ to, bound: { identities } }: Leg,
): Restored & { readonly isValid: boolean } {
	const { is } = to.version;
	const withOnly = (some: readonly ResidueEntry[]) => restore(base, some, identities, to.shape);
	const all = withOnly(entries);
	if (is(all.value)) return { ...all, isValid: true };
	if (!is(base)) return { ...all, isValid: false };
	const chosen: ResidueEntry[] = [];
	const left: string[] = [];
	for (const entry of entries) {
		if (is(withOnly([...chosen, entry]).value)) chosen.push(entry);
		else left.push(entry.at);
	}
	const some = withOnly(chosen);
	return { ...some, notRestored: [...some.notRestored, ...left], isValid: true };
}

/** Whether what the step says is the whole account as it stands. */
function isCheckedBefore({ bound }: Leg, books: Books): boolean {
	return bound.step.isComplete === true || books.isAnnotatedOnly === true;
}

/** Keeps what the step says, to be checked against what it made. */
function noting(notes: Note[]): Listener {
	return (kind, spot, from, to, units) => {
		notes.push({ kind, spot, from, to, units });
	};
}

/** Writes down what the step says. */
function writing(leg: Leg, { account, ledger }: Books): Listener {
	const step = stepNameOf(leg);
	return (kind, spot, from, to, units) => {
		ledger?.note(kind, step, spot.place(ledger), from, to, units);
		account?.push({
			kind,
			step,
			...(from !== undefined && { from: spot.pointer(from) }),
			...(to !== undefined && { to: spot.pointer(to) }),
			...(units && { units }),
		} as AccountEntry); // each method of a place says what its kind has
	};
}

/** Writes down what the step said, as far as it is true, and what it didn't say. */
function keepBooks(before: unknown, after: unknown, leg: Leg, notes: readonly Note[], books: Books): void {
	const write = writing(leg, books);
	const shapes = {
		get before() {
			return leg.from.shape;
		},
		get after() {
			return leg.to.shape;
		},
	};
	const ran: Ran = { step: stepNameOf(leg), before, after, shapes, identities: leg.bound.identities };
	explain(ran, notes, {
		note: ({ kind, spot, from, to, units }) => write(kind, spot, from, to, units),
		found: (entry) => tell([entry], books),
	});
}

function tell(entries: readonly AccountEntry[], books: Books | undefined): void {
	if (books === undefined) return;
	const { account, ledger } = books;
	for (const entry of entries) {
		account?.push(entry);
		ledger?.note(
			entry.kind,
			entry.step,
			ledger.root,
			"from" in entry && entry.from !== undefined ? withoutIndices(entry.from) : undefined,
			"to" in entry && entry.to !== undefined ? withoutIndices(entry.to) : undefined,
		);
	}
}
