import type { Units } from "../../step.js";

declare const older: unique symbol;
declare const newer: unique symbol;

/** A reversible conversion of one value. What it loses is residue; one that can't convert throws an `Unfit`. */
export interface Codec<in out Older, in out Newer> {
	// Methods and phantoms rather than functions: the compiler's messages are shorter for it.
	readonly [older]?: Older;
	readonly [newer]?: Newer;
	upgrade(older: Older): Newer;
	downgrade(newer: Newer): Older;
	/** The units that quantities are in, where that is what changes. */
	readonly units?: Units;
	/** Whether what the way back loses is meant to be lost, so that `check` lists it as no loss; it is residue all the same. */
	readonly lossy?: boolean;
	/** The codec as data, such as { "scaled": 100 }; undefined for functions of the caller's own. */
	readonly data?: CodecData;
}

/** A named codec, by its name and what it was made with. */
export type CodecData = { readonly [name: string]: unknown };

/** A codec whose types the rule that uses it has settled. */
export type AnyCodec = Codec<unknown, unknown>;

/**
 * A codec of two functions of your own, each pure; the units of quantities where that is what changes, and whether what
 * gets lost on the way up and back is meant.
 *
 * @example
 * const euros = codec((amount: number) => `${amount} EUR`, (text: string) => Number.parseFloat(text));
 */
export function codec<Older, Newer>(
	upgrade: (older: Older) => Newer,
	downgrade: (newer: Newer) => Older,
	{ units, lossy = false }: { readonly units?: Units; readonly lossy?: boolean } = {},
): Codec<Older, Newer> {
	return { upgrade, downgrade, ...(units && { units }), ...(lossy && { lossy }) };
}

/** The same codec the other way round: what was the older value is the newer one. */
export function inverted<Older, Newer>(codec: Codec<Older, Newer>): Codec<Newer, Older> {
	const { units, lossy, data } = codec;
	return {
		upgrade: (value) => codec.downgrade(value),
		downgrade: (value) => codec.upgrade(value),
		...(units && { units: [units[1], units[0]] }),
		...(lossy && { lossy }),
		...(data && { data: { inverted: data } }),
	};
}

/** The codec for values that may be null, which stays null. */
export function nullable<Older, Newer>(codec: Codec<Older, Newer>): Codec<Older | null, Newer | null> {
	const { units, lossy, data } = codec;
	return {
		upgrade: (value) => (value === null ? null : codec.upgrade(value)),
		downgrade: (value) => (value === null ? null : codec.downgrade(value)),
		...(units && { units }),
		...(lossy && { lossy }),
		...(data && { data: { nullable: data } }),
	};
}
