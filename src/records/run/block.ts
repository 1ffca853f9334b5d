import type { Json } from "../../json/index.js";
import type { RecordOptions, RecordOutcome } from "../convert/convert.js";
import { convertRecord } from "../convert/convert-record.js";
import { originalOf } from "../convert/redrive.js";
import { inlineReject, type Reason } from "../convert/reject.js";
import type { ResidueLine } from "../convert/residue-file.js";
import type { Writable } from "../convert/written.js";
import { RunCounts, type RunCountsSum } from "../counts/run-counts.js";
import type { Form } from "../framing/form.js";
import { LineCutter } from "../framing/lines.js";
import { LF, type RawRecord } from "../framing/record.js";
import { Gather } from "./gather.js";

/** A piece of an input that ends where a record ends: read, converted, written and counted as one. */
export interface Block {
	/** Bytes of input that it takes, unpacked. */
	readonly size: number;
	/** Lines of NDJSON, in pieces that end where a line ends; a piece may be given to another thread. */
	readonly lines?: readonly Uint8Array[];
	/** Or records that are cut already, with their places in the input. */
	readonly records?: readonly RawRecord[];
	/** Whether it is but one line, and that is longer than the limit. */
	readonly isOversize?: boolean;
}

/** What became of a block. */
export interface ConvertedBlock {
	readonly size: number;
	/** The records that came out, framed. */
	readonly output: Uint8Array<ArrayBuffer>;
	readonly residue: ResidueLines | undefined;
	readonly rejects: readonly Rejected[];
	readonly tally: RunCountsSum;
	/** The lines that were converted, where another thread has had them meanwhile. */
	readonly lines?: readonly Uint8Array[];
}

/** Lines for a residue file, without the number of the record: that is known when all before it is counted. */
export interface ResidueLines {
	readonly text: Uint8Array<ArrayBuffer>;
	/** The record of each line, counted from 1 in the block, and where the line ends in the text. */
	readonly records: readonly number[];
	readonly ends: readonly number[];
}

/** A record that was refused, at its place in the block if it was cut there, and why. */
export interface Rejected extends Reason {
	readonly record: RawRecord;
}

/** How blocks are converted. */
export interface BlockOptions extends RecordOptions {
	readonly form: Form;
	/** Whether lines of a rejects file are to be taken for the records in them. */
	readonly redrive?: boolean | undefined;
	/** Whether digests of the records' ids are wanted. */
	readonly digest?: boolean | undefined;
	/** Whether rejects stay among the records, as marked lines, and blanks as empty ones: a line out for each line in. */
	readonly inlineRejects?: boolean | undefined;
}

/** What stands before and behind each record; the first one of an array has another bracket before it. */
const FRAMES: { readonly [form in Form]: { readonly before: string; readonly behind: string } } = {
	ndjson: { before: "", behind: "\n" },
	array: { before: ",\n", behind: "" },
	document: { before: "", behind: "\n" },
};

/** How much is cut into records at a time: they live no longer than it takes to convert them. */
const AT_A_TIME = 1 << 15;

/** The records of a block, in order, some at a time; those of lines have their place in the block. */
export function* recordsOf(
	{ lines, records, isOversize }: Block,
	maxBytes: number,
): Generator<readonly RawRecord[], void, undefined> {
	if (records) yield records;
	if (isOversize) yield [OVERSIZE];
	if (!lines) return;
	const cutter = new LineCutter(maxBytes);
	for (const piece of lines) {
		for (let start = 0; start < piece.length; ) {
			const end = piece.indexOf(LF, start + AT_A_TIME) + 1 || piece.length;
			yield cutter.push(piece.subarray(start, end));
			start = end;
		}
	}
	yield cutter.end();
}

const OVERSIZE: RawRecord = { bytes: new Uint8Array(0), line: 1, offset: 0, flaw: "too-large" };

/** What a conversion needs of the run around it. */
interface Surroundings {
	/** What the residue file says of the record with that number in the block, counted from 1 without blanks. */
	readonly kept?: ((record: number) => ResidueLine | undefined) | undefined;
	/** The conversion ends behind this many rejects and one more. */
	readonly maxRejects?: number | undefined;
	/** Memory to use again; what is used is taken out. */
	readonly spares?: ArrayBuffer[] | undefined;
}

/** Converts all records of a block, in order. Never throws for a record. */
export function convertBlock(
	size: number,
	records: Iterable<readonly RawRecord[]>,
	options: BlockOptions,
	{ kept, maxRejects = Number.POSITIVE_INFINITY, spares = [] }: Surroundings = {},
): ConvertedBlock {
	const conversion = new Conversion(size, options, spares);
	const { tally } = conversion;
	for (const some of records) {
		for (const record of some) {
			conversion.take(record, kept?.(tally.records - tally.blank + 1));
			if (tally.rejected > maxRejects) return conversion.end();
		}
	}
	return conversion.end();
}

