/** How far a run is, and how fast it goes. */
export interface Paced {
	readonly records: number;
	readonly bytes: number;
	readonly rejected: number;
	/** All bytes that there are, if that is known. */
	readonly totalBytes: number | undefined;
	/** Since it began, or was resumed. */
	readonly seconds: number;
	readonly recordsPerSecond: number;
	readonly bytesPerSecond: number;
	/** Until it is done at this pace, if there is a pace and a total. */
	readonly secondsLeft: number | undefined;
}

/** What a run has counted so far; every `RunCounts` is one. */
export interface Counted {
	readonly records: number;
	readonly bytes: number;
	readonly rejected: number;
}

const NOTHING: Counted = { records: 0, bytes: 0, rejected: 0 };

/** Works out the pace of a run from what its `onProgress` is given; make one when the run begins. */
export class Pace {
	readonly #totalBytes: number | undefined;
	readonly #clock: () => number;
	#began: number;
	/** What was there already: none of it was done at this pace. */
	#before: Counted | undefined = NOTHING;

	/** `clock` counts milliseconds. */
	constructor(totalBytes?: number, clock: () => number = () => performance.now()) {
		this.#totalBytes = totalBytes;
		this.#clock = clock;
		this.#began = clock();
	}

	/** The run is resumed: what the next look finds was done before. */
	resume(): void {
		this.#before = undefined;
	}

	/** The pace now. */
	at(counted: Counted): Paced {
		const now = this.#clock();
		if (!this.#before) {
			this.#before = counted;
			this.#began = now;
		}
		const seconds = (now - this.#began) / 1000;
		const { records, bytes, rejected } = counted;
		const bytesPerSecond = perSecond(bytes - this.#before.bytes, seconds);
		const left = this.#totalBytes === undefined ? undefined : Math.max(0, this.#totalBytes - bytes);
		return {
			...{ records, bytes, rejected, totalBytes: this.#totalBytes, seconds, bytesPerSecond },
			recordsPerSecond: perSecond(records - this.#before.records, seconds),
			secondsLeft: left === undefined || bytesPerSecond === 0 ? undefined : left / bytesPerSecond,
		};
	}
}

function perSecond(amount: number, seconds: number): number {
	return seconds > 0 ? amount / seconds : 0;
}
