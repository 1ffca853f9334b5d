import { type FoundPlace, findPlaces, READ_ISSUES } from "../../json/index.js";
import { type AccountEntry, entryAt } from "../../lineage/index.js";
import type { RawRecord } from "../framing/record.js";
import { InString, textIn } from "../wrapping/in-strings.js";
import { convertPayload, type RecordOptions, type RecordOutcome } from "./convert.js";
import { type Reason, reasonOf, reasonOfFlaw, reasonOfRun, reasonWithin } from "./reject.js";
import { type ResidueLine, residueOfPlaces } from "./residue-file.js";
import { Spliced, TextOnly } from "./spliced.js";
import type { Writable } from "./written.js";

/** Converts one record's bytes: all that a run does between its input and its output. Never throws for a record. */
export function convertRecord(
	record: RawRecord,
	line: ResidueLine | undefined,
	options: RecordOptions,
): RecordOutcome {
	if (!options.places) return line?.places ? MISMATCH : convertPayload(record, line, options);
	if (record.text === undefined && record.bytes.length === 0 && record.flaw === undefined)
		return { status: "blank" };
	const { ledger } = options;
	ledger?.hold();
	const outcome = convertPlaces(record, line, options);
	ledger?.release(outcome.status === "converted");
	return outcome;
}

const MISMATCH: RecordOutcome = rejected(reasonOfRun("residue-mismatch"));

function rejected(reason: Reason): RecordOutcome {
	return { status: "rejected", reason };
}

/** Finds the payloads of a record, in its own bytes; or why there are none. */
export function placesOf(
	record: RawRecord,
	{ places, maxBytes, maxDepth }: Pick<RecordOptions, "places" | "maxBytes" | "maxDepth">,
):
	| { readonly bytes: Uint8Array; readonly found: readonly FoundPlace[]; readonly reason?: undefined }
	| { readonly reason: Reason } {
	if (record.flaw !== undefined) return { reason: reasonOfFlaw(record.flaw) };
	const bytes = record.text === undefined ? record.bytes : Buffer.from(record.text);
	if (bytes.length > maxBytes) return { reason: reasonOfFlaw("too-large") };
	if (!places) return { bytes, found: [] };
	const found = findPlaces(bytes, places, maxDepth);
	return found.issues ? { reason: reasonOf(found.issues) } : { bytes, found: found.places };
}

type Converted = Extract<RecordOutcome, { status: "current" | "converted" }>;

/** All payloads of a record are converted, each as a record of its own, or the record is rejected. */
function convertPlaces(
	record: RawRecord,
	line: ResidueLine | undefined,
	options: RecordOptions,
): RecordOutcome {
	const inside = placesOf(record, options);
	if (inside.reason) return rejected(inside.reason);
	const { bytes, found } = inside;
	if (line && !isOf(line, found)) return MISMATCH;
	const outcomes: Converted[] = [];
	for (const { at, pattern, start, end } of found) {
		options.ledger?.standAt(pattern);
		const span = bytes.subarray(start, end);
		const inside = options.inStrings ? textIn(span) : span;
		if (!inside) return rejected({ ...NOT_JSON, instanceLocation: at });
		const payload = { bytes: inside, line: record.line, offset: record.offset + start };
		const outcome = convertPayload(payload, line?.places?.get(at), options);
		if (outcome.status === "rejected") return rejected(reasonWithin(outcome.reason, at));
		if (outcome.status !== "blank") outcomes.push(inside === span ? outcome : quoted(outcome)); // no payload is
	}
	return together(bytes, found, outcomes, options.keep === true);
}

const NOT_JSON = { code: "not-json", message: READ_ISSUES["not-json"] };

/** The outcome of a payload in a string. */
function quoted(outcome: Converted): Converted {
	return outcome.status === "current" ? outcome : { ...outcome, record: new InString(outcome.record) };
}

/** Whether all that a line says is of places of the record. */
function isOf({ places }: ResidueLine, found: readonly FoundPlace[]): boolean {
	if (!places) return false;
	const there = new Set(found.map(({ at }) => at));
	return [...places.keys()].every((at) => there.has(at));
}

/** What the record became, of what its payloads became. */
function together(
	bytes: Uint8Array,
	found: readonly FoundPlace[],
	outcomes: readonly Converted[],
	keep: boolean,
): RecordOutcome {
	const payloads: string[] = [];
	const records: (Writable | undefined)[] = [];
	const account: AccountEntry[] = [];
	let isConverted = false;
	for (const [i, outcome] of outcomes.entries()) {
		payloads.push(outcome.version);
		records.push(outcome.status === "converted" ? outcome.record : undefined);
		isConverted ||= outcome.status === "converted";
		// Mostly none, as the ledger has them.
		for (const entry of outcome.account) account.push(entryAt(entry, (at) => `${found[i]?.pattern}${at}`));
	}
	const [version = ""] = payloads;
	if (!isConverted) return { status: "current", version, payloads, account };
	return {
		status: "converted",
		version,
		payloads,
		isWrapped: true,
		account,
		record: new Spliced(bytes, found, records),
		kept: keep ? () => new TextOnly(residueText(found, outcomes)) : undefined,
	};
}

function residueText(found: readonly FoundPlace[], outcomes: readonly Converted[]): string {
	const lines = outcomes.flatMap((outcome, i) => {
		const kept = outcome.status === "converted" ? outcome.kept?.() : undefined;
		return kept ? [[found[i]?.at ?? "", kept.text] as const] : [];
	});
	return residueOfPlaces(lines);
}
