/** Memory that nobody else looks at: it may be given away. Node's small buffers share theirs, and zlib keeps its own. */
const OWNED = new WeakSet<ArrayBufferLike>();

/** New memory that may be given away when its user is done. */
export function ownedBuffer(length: number): Buffer {
	const buffer = Buffer.allocUnsafeSlow(length);
	OWNED.add(buffer.buffer);
	return buffer;
}

/** The bytes in memory that may be given away: their own, or a copy. */
export function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
	// Not shared between threads: it was allocated here.
	return OWNED.has(bytes.buffer) ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
}
