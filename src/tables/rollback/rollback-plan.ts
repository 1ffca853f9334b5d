import { convertRecord, type RecordOptions, readResidueLine } from "../../records/index.js";
import type { TextRow } from "../session/pool.js";
import { HASH_LENGTH, hashOf } from "./originals.js";

/** How documents go back to what they were, and how they came here. */
export interface Ways {
	readonly back: RecordOptions;
	readonly forth: RecordOptions;
}

/** What is to be done with one row. */
export interface RowPlan {
	/** Where in its batch it is. */
	readonly place: string;
	readonly key: string;
	readonly version: string;
	/** The document to be written; empty where the server has the old text. */
	readonly document: string;
	/** The hash of the document's text before the run. */
	readonly was: string;
	/** Of a row that was written since: what it holds now, and what the run would make of the document to be written. */
	readonly since?: { readonly now: string; readonly again: string };
	/** Why it isn't to be written. */
	readonly outcome?: "edited" | "gone" | "refused";
}

/** The plan for a row of `readResidue`. */
export function planRow(row: TextRow, { back, forth }: Ways): RowPlan {
	const [place, kept, original = null, version, document = null, isUntouched, key] = row;
	const was = kept?.slice(0, HASH_LENGTH) ?? "";
	const plan = { place: place ?? "", key: key ?? "", version: version ?? "", document: "", was };
	if (version == null) return { ...plan, outcome: "gone" };
	if (document === null) return { ...plan, outcome: "edited" };
	const before = original ?? downgraded(document, kept?.slice(HASH_LENGTH) ?? "", back);
	const write = { ...plan, document: original === null ? (before ?? "") : "" };
	if (isUntouched === "1") return before === undefined ? { ...plan, outcome: "refused" } : write;
	const again = before === undefined ? undefined : converted(before, forth);
	return again === undefined ? { ...plan, outcome: "edited" } : { ...write, since: { now: document, again } };
}

/** What a jsonb was before; it has no line break, as the server writes it. */
function downgraded(document: string, kept: string, back: RecordOptions): string | undefined {
	const line = readResidueLine(Buffer.from(kept));
	if (!line) return undefined;
	const outcome = convertRecord({ bytes: Buffer.from(document), line: 0, offset: 0 }, line, back);
	if (outcome.status === "converted") return outcome.record.text;
	return outcome.status === "current" ? document : undefined;
}

function converted(document: string, forth: RecordOptions): string | undefined {
	const outcome = convertRecord({ bytes: Buffer.from(document), line: 0, offset: 0 }, undefined, forth);
	return outcome.status === "converted" ? outcome.record.text : undefined;
}

/**
 * The plan, unless it would write what must not be written. Texts are as the column has them. Whoever wrote the row
 * since may have left the document alone: that is so if a run would make the same of what it was. And a step that
 * keeps too little can't be undone: then the document to be written isn't what was there.
 */
export function proven(plan: RowPlan, document: string, again: string): RowPlan {
	if (plan.since && again !== plan.since.now) return { ...plan, document: "", outcome: "edited" };
	if (plan.document === "" || hashOf(document) === plan.was) return plan;
	return { ...plan, document: "", outcome: "refused" };
}
