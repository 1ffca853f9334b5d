import type { DiskStat } from "../../disk/index.js";
import { chunksOf } from "./chunks.js";
import { DocumentCutter } from "./document.js";
import { Elements } from "./elements.js";
import { type Form, formOfHead, formOfName } from "./form.js";
import { LineCutter } from "./lines.js";
import { type Cutter, piecesOf, type RawRecord } from "./record.js";

/** Where records come from. */
export interface Input {
	/** What to call it: the file's path, or "stdin". */
	readonly name: string;
	readonly chunks: AsyncIterable<Uint8Array>;
	/** Of a stream that comes from a file, as `< file` on a command line: what a run writes has no more readers. */
	readonly stat?: DiskStat | undefined;
}

/** An input that has been looked into. */
export interface Records {
	readonly name: string;
	readonly form: Form;
	/** All records in order, those of one chunk at a time; `bytes` is how long the chunk was, unpacked. */
	readonly batches: AsyncIterable<Batch>;
	/** What the first lines look like, if that isn't what the form says. */
	readonly looksLike?: Form;
}

/** The records that ended in one chunk. */
export interface Batch {
	readonly records: readonly RawRecord[];
	readonly bytes: number;
}

const CUTTERS: { readonly [form in Form]: new (maxBytes: number) => Cutter } = {
	ndjson: LineCutter,
	array: Elements,
	document: DocumentCutter,
};

/**
 * Opens an input: finds its form, unless it is given, and reads it record by record with flat memory. A record
 * longer than `maxBytes` comes without its bytes. Fails with a BulkError if the input can't be read.
 */
export async function openRecords(
	{ name, chunks }: Input,
	options: { readonly form?: Form | undefined; readonly maxBytes: number },
): Promise<Records> {
	const all = chunksOf(chunks, name);
	const { head, seen } = await lookInto(all, options.maxBytes);
	const form = options.form ?? formOfName(name) ?? seen;
	const batches = cut(head, all, new CUTTERS[form](options.maxBytes));
	const opened = { name, form, batches };
	return form === "ndjson" && seen !== "ndjson" && head.length > 0 ? { ...opened, looksLike: seen } : opened;
}

/** The first line with anything on it, of what was read to see the form. */
export function firstLine(head: Uint8Array): Uint8Array {
	const [record] = new LineCutter(head.length).push(head).filter(({ bytes }) => bytes.length > 0);
	return record?.bytes ?? head;
}

/** The first chunks as one, as many as it takes to see the form; one endless line can only be a line of NDJSON. */
export async function lookInto(
	chunks: AsyncGenerator<Uint8Array>,
	limit: number,
): Promise<{ head: Uint8Array; seen: Form }> {
	const head: Uint8Array[] = [];
	let length = 0;
	let enough = 1;
	while (length <= limit) {
		const next = await chunks.next();
		if (!next.done) {
			head.push(next.value);
			length += next.value.length;
		}
		// Only when there is twice as much as at the last look, so that looking stays linear.
		if (length < enough && !next.done) continue;
		enough = length * 2;
		const joined = Buffer.concat(head);
		const seen = formOfHead(joined, next.done === true);
		if (seen) return { head: joined, seen };
	}
	return { head: Buffer.concat(head), seen: "ndjson" };
}

async function* cut(
	head: Uint8Array,
	rest: AsyncIterable<Uint8Array>,
	cutter: Cutter,
): AsyncGenerator<Batch, void, undefined> {
	for (const piece of piecesOf(head)) yield { records: cutter.push(piece), bytes: piece.length };
	for await (const chunk of rest) {
		for (const piece of piecesOf(chunk)) yield { records: cutter.push(piece), bytes: piece.length };
	}
	yield { records: cutter.end(), bytes: 0 };
}
