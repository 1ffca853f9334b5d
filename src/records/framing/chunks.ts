import { pipeline, Readable } from "node:stream";
import { BulkError, readError } from "../../errors/index.js";
import { cannotUnpack, mayBePacked, type Packing, packingOf, packingOfName } from "./packing.js";

/**
 * The input's chunks, unpacked if their first bytes say that they are packed. A file whose name promises a packing must
 * be packed so. Fails with a BulkError that names the input.
 */
export async function* chunksOf(
	source: AsyncIterable<Uint8Array>,
	name: string,
): AsyncGenerator<Uint8Array, void, undefined> {
	const chunks = source[Symbol.asyncIterator]();
	try {
		const head = await firstBytes(chunks);
		const packing = packingOf(head);
		const promised = packingOfName(name);
		if (promised && packing !== promised) throw notAsPromised(name, promised, head.length === 0);
		const all = continued(head, chunks);
		yield* packing ? unpacked(all, name, packing) : all;
	} catch (error) {
		throw readError(name, error);
	} finally {
		await chunks.return?.();
	}
}

/** The first chunks as one: as many as it takes to know of a packing, and no more, as what comes may wait for an answer. */
async function firstBytes(chunks: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
	let head: Uint8Array = new Uint8Array(0);
	while (mayBePacked(head)) {
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

function unpacked(
	packed: AsyncIterable<Uint8Array>,
	name: string,
	packing: Packing,
): AsyncIterable<Uint8Array> {
	if (!packing.unpack) throw cannotUnpack(name, packing);
	// The consumer sees every error, as pipeline destroys what it reads from.
	return pipeline(Readable.from(packed), packing.unpack(), () => {});
}

function notAsPromised(name: string, promised: Packing, empty: boolean): BulkError {
	const what = empty ? "is empty" : `is not ${promised.name}`;
	const mend = `but its name says ${promised.name}: rename or rebuild it`;
	return new BulkError("gzip-expected", `${name} ${what}, ${mend}`);
}
