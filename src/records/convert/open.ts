import {
	type Document,
	type Json,
	type PayloadPlaces,
	type Pointer,
	type ReadResult,
	read,
} from "../../json/index.js";
import type { EnvelopeCodec, Opened } from "../../lineage/index.js";
import type { RawRecord } from "../framing/record.js";
import type { StoredResidue } from "./converter.js";
import { type Reason, reasonOf, reasonOfFlaw } from "./reject.js";
import type { ResidueLine } from "./residue-file.js";

/** How records are read. */
export interface RecordLimits {
	readonly maxBytes: number;
	readonly maxDepth: number;
	/** How payloads may be wrapped. */
	readonly envelope?: EnvelopeCodec | undefined;
	/** Whether an envelope stays around its payload, whose account and residue are of that only then; false if not given. */
	readonly keepEnvelope?: boolean | undefined;
	/** Where payloads are in each record, if it isn't one itself. */
	readonly places?: PayloadPlaces | undefined;
	/** Whether what is at the places may be strings with the payloads in them. */
	readonly inStrings?: boolean | undefined;
}

/** A record that is JSON. */
export interface OpenRecord {
	readonly payload: Json;
	/** The envelope that the payload was in. */
	readonly opened?: Opened | undefined;
	/** The document that the payload is in, which knows what has to be written as it was. */
	readonly document: Document;
	/** Where in that document the record is. */
	readonly place: Pointer;
	readonly kept?: StoredResidue | undefined;
	readonly reason?: undefined;
}

/** Reads a record that isn't blank. */
export function openRecord(record: RawRecord, door: RecordLimits): OpenRecord | { readonly reason: Reason } {
	if (record.flaw !== undefined) return { reason: reasonOfFlaw(record.flaw) };
	const document = readRecord(record, door);
	if (document.issues) return { reason: reasonOf(document.issues) };
	const opened = door.envelope?.unwrap(document.value);
	return { payload: opened ? opened.payload : document.value, opened, document, place: "" };
}

/** Reads the text, if that is known, unless there is an issue: those count in bytes. */
function readRecord(record: RawRecord, door: RecordLimits): ReadResult {
	const { text } = record;
	if (text === undefined) return read(record.bytes, door);
	const result = read(text, door);
	return result.issues ? read(Buffer.from(text), door) : result;
}

/** Reads a record, and with it what was kept of it, which is to become a part of it again. */
export function openWithResidue(
	record: RawRecord,
	line: ResidueLine,
	door: RecordLimits,
): OpenRecord | { readonly reason: Reason } {
	const open = openRecord(record, door);
	if (open.reason) return open;
	if (!open.document.verbatim && !line.odd) return { ...open, kept: line.kept };
	// Only one text can be written as it was, so the two are read as one.
	const both = Buffer.concat([OPEN, record.bytes, COMMA, line.text, CLOSE]);
	const document = read(both, { maxBytes: both.length, maxDepth: Number.POSITIVE_INFINITY });
	if (document.issues) return { reason: reasonOf(document.issues) };
	// The door has let each of them in before.
	const [value, kept] = document.value as unknown as [Json, StoredResidue];
	const opened = door.envelope?.unwrap(value);
	return { payload: opened ? opened.payload : value, opened, kept, document, place: "/0" };
}

const OPEN = Buffer.from("[");
const COMMA = Buffer.from(",");
const CLOSE = Buffer.from("]");
