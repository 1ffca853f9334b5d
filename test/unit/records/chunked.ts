import { type Form, openRecords, type RawRecord } from "../../../src/records/index.js";

/** The bytes in chunks of this size. */
export async function* chunked(bytes: Uint8Array, size = bytes.length || 1): AsyncGenerator<Uint8Array> {
	for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** All records of an input that is given as one text or as bytes. */
export async function recordsIn(
	input: string | Uint8Array,
	options: { name?: string; form?: Form; maxBytes?: number; size?: number } = {},
): Promise<{ form: Form; looksLike: Form | undefined; records: RawRecord[] }> {
	const bytes = typeof input === "string" ? Buffer.from(input) : input;
	const { name = "stdin", form, maxBytes = 1 << 20, size } = options;
	const opened = await openRecords({ name, chunks: chunked(bytes, size) }, { form, maxBytes });
	const records: RawRecord[] = [];
	for await (const batch of opened.batches) records.push(...batch.records);
	return { form: opened.form, looksLike: opened.looksLike, records };
}

/** What tests compare of a record. */
export function plain({
	bytes,
	line,
	offset,
	flaw,
}: RawRecord): [text: string, line: number, offset: number, flaw?: string] {
	const text = Buffer.from(bytes).toString();
	return flaw === undefined ? [text, line, offset] : [text, line, offset, flaw];
}
