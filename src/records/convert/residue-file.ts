import { BulkError } from "../../errors/index.js";
import { READ_UNLIMITED, read } from "../../json/index.js";
import type { RawRecord } from "../framing/record.js";
import type { Batch, Records } from "../framing/records.js";
import type { StoredResidue } from "./converter.js";

/** A line of a residue file: its text, and what it says of one record. */
export interface ResidueLine {
	readonly kept: StoredResidue;
	readonly text: Uint8Array;
	/** Whether the text says more than its value: a number as 1.0, a key twice. */
	readonly odd: boolean;
}

/** What the line of a residue file begins with, in place of the bracket of a `StoredResidue` as JSON; records of the output count from 1. */
export function residueLineStart(record: number): string {
	return `{"record":${record},`;
}

/** What a `StoredResidue` as JSON says; undefined if it is none. */
export function readResidueLine(text: Uint8Array): ResidueLine | undefined {
	const document = read(text, READ_UNLIMITED);
	if (document.issues || !isStoredResidue(document.value)) return undefined;
	return { kept: document.value, text, odd: document.verbatim !== undefined };
}

/** Reads a residue file along with the records that it was kept for, holding no more of it than a batch. */
export class ResidueReader {
	readonly #file: Records;
	readonly #batches: AsyncIterator<Batch>;
	readonly #done: number;
	#lines = new Map<number, ResidueLine>();
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
	take(record: number): ResidueLine | undefined {
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
		const line = raw.flaw === undefined ? readResidueLine(raw.bytes) : undefined;
		const record = Number(Object(line?.kept).record);
		if (!line || !Number.isSafeInteger(record) || record <= this.#last) throw this.#unreadable(raw);
		this.#last = record;
		if (record > this.#done) this.#lines.set(record, line);
	}

	#unreadable({ line }: RawRecord): BulkError {
		const message = `${this.#file.name}:${line} is no line of a residue file, or is out of order`;
		return new BulkError("residue-unreadable", message);
	}
}

/** Whether a value can be used; the lineage looks at the residue itself, and the codec at the envelope. */
function isStoredResidue(value: unknown): value is StoredResidue {
	const { from, id } = Object(value);
	return typeof from === "string" && (id === undefined || typeof id === "string");
}
