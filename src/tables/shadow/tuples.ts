/** The head of a binary COPY: its signature, no flags, no extension. */
export const COPY_HEAD = Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1");

/** Its end. */
export const COPY_END = Buffer.from([0xff, 0xff]);

/** A row of a binary COPY. */
export interface Tuple {
	readonly bytes: Buffer;
	/** Where the first field's value ends. */
	readonly first: number;
	/** Where the last field begins: its length, and then its value, which is null if the length is below zero. */
	readonly last: number;
	readonly fields: number;
}

/** Cuts the chunks of a binary COPY into rows. A row may be used until the next chunk comes. */
export class Tuples {
	#left: Buffer = Buffer.alloc(0);
	#begun = false;

	/** The rows that end in this chunk. */
	*push(chunk: Uint8Array): Generator<Tuple> {
		const view = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
		const bytes = this.#left.length === 0 ? view : Buffer.concat([this.#left, view]);
		let at = 0;
		if (!this.#begun) {
			if (bytes.length < COPY_HEAD.length) {
				this.#left = Buffer.from(bytes);
				return;
			}
			at = COPY_HEAD.length + bytes.readInt32BE(COPY_HEAD.length - 4);
			this.#begun = true;
		}
		for (let tuple = tupleAt(bytes, at); tuple; tuple = tupleAt(bytes, at)) {
			yield tuple;
			at += tuple.bytes.length;
		}
		// Mostly nothing, as the server sends a row at a time.
		this.#left = Buffer.from(bytes.subarray(at));
	}
}

/** The whole row that begins there; none behind the last one. */
function tupleAt(bytes: Buffer, start: number): Tuple | undefined {
	if (start + 2 > bytes.length) return undefined;
	const fields = bytes.readInt16BE(start);
	let at = start + 2;
	let [first, last] = [at, at];
	for (let field = 0; field < fields; field++) {
		if (at + 4 > bytes.length) return undefined;
		last = at - start;
		at += 4 + Math.max(0, bytes.readInt32BE(at));
		if (field === 0) first = at - start;
	}
	if (fields < 0 || at > bytes.length) return undefined;
	return { bytes: bytes.subarray(start, at), first, last, fields };
}
