import type { Pointer } from "../../json/index.js";
import { areAlike } from "../../text/index.js";
import { type Cover, classesOf, coverWith } from "../profile/covers.js";
import type { Features } from "../profile/features.js";
import type { Profile } from "../profile/profile.js";
import type { ShapeGroup } from "../profile/shapes.js";
import { isUsualTag, isVersionTag, tagValues } from "./tags.js";

type Group = ShapeGroup<Profile>;

/** What tells some candidate versions from others: places that only the records of one of them have. */
export interface VersionSplit {
	readonly only: readonly (readonly Pointer[])[];
}

/** Groups of records, each a candidate version. */
export interface Candidates {
	readonly parts: readonly (readonly Group[])[];
	readonly splits: readonly VersionSplit[];
	/** What tells shapes apart too, but is more likely two kinds of the same version. */
	readonly doubtful: readonly VersionSplit[];
}

/**
 * Groups that are versions of each other: the records of each have members that those of the others never have. What
 * comes and goes by itself is optional; what a tag decides is an alternative of one version.
 */
export function candidatesOf(
	groups: readonly Group[],
	features: Features,
	pinned: readonly Pointer[],
): Candidates {
	const search = new Search(features);
	const parts = pinned.reduce<readonly (readonly Group[])[]>(
		(all, pointer) => all.flatMap((part) => search.splitAt(part, pointer)),
		[groups],
	);
	const found = parts.flatMap((part) => search.split(part, new Set()));
	return { parts: found, splits: search.splits, doubtful: search.doubtful };
}

class Search {
	readonly splits: VersionSplit[] = [];
	readonly doubtful: VersionSplit[] = [];
	readonly #features: Features;

	constructor(features: Features) {
		this.#features = features;
	}

	/** The groups that have the member, and those that don't. */
	splitAt(groups: readonly Group[], pointer: Pointer): readonly (readonly Group[])[] {
		const feature = this.#features.all.findIndex((one) => one.pointer === pointer && one.type === undefined);
		const having = groups.filter(({ features }) => features.has(feature));
		const lacking = groups.filter(({ features }) => !features.has(feature));
		if (having.length === 0 || lacking.length === 0) return [groups];
		this.splits.push({ only: [[], [pointer]] });
		return [lacking, having];
	}

	/** The best split into versions, and what its parts are split into in turn. */
	split(groups: readonly Group[], excluded: ReadonlySet<number>): readonly (readonly Group[])[] {
		const without = new Set(excluded);
		for (;;) {
			const cover = this.#best(groups, without);
			if (cover === undefined) return [groups];
			const parts = cover.map(({ groups: bits }) => groups.filter((_, i) => (bits >> BigInt(i)) & 1n));
			const split = { only: cover.map(({ features }) => this.#pointers(features)) };
			const verdict = this.#judge(split, cover, parts);
			if (verdict === "versions") {
				this.splits.push(split);
				const again = togglingInMany(parts, without);
				return parts.flatMap((part) => this.split(part, again));
			}
			if (verdict === "doubtful") this.doubtful.push(split);
			for (const { features } of cover) for (const feature of features) without.add(feature);
		}
	}

	/** The cover that most places speak for. */
	#best(groups: readonly Group[], excluded: ReadonlySet<number>): Cover | undefined {
		const classes = classesOf(groups, excluded);
		let best: Cover | undefined;
		let most = 0;
		for (const one of classes) {
			const cover = coverWith(one, classes, groups);
			if (cover === undefined) continue;
			const speaking = cover.reduce((sum, { features }) => sum + this.#pointers(features).length, 0);
			if (speaking <= most) continue;
			best = cover;
			most = speaking;
		}
		return best;
	}

	#judge(
		{ only }: VersionSplit,
		cover: Cover,
		parts: readonly (readonly Group[])[],
	): "versions" | "kinds" | "doubtful" {
		const tag = tagOf(parts);
		if (tag !== undefined) return isVersionTag(tag) ? "versions" : "kinds";
		if (only.every((pointers) => pointers.length > 1) || areInTurn(parts)) return "versions";
		const types = cover.map(({ features }) => this.#types(features));
		const [first] = only;
		const isOneMember = only.every(([pointer]) => pointer === first?.[0]);
		if (isOneMember)
			return types.some((type) => type === "object" || type === "array") ? "versions" : "doubtful";
		const areRenamed = only.every((pointers, i) =>
			only.slice(i + 1).every((others) => pointers.some((a) => others.some((b) => areAlike(a, b)))),
		);
		return areRenamed ? "versions" : "doubtful";
	}

	/** The places that the features are of, those of members before those within them. */
	#pointers(features: readonly number[]): Pointer[] {
		return [...new Set(features.map((feature) => this.#features.all[feature]?.pointer ?? ""))];
	}

	#types(features: readonly number[]): string | undefined {
		return features.map((feature) => this.#features.all[feature]?.type).find((type) => type !== undefined);
	}
}

/** A usual tag, or a version's, that has other values in each part. */
function tagOf(parts: readonly (readonly Group[])[]): string | undefined {
	const names = parts[0]?.[0]?.members.keys() ?? [];
	return [...names].find((name) => {
		if (!isUsualTag(name) && !isVersionTag(name)) return false;
		const seen = new Set<string>();
		return parts.every((groups) => {
			const lists = groups.map((group) => tagValues(group, name));
			const values = new Set(lists.flatMap((list) => list ?? []));
			if (lists.includes(undefined) || [...values].some((value) => seen.has(value))) return false;
			for (const value of values) seen.add(value);
			return true;
		});
	});
}

/** Whether all records of each part came before those of the next one. */
function areInTurn(parts: readonly (readonly Group[])[]): boolean {
	const spans = parts.map((groups) => ({
		from: Math.min(...groups.map(({ first }) => first[0] ?? 0)),
		to: Math.max(...groups.map(({ last }) => last)),
		count: groups.reduce((sum, { count }) => sum + count, 0),
	}));
	spans.sort((a, b) => a.from - b.from);
	return spans.every(({ from, count }, i) => count > 4 && (i === 0 || from > (spans[i - 1]?.to ?? 0)));
}

/** Features that some groups of more than one part have and others of it don't: they have nothing to do with the parts. */
function togglingInMany(parts: readonly (readonly Group[])[], excluded: ReadonlySet<number>): Set<number> {
	const times = new Map<number, number>();
	for (const part of parts) {
		for (const { features } of classesOf(part)) {
			for (const feature of features) times.set(feature, (times.get(feature) ?? 0) + 1);
		}
	}
	return new Set([...excluded, ...[...times].filter(([, count]) => count > 1).map(([feature]) => feature)]);
}
