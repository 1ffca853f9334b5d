import { escapeToken, type Pointer } from "../json/index.js";
import type { NodeIndex } from "../schema/index.js";
import { areAlike, wordsOf } from "../text/index.js";
import type { DraftAlternative, DraftSchema } from "./alternatives.js";

/** A member that has to find its namesake: where it stands in its record, and its type. */
export interface Member {
	readonly pointer: Pointer;
	readonly node: NodeIndex;
	readonly type: string;
	readonly isRequired: boolean;
	/** Whether null may stand for an object that it is in. */
	readonly isInNullable: boolean;
}

/** An older member and what it became. */
export interface MemberPair {
	readonly older: Member;
	readonly newer: Member;
	/** Whether names and types both say so, and no other member comes into question. */
	readonly isCertain: boolean;
}

/** An object of a version, and the names of those of its members that are to be paired. */
export interface Unpaired {
	readonly schema: DraftSchema;
	readonly object: DraftAlternative;
	readonly names: readonly string[];
}

/** Members that became others: whole ones first, then what is in those that are left. */
export function memberPairs(older: Unpaired, newer: Unpaired): readonly MemberPair[] {
	const whole = pairsOf(membersIn(older, 1), membersIn(newer, 1));
	const left = (side: Unpaired, taken: readonly Member[]) => ({
		...side,
		names: side.names.filter((name) => !taken.some(({ pointer }) => pointer === `/${escapeToken(name)}`)),
	});
	const olderLeft = left(
		older,
		whole.map((pair) => pair.older),
	);
	const newerLeft = left(
		newer,
		whole.map((pair) => pair.newer),
	);
	return [...whole, ...pairsOf(membersIn(olderLeft), membersIn(newerLeft))];
}

/** Members of some names and, where they are objects, what is in them. */
export function membersIn({ schema, object, names }: Unpaired, depth = 4): Member[] {
	return names.flatMap((name) => {
		const node = object.members.get(name);
		if (node === undefined) return [];
		const pointer = `/${escapeToken(name)}`;
		const type = schema.typeText(node);
		const isRequired = object.required.has(name);
		const own = { pointer, node, type, isRequired, isInNullable: false };
		const [inner, other] = schema.objectsAt(node);
		if (depth <= 1 || inner === undefined || other !== undefined) return [own];
		const members = membersIn({ schema, object: inner, names: [...inner.members.keys()] }, depth - 1);
		const isNullable = schema.takesNull(node);
		return [own, ...members.map((member) => within(own, member, isNullable))];
	});
}

function within({ pointer }: Member, member: Member, isNullable: boolean): Member {
	return { ...member, pointer: pointer + member.pointer, isInNullable: isNullable || member.isInNullable };
}

/** Pairs members of one type: by their names where those single them out, then by the only type that is left. */
function pairsOf(older: readonly Member[], newer: readonly Member[]): MemberPair[] {
	const found: MemberPair[] = [];
	const isFree = (member: Member) => !found.some((pair) => pair.older === member || pair.newer === member);
	const pass = (fits: (a: Member, b: Member) => boolean, isCertain: boolean) => {
		const olderLeft = older.filter(isFree);
		const newerLeft = newer.filter(isFree);
		for (const b of newerLeft) {
			const [a, other] = olderLeft.filter((one) => fits(one, b));
			if (a === undefined || other !== undefined) continue;
			if (newerLeft.filter((one) => fits(a, one)).length === 1) found.push({ older: a, newer: b, isCertain });
		}
	};
	pass((a, b) => isSameType(a, b) && isMoved(a.pointer, b.pointer), true);
	pass((a, b) => isSameType(a, b) && isOneLevel(a, b) && areAlike(a.pointer, b.pointer), true);
	pass((a, b) => isSameType(a, b) && isOneLevel(a, b) && isShort(a.pointer, b.pointer), false);
	return found;
}

const isSameType = (a: Member, b: Member) => a.type === b.type && a.isRequired === b.isRequired;

const isOneLevel = (a: Member, b: Member) => depthOf(a.pointer) === 1 && depthOf(b.pointer) === 1;

const depthOf = (pointer: Pointer) => pointer.split("/").length - 1;

/** Whether one is the other, moved into an object or out of it: /ship_zip and /shipping/address/zip. */
export function isMoved(a: Pointer, b: Pointer): boolean {
	if (depthOf(a) === depthOf(b)) return false;
	const [flat, deep] = depthOf(a) < depthOf(b) ? [a, b] : [b, a];
	const flatWords = wordsOf(flat);
	const leaf = wordsOf(deep);
	const path = deep.split("/").slice(0, -1).flatMap(wordsOf);
	const isLeaf = leaf.every((word, i) => flatWords[flatWords.length - leaf.length + i] === word);
	if (!isLeaf) return false;
	return flatWords
		.slice(0, -leaf.length)
		.every((word) => path.some((one) => one.startsWith(word) || word.startsWith(one)));
}

/** Whether one name is short for the other: qty and quantity. */
function isShort(a: Pointer, b: Pointer): boolean {
	const [short = "", long = ""] = [wordsOf(a).join(""), wordsOf(b).join("")].sort(
		(x, y) => x.length - y.length,
	);
	if (short.length < 2 || short[0] !== long[0]) return false;
	let at = 0;
	for (const letter of long) if (letter === short[at]) at++;
	return at === short.length;
}