class Conversion {
	readonly tally = new RunCounts("part");
	readonly #options: BlockOptions;
	readonly #record: RecordOptions;
	readonly #before: string;
	readonly #behind: string;
	readonly #output: Gather;
	readonly #residue: Gather | undefined;
	readonly #keptRecords: number[] = [];
	readonly #ends: number[] = [];
	readonly #rejects: Rejected[] = [];
	readonly #ids = new Ids();

	constructor(size: number, options: BlockOptions, spares: ArrayBuffer[]) {
		this.tally.bytes = size;
		this.#options = options;
		const { ledger } = this.tally.account;
		const { maxBytes, maxDepth, envelope, keepEnvelope, places, inStrings } = options;
		const { convert, keep, rewrap, debug, digest } = options;
		const { onPayload, onConverted, onPassed } = digest ? this.#ids.hooks : options;
		// Who sees payloads sees all of them, but for their identities.
		const lane = digest || onPayload === undefined ? options.lane : undefined;
		// Made anew for every block: spelled out, it has one shape, which compiled code can rely on.
		this.#record = {
			maxBytes,
			maxDepth,
			envelope,
			keepEnvelope,
			places,
			inStrings,
			convert,
			lane,
			keep,
			rewrap,
			debug,
			onPayload,
			onConverted,
			onPassed,
			ledger,
		};
		const { before, behind } = FRAMES[options.form];
		this.#before = before;
		this.#behind = behind;
		this.#output = new Gather(spares.pop());
		this.#residue = options.keep ? new Gather(spares.pop()) : undefined;
	}

	take(given: RawRecord, kept: ResidueLine | undefined): void {
		const record = this.#options.redrive ? originalOf(given) : given;
		const outcome = convertRecord(record, kept, this.#record);
		this.tally.add(outcome);
		if (this.#options.digest) this.#ids.count(outcome, this.tally);
		if (this.#options.inlineRejects) this.#inline(record, outcome);
		if (outcome.status === "rejected") this.#reject(record, outcome.reason);
		else if (outcome.status === "current") this.#write(record.bytes);
		else if (outcome.status === "converted") {
			this.#write(outcome.record);
			if (outcome.kept !== undefined) this.#keep(outcome.kept());
		}
	}

	end(): ConvertedBlock {
		const { tally } = this;
		const residue = this.#residue && {
			text: this.#residue.bytes,
			records: this.#keptRecords,
			ends: this.#ends,
		};
		const output = this.#output.bytes;
		return { size: tally.bytes, output, residue, rejects: this.#rejects, tally: tally.sum };
	}

	#write(record: Writable | Uint8Array): void {
		this.#output.mark(this.#before);
		if (record instanceof Uint8Array) this.#output.add(record);
		else this.#output.written(record);
		this.#output.mark(this.#behind);
	}

	/** As plain data, which may go to another thread. */
	#reject(
		{ bytes, line, offset, file, flaw }: RawRecord,
		{ code, instanceLocation, message, detail }: Reason,
	): void {
		this.#rejects.push({
			code,
			instanceLocation,
			message,
			detail,
			record: { bytes, line, offset, file, flaw },
		});
	}

	/** Keeps the place of what is no record. */
	#inline({ bytes }: RawRecord, outcome: RecordOutcome): void {
		if (outcome.status === "rejected") this.#output.text(inlineReject(bytes, outcome.reason));
		else if (outcome.status !== "blank") return;
		this.#output.mark(this.#behind);
	}

	#keep(kept: Writable): void {
		if (!this.#residue) return;
		this.#residue.written(kept);
		this.#keptRecords.push(this.tally.written);
		this.#ends.push(this.#residue.length);
	}
}

/** Follows the ids of the record at hand from its payloads to what these became. */
class Ids {
	/** Of each payload of the record. */
	readonly #in: (string | undefined)[] = [];
	readonly #out: (string | undefined)[] = [];
	readonly hooks = {
		onPayload: (payload: Json) => {
			const id = identityOf(payload);
			this.#in.push(id);
			this.#out.push(id);
		},
		onConverted: (value: Json) => {
			this.#out[this.#out.length - 1] = identityOf(value);
		},
		onPassed: (id: Json | undefined) => {
			const text = identityText(id);
			this.#in.push(text);
			this.#out.push(text);
		},
	};

	/** Counts the record's ids on the sides where they are. */
	count({ status }: RecordOutcome, { ids }: RunCounts): void {
		const [kept, others] = status === "rejected" ? [ids.rejected, this.#in] : [ids.out, this.#out];
		for (const id of this.#in) if (id !== undefined) ids.in.add(id);
		for (const id of others) if (id !== undefined) kept.add(id);
		this.#in.length = 0;
		this.#out.length = 0;
	}
}

/** The id that a record goes by, as a text. */
export function identityOf(value: Json): string | undefined {
	return identityText(Object(value).id);
}

/** The text of a member `id` that a record goes by. */
export function identityText(id: unknown): string | undefined {
	return typeof id === "string" || typeof id === "number" ? String(id) : undefined;
}
