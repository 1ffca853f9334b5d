import { read } from "../json/index.js";
import type { Kept } from "./converter.js";
import { BulkError } from "./error.js";
import type { RawRecord } from "./record.js";
import type { Batch, Records } from "./records.js";

/** A line of a residue file: its text, and what it says of one record. */
export interface KeptLine {
	readonly kept: Kept;
	readonly text: Uint8Array;
	/** Whether the text says more than its value: a number as 1.0, a key twice. */
	readonly odd: boolean;
}

/** What the line of a residue file begins with, in place of the bracket of a `Kept` as JSON; records of the output count from 1. */
export function keptLineStart(record: number): string {
	return `{"record":${record},`;
}

/** Reads a residue file along with the records that it was kept for, holding no more of it than a batch. */
export class KeptReader {
	readonly #file: Records;
	readonly #batches: AsyncIterator<Batch>;
	readonly #done: number;
	#lines = new Map<number, KeptLine>();
	#last = 0;
	#ended = false;

	/** Lines of records up to `done` were used before. */
	constructor(file: Records, done = 0) {
		this.#file = file;
		this.#done = done;
		this.#batches = file.batches[Symbol.asyncIterator]();
	}

	/** Has the lines ready for all records up to that number. */
	async prepare(record: number): Promise<void> {
		while (this.#last < record && !this.#ended) {
			const next = await this.#batches.next();
			if (next.done) this.#ended = true;
			else for (const line of next.value.records) this.#add(line);
		}
	}

	/** What the file says of the record with that number. */
	take(record: number): KeptLine | undefined {
		const line = this.#lines.get(record);
		if (line) this.#lines.delete(record);
		return line;
	}

	/** Whether there are lines for records behind that number. */
	async goesOn(record: number): Promise<boolean> {
		await this.prepare(record + 1);
		return this.#last > record;
	}

	#add(raw: RawRecord): void {
		if (raw.bytes.length === 0 && raw.flaw === undefined) return;
		const document = raw.flaw === undefined ? read(raw.bytes, UNLIMITED) : undefined;
		if (!document || document.issues) throw this.#unreadable(raw);
		const { value: kept, verbatim } = document;
		if (!isKept(kept) || kept.record <= this.#last) throw this.#unreadable(raw);
		this.#last = kept.record;
		if (kept.record > this.#done)
			this.#lines.set(kept.record, { kept, text: raw.bytes, odd: verbatim !== undefined });
	}

	#unreadable({ line }: RawRecord): BulkError {
		const message = `${this.#file.name}:${line} is no line of a residue file, or is out of order`;
		return new BulkError("residue-unreadable", message);
	}
}

/** The file is upshape's own, and its records were within their limits once. */
const UNLIMITED = { maxBytes: Number.POSITIVE_INFINITY, maxDepth: Number.POSITIVE_INFINITY };

/** Whether a value can be used as a line; the lineage looks at the residue itself, and the codec at the envelope. */
function isKept(value: unknown): value is Kept & { readonly record: number } {
	const { record, from, id } = Object(value);
	return (
		Number.isSafeInteger(record) && typeof from === "string" && (id === undefined || typeof id === "string")
	);
}
