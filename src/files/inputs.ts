import { promisify } from "node:util";
import type { Disk, DiskFile } from "../disk/index.js";
import { BulkError, cutShort, readError } from "../errors/index.js";
import {
	type Blocks,
	chunksOf,
	type Form,
	type Input,
	type InputPlace,
	openBlocks,
	ownedChunk,
	type RunPosition,
	reopenBlocks,
} from "../records/index.js";
import { isPacked } from "./total.js";

/** What records are read from: a file by its path, or a stream. */
export type Source = string | Input;

/** How sources are read. */
export interface SourceOptions {
	readonly form?: Form | "rejects" | undefined;
	readonly maxBytes: number;
	/** Called for each input when it has been looked into. */
	readonly onInput?: ((input: Blocks) => void) | undefined;
}

/** The sources in blocks, one after the other, from the position on. Fails with a BulkError if one can't be read. */
export async function* blocksOfSources(
	disk: Disk,
	sources: readonly Source[],
	{ input: first, place }: RunPosition,
	options: SourceOptions,
): AsyncGenerator<Blocks, void, undefined> {
	for (const [i, source] of sources.slice(first).entries()) {
		const opened =
			i === 0 && place ? reopen(disk, source, place, options.maxBytes) : open(disk, source, options);
		const blocks = await opened;
		options.onInput?.(blocks);
		yield blocks;
	}
}

async function open(disk: Disk, source: Source, options: SourceOptions): Promise<Blocks> {
	return openBlocks(typeof source === "string" ? fileInput(disk, source) : source, options);
}

async function reopen(disk: Disk, source: Source, place: InputPlace, maxBytes: number): Promise<Blocks> {
	if (typeof source !== "string") throw new BulkError("not-resumable", `${source.name} can't be read again`);
	const behind = place.form === "ndjson" ? place.bytes : 0;
	const chunks = (await isPacked(disk, source).catch((error: unknown) => {
		throw readError(source, error);
	}))
		? skipped(behind, chunksOf(fileChunks(disk, source, 0), source))
		: fileChunks(disk, source, behind);
	return reopenBlocks({ name: source, chunks }, place, maxBytes);
}

/** A file as an input. */
export function fileInput(disk: Disk, path: string): Input {
	return { name: path, chunks: fileChunks(disk, path, 0) };
}

/** A file's bytes, a megabyte at a time, from there on; the next one is read while one is worked on. */
async function* fileChunks(
	disk: Disk,
	path: string,
	from: number,
): AsyncGenerator<Uint8Array, void, undefined> {
	try {
		const file = await disk.open(path, "read");
		try {
			yield* chunksIn(file, path, from);
		} finally {
			await file.close();
		}
	} catch (error) {
		throw readError(path, error);
	}
}

async function* chunksIn(
	file: DiskFile,
	path: string,
	from: number,
): AsyncGenerator<Uint8Array, void, undefined> {
	const stat = await file.stat();
	// A pipe has no positions, and can't be read ahead: a run that is told to stop would wait for what comes.
	let position = stat.isFile() ? from : undefined;
	let next = readChunk(file, position);
	for (;;) {
		const chunk = await next;
		if (chunk.length === 0) {
			if (position !== undefined && position < stat.size) throw cutShort(path);
			return;
		}
		if (position !== undefined) {
			position += chunk.length;
			next = readChunk(file, position);
			// Its failure is met when its turn comes.
			next.catch(() => {});
		}
		await breath();
		yield chunk;
		if (position === undefined) next = readChunk(file, position);
	}
}

async function readChunk(file: DiskFile, position: number | undefined): Promise<Uint8Array> {
	const chunk = ownedChunk();
	return chunk.subarray(0, await file.read(chunk, position));
}

/** Lets signals and finished writes in. */
const breath = promisify(setImmediate);

/** What comes behind so many bytes: packed input can only be unpacked again. */
async function* skipped(
	bytes: number,
	chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
	let left = bytes;
	for await (const chunk of chunks) {
		if (left < chunk.length) yield chunk.subarray(left);
		left = Math.max(0, left - chunk.length);
	}
}
