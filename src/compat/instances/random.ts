/** Numbers that look random and are the same for the same seed (mulberry32). */
export class Random {
	#state: number;

	constructor(seed: number) {
		// Neighbouring seeds, and those that differ only beyond 32 bits, begin apart.
		this.#state = Math.imul(Math.trunc(seed) ^ Math.trunc(seed / 2 ** 32) ^ 0x9e3779b9, 0x85ebca6b);
	}

	/** A fraction from 0 up to 1, without 1. */
	next(): number {
		this.#state = (this.#state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	}

	/** A whole number from 0 up to the limit, without it. */
	below(limit: number): number {
		return Math.floor(this.next() * limit);
	}

	/** True so often. */
	chance(share: number): boolean {
		return this.next() < share;
	}
}

// So often a deck is not followed, so that decks drawn in turn don't fall into step.
const ASTRAY = 0.25;

/** Draws from some cards, each before any comes again, and now and then any. */
export class Deck<Card> {
	readonly #random: Random;
	readonly #cards: Card[];
	#left = 0;

	/** Throws a RangeError without cards. */
	constructor(random: Random, cards: Iterable<Card>) {
		this.#random = random;
		this.#cards = [...cards];
		if (this.#cards.length === 0) throw new RangeError("a deck without cards");
	}

	draw(): Card {
		if (this.#left === 0) this.#left = this.#cards.length;
		// All places are within the cards, of which there is one at least.
		if (this.#random.chance(ASTRAY)) return this.#cards[this.#random.below(this.#cards.length)] as Card;
		const at = this.#random.below(this.#left--);
		const drawn = this.#cards[at] as Card;
		this.#cards[at] = this.#cards[this.#left] as Card;
		this.#cards[this.#left] = drawn;
		return drawn;
	}
}
