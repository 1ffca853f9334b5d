import {
	BulkError,
	convertRecord,
	type RecordOptions,
	type RecordOutcome,
	RunCounts,
	reportOf,
} from "../../records/index.js";
import { type Counts, NOTHING } from "../counts.js";
import { recordOptions, type TableRecordOptions } from "../job.js";
import { quoted } from "../names.js";
import { requireWritable, Session } from "../session/session.js";
import { tableError } from "../session/sql-error.js";
import { findTarget, type Target } from "../target.js";
import type { TableFinding } from "../verify.js";
import { Chunk } from "./chunk.js";
import { CopyIn, CopyOut, startCopy } from "./copy.js";
import { type ShadowColumns, shadowColumns } from "./shadow-columns.js";
import { fingerprint, swapSql } from "./swap.js";
import { COPY_END, COPY_HEAD, type Tuple, Tuples } from "./tuples.js";

/** How a table is copied with its documents upgraded. */
export interface TableShadowOptions extends TableRecordOptions {
	/** The name of the table to be made, as it is; its schema is that of the other one. */
	readonly shadow: string;
	/** Called from time to time with what was copied since. */
	readonly onBatch?:
		| ((counts: { readonly records: number; readonly bytes: number; readonly rejected: number }) => void)
		| undefined;
}

/** What a shadow copy came to: all rows are in it, the rejected ones with their documents as they were. */
export interface TableShadow extends Omit<Counts, "conflicts"> {
	readonly table: string;
	readonly shadow: string;
	/** The first of the rejects. */
	readonly findings: readonly TableFinding[];
	/** What the new table lacks, as LIKE doesn't copy it: to be made before the swap. */
	readonly lacks: readonly string[];
	/** SQL that puts the new table in the place of the old one, unless that was changed since it was read. */
	readonly swap: string;
}

/**
 * Makes a new table like the other one, with all of its rows, the documents upgraded. It takes two connections and one
 * transaction: if it fails, there is no new table. The old one is only read, as it was at one moment.
 */
export async function shadowTable(options: TableShadowOptions): Promise<TableShadow> {
	const reader = new Session(options.pool, options);
	const writer = new Session(options.pool, options);
	try {
		return await copyTable(options, reader, writer);
	} catch (error) {
		throw tableError(error);
	} finally {
		await Promise.all([reader.end(), writer.end()]);
	}
}

async function copyTable(
	options: TableShadowOptions,
	reader: Session,
	writer: Session,
): Promise<TableShadow> {
	const target = await findTarget(reader, options);
	await requireWritable(writer);
	const shadow = `${target.schema}.${quoted(options.shadow)}`;
	const columns = await shadowColumns(reader, target);
	return reader.transaction(async () => {
		const print = await fingerprint(reader, target);
		const copied = await writer.transaction(async () => {
			await writer.ask(`CREATE TABLE ${shadow} (LIKE ${target.table} INCLUDING ALL)`);
			return copyRows(options, { reader, writer, target, shadow, columns });
		});
		const swap = swapSql(target, shadow, columns, print);
		return { table: target.table, shadow, ...copied, lacks: columns.lacks, swap };
	}, "REPEATABLE READ READ ONLY");
}

interface Place {
	readonly reader: Session;
	readonly writer: Session;
	readonly target: Target;
	readonly shadow: string;
	readonly columns: ShadowColumns;
}

type Copied = Omit<Counts, "conflicts"> & Pick<TableShadow, "findings">;

async function copyRows(options: TableShadowOptions, place: Place): Promise<Copied> {
	const { target, columns, shadow } = place;
	const list = [...columns.others, target.column].join(", ");
	const into = new CopyIn(`COPY ${shadow} (${list}) FROM STDIN (FORMAT binary, FREEZE)`);
	const lane = new Copying(recordOptions(options), target, into, options.onBatch);
	const select = `SELECT format('%s', t.${target.key.name}), ${list} FROM ${target.rows} t`;
	const out = new CopyOut(`COPY (${select}) TO STDOUT (FORMAT binary)`, (chunk) => {
		if (!lane.take(chunk)) out.pause();
	});
	lane.onDrain = () => out.resume();
	await place.writer.using(async (client) => {
		startCopy(client, into);
		await Promise.race([into.ready, into.done]);
		await place.reader.using(async (source) => {
			startCopy(source, out);
			// If the writing fails, the reading connection is closed, as it would go on for long.
			await Promise.race([
				out.done,
				into.done.then(() => Promise.reject(new BulkError("database-refused", "the copy ended early"))),
			]);
		});
		lane.end();
		await into.done;
	});
	return lane.result();
}

const ENOUGH = 1 << 16;
const FINDINGS = 1_000;

/** Rows on their way from one table to the other. */
class Copying {
	onDrain = () => {};
	readonly #records: RecordOptions;
	readonly #lead: number | undefined;
	readonly #into: CopyIn;
	readonly #onBatch: TableShadowOptions["onBatch"];
	readonly #tuples = new Tuples();
	readonly #chunk = new Chunk();
	readonly #tally = new RunCounts();
	readonly #findings: TableFinding[] = [];
	#told = { records: 0, bytes: 0, rejected: 0 };

	constructor(records: RecordOptions, target: Target, into: CopyIn, onBatch: TableShadowOptions["onBatch"]) {
		this.#records = { ...records, ledger: this.#tally.account.ledger };
		// On the wire a jsonb is a version, and then its text.
		this.#lead = target.columnType === "jsonb" ? 1 : undefined;
		this.#into = into;
		this.#onBatch = onBatch;
		this.#chunk.add(COPY_HEAD);
	}

	/** Takes what was read; false if no more should be read until the drain. */
	take(chunk: Uint8Array): boolean {
		for (const tuple of this.#tuples.push(chunk)) this.#row(tuple);
		return this.#chunk.length < ENOUGH || this.#send();
	}

	end(): void {
		this.#chunk.add(COPY_END);
		this.#send();
		this.#into.end();
	}

	result(): Copied {
		const { complete: _, ...counts } = reportOf({ tally: this.#tally, end: "complete" });
		const { conflicts: __, ...nothing } = NOTHING;
		return { ...nothing, ...counts, findings: this.#findings };
	}

	/** The key's text is in front of the row, for the findings; it is no part of it. */
	#row({ bytes, first, last, fields }: Tuple): void {
		const document = bytes.subarray(last + 4);
		const outcome = bytes.readInt32BE(last) < 0 ? BLANK : this.#convert(document);
		this.#tally.add(outcome);
		if (outcome.status === "rejected" && this.#findings.length < FINDINGS) {
			this.#findings.push({ key: bytes.toString("utf8", 6, first), ...outcome.reason });
		}
		this.#chunk.int16(fields - 1);
		if (outcome.status === "converted") {
			this.#chunk.add(bytes.subarray(first, last));
			this.#chunk.field(outcome.record, this.#lead);
		} else this.#chunk.add(bytes.subarray(first));
	}

	#convert(document: Buffer): RecordOutcome {
		const bytes = this.#lead === undefined ? document : document.subarray(1);
		this.#tally.bytes += bytes.length;
		return convertRecord({ bytes, line: 0, offset: 0 }, undefined, this.#records);
	}

	#send(): boolean {
		const { records, bytes, rejected } = this.#tally;
		const told = this.#told;
		this.#onBatch?.({
			records: records - told.records,
			bytes: bytes - told.bytes,
			rejected: rejected - told.rejected,
		});
		this.#told = { records, bytes, rejected };
		return this.#into.send(this.#chunk.take(), () => this.onDrain());
	}
}

const BLANK: RecordOutcome = { status: "blank" };
