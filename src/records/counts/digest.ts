/** An order-free digest of identities, as plain data: how many there were, and the sum of their hashes mod 2^128. */
export interface IdSum {
	readonly count: number;
	/** 32 hexadecimal digits. */
	readonly sum: string;
}

const LANE = 1n << 32n;
const WHOLE = 1n << 128n;

/**
 * Sums 128-bit hashes of identities, so that equal multisets give equal sums in whatever order they come. It shows
 * loss and doubling; it is no protection from those who look for collisions.
 */
export class IdDigest {
	/** Sums of 32-bit lanes, the lowest first; exact for two million identities, then carried into the total. */
	readonly #lanes: [number, number, number, number] = [0, 0, 0, 0];
	#total = 0n;
	#pending = 0;
	#count = 0;

	add(id: string): void {
		hash(id, this.#lanes);
		this.#count++;
		if (++this.#pending === 1_000_000) this.#carry();
	}

	/** Adds what another digest came to. */
	merge({ count, sum }: IdSum): void {
		this.#count += count;
		this.#total = (this.#total + BigInt(`0x${sum}`)) % WHOLE;
	}

	/** What it came to so far. */
	get sum(): IdSum {
		this.#carry();
		return { count: this.#count, sum: this.#total.toString(16).padStart(32, "0") };
	}

	#carry(): void {
		const lanes = this.#lanes;
		for (let lane = 3; lane >= 0; lane--) this.#total += BigInt(lanes[lane] ?? 0) * LANE ** BigInt(lane);
		this.#total %= WHOLE;
		lanes.fill(0);
		this.#pending = 0;
	}
}

/** Adds the four lanes of a text's hash: each multiplies by its own odd number, and all are mixed at the end. */
function hash(text: string, lanes: [number, number, number, number]): void {
	let a = 0x9e3779b9 ^ text.length;
	let b = 0x85ebca6b;
	let c = 0xc2b2ae35;
	let d = 0x27d4eb2f;
	for (let at = 0; at < text.length; at++) {
		const unit = text.charCodeAt(at);
		a = Math.imul(a ^ unit, 0x2c1b3c6d);
		b = Math.imul(b ^ unit ^ (a >>> 15), 0x297a2d39);
		c = Math.imul(c ^ unit ^ (b >>> 13), 0x1b873593);
		d = Math.imul(d ^ unit ^ (c >>> 16), 0x165667b1);
	}
	lanes[0] += mixed(a ^ (d >>> 7));
	lanes[1] += mixed(b ^ (a >>> 11));
	lanes[2] += mixed(c ^ (b >>> 5));
	lanes[3] += mixed(d ^ (c >>> 9));
}

/** Every bit of the result depends on every bit of the lane. */
function mixed(lane: number): number {
	let bits = Math.imul(lane ^ (lane >>> 16), 0x45d9f3b);
	bits = Math.imul(bits ^ (bits >>> 15), 0x3c6ef372 | 1);
	return (bits ^ (bits >>> 16)) >>> 0;
}
