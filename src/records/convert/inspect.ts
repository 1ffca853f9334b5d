import type { RawRecord } from "../framing/record.js";
import type { Records } from "../framing/records.js";
import { type OpenRecord, openRecord, type RecordLimits } from "./open.js";
import type { Reason } from "./reject.js";

/** Who looks at records as they come. */
export interface Inspector {
	/** Called for each input, before its records. */
	onInput?(input: Records): void;
	/** Called for each record that isn't blank: opened, or with the reason why it can't be. */
	onRecord(record: RawRecord, open: OpenRecord | { readonly reason: Reason }, file: string): void;
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
				else inspector.onRecord(record, openRecord(record, door), input.name);
			}
			inspector.onProgress?.(bytes);
		}
	}
}
