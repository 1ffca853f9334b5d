import { isRejectLine } from "../convert/redrive.js";
import { chunksOf } from "../framing/chunks.js";
import { DocumentCutter } from "../framing/document.js";
import { Elements } from "../framing/elements.js";
import { type Form, formOfName } from "../framing/form.js";
import { type Cutter, piecesOf, type RawRecord } from "../framing/record.js";
import { firstLine, type Input, lookInto } from "../framing/records.js";
import type { Block } from "./block.js";
import { LineBlocks, MOST_RECORDS, ofFewRecords } from "./line-blocks.js";

/** An input that has been looked into, in blocks. */
export interface Blocks {
	readonly name: string;
	readonly form: Form;
	readonly blocks: AsyncIterable<Block>;
	/** Whether it is a rejects file, whose lines hold the records. */
	readonly redrive: boolean;
	/** What the first lines look like, if that isn't what the form says. */
	readonly looksLike?: Form;
	/** Where it begins if it was begun before. */
	readonly from?: InputPlace | undefined;
}

/** Where a run stands in an input. */
export interface InputPlace {
	readonly form: Form;
	readonly redrive: boolean;
	/** Bytes, unpacked, and records that are done. */
	readonly bytes: number;
	readonly records: number;
}

/** How inputs are opened. */
interface BlocksOptions {
	/** Found by name and content if not given. */
	readonly form?: Form | "rejects" | undefined;
	readonly maxBytes: number;
}

/**
 * Opens an input: finds its form, unless it is given, and cuts it into blocks. Fails with a BulkError if the input
 * can't be read.
 */
export async function openBlocks({ name, chunks }: Input, options: BlocksOptions): Promise<Blocks> {
	const all = chunksOf(chunks, name);
	const { head, seen } = await lookInto(all, options.maxBytes);
	const given = options.form === "rejects" ? "ndjson" : options.form;
	const form = given ?? formOfName(name) ?? seen;
	const redrive = options.form === "rejects" || (form === "ndjson" && isRejectLine(firstLine(head)));
	const opened = { name, form, redrive, blocks: blocksOf(form, continued(head, all), options.maxBytes) };
	return form === "ndjson" && seen !== "ndjson" && head.length > 0 ? { ...opened, looksLike: seen } : opened;
}

/** Opens an input where a run has come to; `chunks` begin there if it is NDJSON, and at the input's start if not. */
export function reopenBlocks({ name, chunks }: Input, from: InputPlace, maxBytes: number): Blocks {
	const { form, redrive } = from;
	const blocks = blocksOf(form, chunks, maxBytes);
	return { name, form, redrive, from, blocks: form === "ndjson" ? blocks : behind(from, blocks) };
}

async function* continued(
	head: Uint8Array,
	rest: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
	yield head;
	yield* rest;
}

function blocksOf(
	form: Form,
	chunks: AsyncIterable<Uint8Array>,
	maxBytes: number,
): AsyncGenerator<Block, void, undefined> {
	return form === "ndjson" ? lineBlocks(chunks, maxBytes) : recordBlocks(chunks, new CUTTERS[form](maxBytes));
}

const CUTTERS: { readonly [form in Exclude<Form, "ndjson">]: new (maxBytes: number) => Cutter } = {
	array: Elements,
	document: DocumentCutter,
};

async function* lineBlocks(
	chunks: AsyncIterable<Uint8Array>,
	maxBytes: number,
): AsyncGenerator<Block, void, undefined> {
	const cutter = new LineBlocks(maxBytes);
	for await (const chunk of chunks) for (const block of cutter.push(chunk)) yield* ofFewRecords(block);
	yield* cutter.end();
}

async function* recordBlocks(
	chunks: AsyncIterable<Uint8Array>,
	cutter: Cutter,
): AsyncGenerator<Block, void, undefined> {
	for await (const chunk of chunks) yield* cutSome(chunk, cutter);
	yield { records: cutter.end(), size: 0 };
}

/** The records that end in a chunk, few enough at a time. */
function* cutSome(chunk: Uint8Array, cutter: Cutter): Generator<Block, void, undefined> {
	let records: RawRecord[] = [];
	let size = 0;
	for (const piece of piecesOf(chunk)) {
		records = records.concat(cutter.push(piece));
		size += piece.length;
		if (records.length < MOST_RECORDS) continue;
		yield { records, size };
		[records, size] = [[], 0];
	}
	if (size > 0) yield { records, size };
}

/** What comes behind the place. */
async function* behind(
	{ records, bytes }: InputPlace,
	blocks: AsyncIterable<Block>,
): AsyncGenerator<Block, void, undefined> {
	let left = records;
	let passed = 0;
	for await (const block of blocks) {
		const cut = block.records ?? [];
		const skipped = Math.min(left, cut.length);
		left -= skipped;
		passed += block.size;
		if (left === 0)
			yield { records: cut.slice(skipped), size: Math.min(block.size, Math.max(0, passed - bytes)) };
	}
}
