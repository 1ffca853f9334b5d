/** Choices that follow from a seed alone (mulberry32). */
export class Random {
	/** Whether what is made may be broken; else it is well-formed, and only its names and texts are hostile. */
	readonly wild: boolean;
	#state: number;

	constructor(seed: number) {
		this.#state = seed >>> 0;
		this.wild = this.chance(0.3);
	}

	/** From 0 to 1, without 1. */
	next(): number {
		this.#state = (this.#state + 0x6d2b79f5) >>> 0;
		let t = this.#state;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
	}

	below(count: number): number {
		return Math.floor(this.next() * count);
	}

	chance(part: number): boolean {
		return this.next() < part;
	}

	pick<T>(from: readonly T[]): T {
		const picked = from[this.below(from.length)];
		if (picked === undefined) throw new Error("nothing to pick from");
		return picked;
	}

	some<T>(from: readonly T[], most: number): T[] {
		return Array.from({ length: this.below(most + 1) }, () => this.pick(from));
	}
}
