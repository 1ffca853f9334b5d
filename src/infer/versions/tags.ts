import type { Profile } from "../profile/profile.js";
import type { ShapeGroup } from "../profile/shapes.js";

type Group = ShapeGroup<Profile>;

/** A member whose values tell the alternatives of a union apart. */
export interface TaggedUnion {
	readonly tag: string;
	/** Each alternative's objects, and the values that the tag has in them. */
	readonly alternatives: readonly { readonly groups: readonly Group[]; readonly values: readonly string[] }[];
}

/** What tags are mostly called. */
const USUAL =
	/^[@_$]*(?:type|kind|object|event|tag|action|op|variant|category|discriminator|typename)$|(?:[_-]|[a-z](?=T))[tT]ype$|[kK]ind$/;
/** What says the version of its payload. */
const VERSION =
	/^[@_$]*(?:(?:schema|api|format|payload|data|event|model|document)[_-]?)?(?:v|ver|version|revision|rev)$/i;

/** Whether a name says that its values are kinds of payloads. */
export const isUsualTag = (name: string) => USUAL.test(name);

/** Whether a name says that its values are versions of the payload. */
export const isVersionTag = (name: string) => VERSION.test(name);

/** The best tag of the groups, if there is one. */
export function discriminated(groups: readonly Group[]): TaggedUnion | undefined {
	const [first] = groups;
	if (first === undefined || groups.length < 2) return undefined;
	let best: TaggedUnion | undefined;
	for (const tag of first.members.keys()) {
		const union = unionBy(tag, groups);
		if (union === undefined) continue;
		if (best === undefined || rank(union) > rank(best)) best = union;
	}
	return best;
}

function rank({ tag, alternatives }: TaggedUnion): number {
	return (isUsualTag(tag) ? 1_000 : 0) + alternatives.length;
}

/** The groups by a member, those that share a value of it as one; undefined if it is no tag. */
function unionBy(tag: string, groups: readonly Group[]): TaggedUnion | undefined {
	const alternatives: { groups: Group[]; values: Set<string> }[] = [];
	let seen = 0;
	for (const group of groups) {
		const values = tagValues(group, tag);
		if (values === undefined) return undefined;
		seen += group.count;
		const one = { groups: [group], values: new Set(values) };
		for (const [index, other] of [...alternatives.entries()].reverse()) {
			if (!values.some((value) => other.values.has(value))) continue;
			one.groups.push(...other.groups);
			for (const value of other.values) one.values.add(value);
			alternatives.splice(index, 1);
		}
		alternatives.push(one);
	}
	const different = alternatives.reduce((sum, { values }) => sum + values.size, 0);
	// Names and ids of few records are all different too.
	if (alternatives.length < 2 || (!isUsualTag(tag) && seen < different * 4)) return undefined;
	return {
		tag,
		alternatives: alternatives.map(({ groups, values }) => ({ groups, values: [...values].sort() })),
	};
}

/** The values that a member has in a group, if all of its objects have it and it is always one of few strings. */
export function tagValues({ members, count }: Group, tag: string): string[] | undefined {
	const texts = members.get(tag)?.texts;
	if (texts?.values === undefined || texts.count !== count || texts.format !== undefined) return undefined;
	return [...texts.values.keys()];
}
