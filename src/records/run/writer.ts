import { orAborted } from "./abort.js";
import type { Sink } from "./output.js";

/** Which memory is kept to be used again: so many buffers, none too small, and none that one huge record made huge. */
const SPARES = 6;
const SMALLEST_SPARE = 1 << 16;
const LARGEST_SPARE = 1 << 23;

/** Hands bytes on to a sink, one write after the other, and keeps their memory when they are written. */
export class SinkWriter {
	readonly #sink: Sink;
	readonly #spares: ArrayBuffer[];
	readonly #signal: AbortSignal | undefined;
	#writing: Promise<true> = Promise.resolve(true);

	constructor(sink: Sink, spares: ArrayBuffer[], signal: AbortSignal | undefined) {
		this.#sink = sink;
		this.#spares = spares;
		this.#signal = signal;
	}

	/**
	 * Hands bytes on when those before are written, and waits no longer; false if it was told to stop meanwhile.
	 * Their memory must be all their own.
	 */
	async put(bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
		if (!(await this.settle())) return false;
		this.#writing = this.#write(bytes);
		// Its failure is met at the next one, or at the end; until then it is not unhandled.
		this.#writing.catch(() => {});
		return true;
	}

	/** Waits until all is written; false if it was told to stop meanwhile. */
	async settle(): Promise<boolean> {
		return (await orAborted(this.#writing, this.#signal)) === true;
	}

	async #write(bytes: Uint8Array<ArrayBuffer>): Promise<true> {
		await this.#sink.write(bytes);
		const { byteLength } = bytes.buffer;
		if (this.#spares.length < SPARES && byteLength >= SMALLEST_SPARE && byteLength <= LARGEST_SPARE) {
			this.#spares.push(bytes.buffer);
		}
		return true;
	}
}
