import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { BulkError, readError } from "../../errors/index.js";

const GZIP_MAGIC = [0x1f, 0x8b] as const;
const UNPACKED_CHUNK = 1 << 20;

/**
 * The input's chunks, unpacked if they are gzip by their first bytes. A file named .gz must be gzip. Fails with a
 * BulkError that names the input.
 */
export async function* chunksOf(
	source: AsyncIterable<Uint8Array>,
	name: string,
): AsyncGenerator<Uint8Array, void, undefined> {
	const chunks = source[Symbol.asyncIterator]();
	try {
		const head = await atLeast(GZIP_MAGIC.length, chunks);
		const packed = isGzip(head);
		if (!packed && name.endsWith(".gz")) throw notGzip(name, head.length === 0);
		const all = continued(head, chunks);
		yield* packed ? unpacked(all) : all;
	} catch (error) {
		throw readError(name, error);
	} finally {
		await chunks.return?.();
	}
}

/** Whether the bytes begin as gzip does. */
export function isGzip(head: Uint8Array): boolean {
	return GZIP_MAGIC.every((byte, i) => head[i] === byte);
}

/** The first chunks as one, with so many bytes in it if there are so many. */
async function atLeast(bytes: number, chunks: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
	let head: Uint8Array = new Uint8Array(0);
	while (head.length < bytes) {
		const next = await chunks.next();
		if (next.done) break;
		head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
	}
	return head;
}

async function* continued(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
	if (head.length > 0) yield head;
	for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

function unpacked(packed: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
	const gunzip = createGunzip({ chunkSize: UNPACKED_CHUNK });
	// The consumer sees every error, as pipeline destroys what it reads from.
	return pipeline(Readable.from(packed), gunzip, () => {});
}

function notGzip(name: string, empty: boolean): BulkError {
	const what = empty ? "is empty" : "is not gzip";
	return new BulkError("gzip-expected", `${name} ${what}, but its name says gzip: rename or rebuild it`);
}
