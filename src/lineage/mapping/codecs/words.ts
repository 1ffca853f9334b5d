import type { Codec } from "./codec.js";

type Word = string | number;

/** A line in the compiler's message for each newer word that no older one becomes. */
type Reaching<A extends Word, B extends Word, M> = {
	readonly [W in Exclude<B, A | M[keyof M]> as `no word becomes ${W}`]: never;
};

/**
 * Words of an enumeration under new names; those that both versions have stay. Every other older word needs a newer
 * one, or it does not compile. Where two become one, the first is what the way back gives, and the other is residue.
 *
 * @example
 * status: from("/status", renamed({ sent: "shipped" }))
 */
export function renamed<
	A extends Word,
	B extends Word,
	const M extends { readonly [V in Exclude<A, B>]: B } & { readonly [V in Extract<A, B>]?: B },
>(words: M & Reaching<A, B, M>): Codec<A, B> {
	const up = new Map(Object.entries(words));
	const down = new Map([...up].reverse().map(([older, newer]) => [String(newer), older]));
	// The types see to it that each word is one of its version.
	return {
		upgrade: (word) => (up.get(String(word)) ?? word) as B,
		downgrade: (word) => (down.get(String(word)) ?? word) as unknown as A,
		data: { renamed: words },
	};
}

/**
 * An enumeration that has more words in the newer version: each of those needs a stand-in, or it does not compile.
 *
 * @example
 * status: from("/status", narrowed({ pending: "abandoned" }))
 */
export function narrowed<A extends Word, B extends Word>(
	standIns: { readonly [V in Exclude<B, A>]: A },
): Codec<A, A | B> {
	const down = new Map(Object.entries(standIns));
	return {
		upgrade: (word) => word,
		downgrade: (word) => (down.get(String(word)) ?? word) as A,
		data: { narrowed: standIns },
	};
}
