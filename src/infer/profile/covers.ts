/** Anything that has features, by their numbers. */
export interface Featured {
	readonly features: ReadonlySet<number>;
}

/** Features that come and go together. */
export interface FeatureClass {
	readonly features: readonly number[];
	/** The groups that have them, as bits. */
	readonly groups: bigint;
}

/** Classes of which every group has exactly one: what tells apart groups of different versions does. */
export type Cover = readonly FeatureClass[];

/** More parts are kinds of one payload rather than versions of it. */
const MOST_PARTS = 8;

/** The features that some groups have and others don't, those that come and go together as one. */
export function classesOf(
	groups: readonly Featured[],
	excluded: ReadonlySet<number> = new Set(),
): FeatureClass[] {
	const having = new Map<number, bigint>();
	for (const [index, { features }] of groups.entries()) {
		for (const feature of features) {
			if (!excluded.has(feature)) having.set(feature, (having.get(feature) ?? 0n) | (1n << BigInt(index)));
		}
	}
	const all = allOf(groups);
	const classes = new Map<bigint, number[]>();
	for (const [feature, bits] of having) {
		if (bits === all) continue;
		const features = classes.get(bits) ?? [];
		features.push(feature);
		classes.set(bits, features);
	}
	return [...classes].map(([bits, features]) => ({ features, groups: bits }));
}

/** A cover that a class is part of, if there is one: the largest class that fits is taken until none is missing. */
export function coverWith(
	seed: FeatureClass,
	classes: readonly FeatureClass[],
	groups: readonly Featured[],
): Cover | undefined {
	const cover = [seed];
	let missing = allOf(groups) & ~seed.groups;
	while (missing !== 0n) {
		if (cover.length >= MOST_PARTS) return undefined;
		const next = largestWithin(missing, classes);
		if (next === undefined) return undefined;
		cover.push(next);
		missing &= ~next.groups;
	}
	return cover;
}

function largestWithin(bits: bigint, classes: readonly FeatureClass[]): FeatureClass | undefined {
	let best: FeatureClass | undefined;
	for (const one of classes) {
		if ((one.groups & ~bits) !== 0n) continue;
		if (best === undefined || sizeOf(one.groups) > sizeOf(best.groups)) best = one;
		if (one.groups === bits) return one;
	}
	return best;
}

/** How many groups there are in the bits. */
function sizeOf(bits: bigint): number {
	let size = 0;
	for (let left = bits; left !== 0n; left &= left - 1n) size++;
	return size;
}

const allOf = (groups: readonly Featured[]) => (1n << BigInt(groups.length)) - 1n;
