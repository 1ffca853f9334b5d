import { equal, formatPointer } from "../../json/index.js";
import type { Identities } from "../residue/index.js";
import type { Shape } from "../shape.js";
import { Changes, type FoundChange } from "./changes.js";
import { Coverage, memberAt, pointerOf, tokensTo } from "./coverage.js";
import type { AccountEntry } from "./entry.js";
import { type Note, tokensOf } from "./recorder.js";

/** What a step was given and what it made, with what their schemas declare. */
export interface Ran {
	readonly step: string;
	readonly before: unknown;
	readonly after: unknown;
	readonly identities: Identities;
	readonly shapes: { readonly before: Shape; readonly after: Shape };
}

/** Takes the annotations that are true as they are, and what had to be found, in this order. */
export interface Teller {
	note(note: Note): void;
	found(entry: AccountEntry): void;
}

/**
 * Says of every leaf of what went in what became of it: what the step has said, where that is so; else what a comparison
 * finds. An annotation whose value is missing on both sides, as an optional member may be, says nothing.
 */
export function explain(ran: Ran, notes: readonly Note[], teller: Teller): void {
	const coverage = new Coverage();
	const places = new Map<Note["spot"], readonly string[] | undefined>();
	for (const note of notes) {
		const { spot } = note;
		if (!places.has(spot)) places.set(spot, tokensTo(spot));
		const wrong = cover(note, places.get(spot), ran, coverage);
		if (wrong === undefined) teller.note(note);
		else if (wrong !== "nothing") teller.found(misplaced(note, wrong, ran.step));
	}
	for (const one of new Changes(ran.before, ran.after, coverage, ran.identities).found)
		teller.found(entryOf(one, ran.step));
}

/** Covers what a note speaks of if it is true; else the side that it is wrong about, or that there is nothing. */
function cover(
	{ kind, from, to }: Note,
	place: readonly string[] | undefined,
	{ before, after, shapes }: Ran,
	coverage: Coverage,
): "from" | "to" | "nothing" | undefined {
	const source = from === undefined ? NOWHERE : below(place, from);
	const target = to === undefined ? NOWHERE : below(place, to);
	if (source === undefined) return "from";
	if (target === undefined) return "to";
	const was = source === NOWHERE ? null : memberAt(before, source);
	const is = target === NOWHERE ? null : memberAt(after, target);
	if (was === undefined && !mayStand(shapes.before, source)) return "from";
	if (is === undefined && !mayStand(shapes.after, target)) return "to";
	if (was === undefined || is === undefined) return "nothing";
	if (kind === "moved" && was !== is && !equal(was, is)) return "to";
	if (source !== NOWHERE) coverage.add(source).from = true;
	if (target !== NOWHERE) coverage.add(target).to = true;
	return undefined;
}

const NOWHERE: readonly string[] = [];

function below(place: readonly string[] | undefined, pointer: string): readonly string[] | undefined {
	const tokens = tokensOf(pointer);
	if (place === undefined || tokens === undefined) return undefined;
	return place.length === 0 ? tokens : [...place, ...tokens];
}

/** Whether a schema leaves room for a value there, as far as its shape can tell. */
function mayStand(root: Shape, tokens: readonly string[]): boolean {
	let shape: Shape | undefined = root;
	for (const token of tokens) {
		const declared: Shape | undefined = shape.properties.get(token);
		if (declared === undefined && (shape.properties.size > 0 || shape.closed)) {
			return !shape.closed && shape.mayDeclareByPattern(token);
		}
		shape = declared ?? shape.items;
		if (shape === undefined) return true;
	}
	return true;
}

function misplaced(note: Note, side: "from" | "to", step: string): AccountEntry {
	const pointer = pointerOf(note, note[side] ?? "");
	return side === "from"
		? { kind: "misplaced", step, from: pointer }
		: { kind: "misplaced", step, to: pointer };
}

function entryOf({ kind, from, to }: FoundChange, step: string): AccountEntry {
	return {
		kind,
		step,
		...(from && { from: formatPointer(from) }),
		...(to && { to: formatPointer(to) }),
	} as AccountEntry; // each kind was found with the places that it has
}
