/** Memory that nobody else looks at: it may be given away. Node's small buffers share theirs, and zlib keeps its own. */
const OWNED = new WeakSet<ArrayBufferLike>();

/** Memory of the size that files are read in, to be used again: the collector is slow to give back what isn't its own. */
const SPARES: ArrayBuffer[] = [];
const MOST_SPARES = 8;

/** How much of a file is read at a time. */
const CHUNK = 1 << 20;

/** Memory for a chunk that may be given away when its user is done. */
export function ownedChunk(): Uint8Array<ArrayBuffer> {
	const buffer = SPARES.pop() ?? (Buffer.allocUnsafeSlow(CHUNK).buffer as ArrayBuffer); // it is not shared
	OWNED.add(buffer);
	return new Uint8Array(buffer);
}

/** The bytes in memory that may be given away: their own, or a copy. */
export function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
	// Not shared between threads: it was allocated above.
	return OWNED.has(bytes.buffer) ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
}

/** Takes back memory of chunks that nobody looks at any more; `given` away means that another thread has sent it back. */
export function takeBack(pieces: readonly Uint8Array[], given: boolean): void {
	for (const { buffer } of pieces) {
		const isOurs = given || OWNED.has(buffer);
		if (!isOurs || buffer.byteLength !== CHUNK || SPARES.length >= MOST_SPARES) continue;
		OWNED.delete(buffer);
		SPARES.push(buffer as ArrayBuffer); // it is not shared
	}
}
