import { READ_DEFAULTS } from "../../json/index.js";
import type { EnvelopeCodec, Lineage, Suspect, Undeclared } from "../../lineage/index.js";
import { convertRecord } from "../convert/convert-record.js";
import { upgrading } from "../convert/converter.js";
import type { Reason } from "../convert/reject.js";
import { type RunReport, reportOf } from "../counts/report.js";
import { RunCounts } from "../counts/run-counts.js";
import { WriteBack, type WriteCounts, type WriteLimits } from "./write-back.js";

/** How rows are read, and written back if they are. */
export interface LazyOptions<Row> extends WriteLimits {
	/** The document in a row as it is stored: its text or its bytes. A driver's parsed value has lost what it says. */
	readonly document: (row: Row) => string | Uint8Array;
	/** Writes an upgraded row back, if that is wanted; see `Upgraded`. */
	readonly compareAndSet?: ((upgraded: Upgraded<Row>) => boolean | Promise<boolean>) | undefined;
	/** Whether what the newer version has no room for is wanted, to be stored with the row. */
	readonly keep?: boolean | undefined;
	/** How payloads may be wrapped. */
	readonly envelope?: EnvelopeCodec | undefined;
	/** Whether an envelope stays around its payload in what is written back; false if not given. */
	readonly keepEnvelope?: boolean | undefined;
	/** "reject" if not given. */
	readonly undeclared?: Undeclared | undefined;
	/** What to do with values that are valid but hardly meant; "tell", in the report, if not given. */
	readonly suspect?: Suspect | undefined;
	/** The limits of the door; those of `read` if not given. */
	readonly maxBytes?: number | undefined;
	readonly maxDepth?: number | undefined;
}

/**
 * An upgraded row. Whoever writes it must make sure, in one statement, that the row is still the one that was read (by
 * its document, its revision or Postgres' xmin), and say whether it was: then nobody's edit is ever overwritten.
 */
export interface Upgraded<Row> {
	readonly row: Row;
	/** The document as it was read. */
	readonly before: string | Uint8Array;
	/** The document as it is to be, in JSON. */
	readonly text: string;
	/** What a line of a residue file says of the record, in JSON, if it is wanted. */
	readonly kept: string | undefined;
}

/** A row's value in the newest version, or why there is none. */
export type LazyRead<Head> =
	| { readonly value: Head; readonly from: string; readonly reason?: undefined }
	| { readonly value?: undefined; readonly reason: Reason };

/** The numbers of all reads so far, as a run's, and those of the writes. */
export type LazyReport = Omit<RunReport, "complete"> & { readonly writes: WriteCounts };

/** Reads rows of any version as the newest one. */
export interface Lazy<Row, Head> {
	/** Never throws for a document, and waits for no write. */
	read(row: Row): LazyRead<Head>;
	readonly report: LazyReport;
	/** Waits until no write is pending: before a process ends, say. */
	settle(): Promise<void>;
}

/**
 * Upgrades rows when they are read, for applications whose store holds several versions; written back, if that is
 * wanted, behind the reader's back and within limits. A write that fails is counted, and fails no read.
 */
export function lazily<
	Versions extends { [name: string]: unknown },
	Head extends keyof Versions & string,
	Row,
>(lineage: Lineage<Versions, Head>, options: LazyOptions<Row>): Lazy<Row, Versions[Head]> {
	return new LazyReader<Row, Versions[Head]>(upgrading(lineage, options), options);
}

class LazyReader<Row, Head> implements Lazy<Row, Head> {
	readonly #options: LazyOptions<Row>;
	readonly #records: Parameters<typeof convertRecord>[2];
	readonly #tally = new RunCounts();
	readonly #writes: WriteBack;
	/** The value of the record at hand. */
	#value: unknown;

	constructor(convert: ReturnType<typeof upgrading>, options: LazyOptions<Row>) {
		this.#options = options;
		this.#writes = new WriteBack(options);
		const { maxBytes = READ_DEFAULTS.maxBytes, maxDepth = READ_DEFAULTS.maxDepth, keep, envelope } = options;
		const see = (value: unknown) => {
			this.#value = value;
		};
		const { keepEnvelope } = options;
		const { ledger } = this.#tally.account;
		const seen = { onPayload: see, onConverted: see };
		this.#records = { maxBytes, maxDepth, keep, envelope, keepEnvelope, convert, ledger, ...seen };
	}

	read(row: Row): LazyRead<Head> {
		const before = this.#options.document(row);
		const bytes = typeof before === "string" ? Buffer.from(before) : before;
		const outcome = convertRecord({ bytes, line: 1, offset: 0 }, undefined, this.#records);
		this.#tally.bytes += bytes.length;
		this.#tally.add(outcome);
		if (outcome.status === "blank") return { reason: BLANK };
		if (outcome.status === "rejected") return { reason: outcome.reason };
		if (outcome.status === "converted") this.#writeBack(row, before, outcome);
		return { value: this.#value as Head, from: outcome.version }; // validated by the lineage
	}

	get report(): LazyReport {
		const { complete: _endless, ...numbers } = reportOf({ tally: this.#tally, end: "complete" });
		return { ...numbers, writes: this.#writes.counts };
	}

	settle(): Promise<void> {
		return this.#writes.settle();
	}

	#writeBack(row: Row, before: string | Uint8Array, { record, kept }: ConvertedOutcome): void {
		const { compareAndSet } = this.#options;
		if (!compareAndSet) return;
		// Texts are made at once: the caller may change the value that it is given.
		const upgraded = { row, before, text: record.text, kept: kept?.().text };
		this.#writes.add(async () => compareAndSet(upgraded));
	}
}

type ConvertedOutcome = Extract<ReturnType<typeof convertRecord>, { status: "converted" }>;

const BLANK: Reason = { code: "not-json", instanceLocation: "", message: "there is no document in the row" };
