import type { Json } from "../../json/index.js";
import type { HeadLane } from "../../lane/index.js";
import type { RawRecord } from "../framing/record.js";
import type { Records } from "../framing/records.js";
import { textIn } from "../wrapping/in-strings.js";
import { placesOf } from "./convert-record.js";
import { isPassed } from "./converter.js";
import { type OpenRecord, openRecord, type RecordLimits } from "./open.js";
import { type Reason, reasonWithin } from "./reject.js";

/** Who looks at records as they come. */
export interface Inspector {
	/** The quick way for records of the newest version, if their payloads need not be seen. */
	readonly lane?: HeadLane | undefined;
	/** Called for each record that passes the lane, with the version that it is of and its member `id`. */
	onPassed?(version: string, id: Json | undefined): void;
	/** Called for each input, before its records. */
	onInput?(input: Records): void;
	/** Called for each record that isn't blank: opened, or with the reason why it can't be. */
	onRecord(record: RawRecord, open: OpenRecord | { readonly reason: Reason }, file: string): void;
	/** Called in its place for one that has payloads at places, with all of them. */
	onPlaces?(record: RawRecord, open: readonly OpenRecord[], file: string): void;
	onBlank?(): void;
	/** Called behind every chunk of input, with the number of its bytes. */
	onProgress?(bytes: number): void;
}

/** Reads all records of the inputs without writing any; fails with a BulkError if an input can't be read. */
export async function inspect(
	inputs: AsyncIterable<Records>,
	door: RecordLimits,
	inspector: Inspector,
): Promise<void> {
	for await (const input of inputs) {
		inspector.onInput?.(input);
		for await (const { records, bytes } of input.batches) {
			for (const record of records) {
				if (record.bytes.length === 0 && record.flaw === undefined) inspector.onBlank?.();
				else look(record, door, inspector, input.name);
			}
			inspector.onProgress?.(bytes);
		}
	}
}

function look(record: RawRecord, door: RecordLimits, inspector: Inspector, file: string): void {
	const { lane } = inspector;
	if (lane !== undefined && !door.places && isPassed(record, lane)) {
		inspector.onPassed?.(lane.version, lane.id);
		return;
	}
	const opened = door.places ? openPlaces(record, door) : openRecord(record, door);
	if (Array.isArray(opened)) inspector.onPlaces?.(record, opened, file);
	else inspector.onRecord(record, opened, file);
}

/** The payloads at a record's places, each as in an envelope; or why one of them can't be read. */
function openPlaces(record: RawRecord, door: RecordLimits): OpenRecord[] | { readonly reason: Reason } {
	const inside = placesOf(record, door);
	if (inside.reason) return inside;
	const { bytes, found } = inside;
	const all: OpenRecord[] = [];
	for (const { at, start, end } of found) {
		const span = bytes.subarray(start, end);
		const text = (door.inStrings ? textIn(span) : span) ?? span;
		const payload = { bytes: text, line: record.line, offset: record.offset + start };
		const open = openRecord(payload, door);
		if (open.reason) return { reason: reasonWithin(open.reason, at) };
		all.push({ ...open, opened: { payload: open.payload, at, envelope: null } });
	}
	return all;
}
