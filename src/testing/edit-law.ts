import { equal, escapeToken, isObject, type Pointer } from "../json/index.js";
import type { Account } from "../lineage/index.js";

/** An edit of a newer value, and what the way back makes of both. */
export interface EditedReturn {
	/** The older value. */
	readonly before: unknown;
	/** What comes back without residue, of the value and of the edited one. */
	readonly base: unknown;
	readonly editedBase: unknown;
	/** What comes back of the edited one with residue, and the account of that. */
	readonly returned: unknown;
	readonly account: Account;
}

/** What is wrong, and where in what came back. */
export interface EditBreak {
	readonly at: Pointer;
	readonly message: string;
}

/**
 * Law 7, told by the older value: where the edit shows in the base, it shows in what came back; what it deleted is not
 * back; all else is as it was, or the account says `not-restored`; and no object of one identity has members of another.
 */
export function breakOfEdit(edit: EditedReturn, identities: readonly string[]): EditBreak | undefined {
	const { before, base, editedBase, returned, account } = edit;
	const told = account.flatMap((entry) => (entry.kind === "not-restored" ? [entry.to] : []));
	return judgePlace({ at: "", before, base, edited: editedBase, returned, identities }, told);
}

/** The same place of the four values; a value that is not there is `ABSENT`. */
interface Place {
	readonly at: Pointer;
	readonly before: unknown;
	readonly base: unknown;
	readonly edited: unknown;
	readonly returned: unknown;
	readonly identities: readonly string[];
}

const ABSENT = Symbol("absent");
const SIDES = ["before", "base", "edited", "returned"] as const;

function judgePlace(place: Place, told: readonly Pointer[]): EditBreak | undefined {
	const { at, before, base, edited, returned, identities } = place;
	const isEdited = !equal(base, edited);
	const id = identityOf(edited, identities);
	if (id !== undefined && id !== identityOf(before, identities)) {
		if (equal(returned, edited) || (!isEdited && equal(returned, before))) return undefined;
		return { at, message: "has members of an object of another identity" };
	}
	if (!isEdited && (equal(returned, before) || isTold(at, told))) return undefined;
	const sides = SIDES.map((side) => place[side]);
	if (sides.every(isObject)) return judgeMembers(place, sides, told);
	if (sides.every(Array.isArray)) return judgeElements(place, told);
	if (!isEdited) return { at, message: "is not as it was, and the account does not say so" };
	if (equal(returned, edited)) return undefined;
	return { at, message: edited === ABSENT ? "was deleted by an edit, and is back" : "has lost an edit" };
}

function judgeMembers(
	{ at, identities }: Place,
	sides: readonly Members[],
	told: readonly Pointer[],
): EditBreak | undefined {
	for (const name of new Set(sides.flatMap((side) => Object.keys(side)))) {
		const [before, base, edited, returned] = sides.map((side) => memberOf(side, name));
		const found = judgePlace(
			{ at: `${at}/${escapeToken(name)}`, before, base, edited, returned, identities },
			told,
		);
		if (found) return found;
	}
	return undefined;
}

function judgeElements(place: Place, told: readonly Pointer[]): EditBreak | undefined {
	const maps = SIDES.map((side) => byIdentity(place[side] as readonly unknown[], place.identities));
	if (maps.some((map) => map === undefined)) return judgeByContent(place, told);
	const [before, base, edited, returned] = maps as readonly ReadonlyMap<unknown, unknown>[];
	const { at } = place;
	const found = [...(returned?.keys() ?? [])];
	for (const id of new Set(maps.flatMap((map) => [...(map?.keys() ?? [])]))) {
		const get = (map: ReadonlyMap<unknown, unknown> | undefined) => (map?.has(id) ? map.get(id) : ABSENT);
		const below = `${at}/${found.indexOf(id)}`;
		const element = { before: get(before), base: get(base), edited: get(edited), returned: get(returned) };
		const wrong = judgePlace(
			{ at: below, ...element, identities: place.identities },
			isTold(at, told) ? [...told, below] : told,
		);
		if (wrong) return wrong;
	}
	return undefined;
}

/** Elements without identities: each is an edited one, or what such a one was. */
function judgeByContent(place: Place, told: readonly Pointer[]): EditBreak | undefined {
	const { at } = place;
	const [before, base, edited, returned] = SIDES.map((side) => place[side] as readonly unknown[]);
	if (!before || !base || !edited || !returned || isTold(at, told)) return undefined;
	if (equal(base, edited)) return { at, message: "is not as it was, and the account does not say so" };
	if (returned.length !== edited.length)
		return { at, message: "has elements that no edit put there, or lacks some" };
	const wrong = returned.findIndex((element, i) => {
		if (equal(element, edited[i])) return false;
		return !base.some((other, j) => equal(other, edited[i]) && equal(before[j], element));
	});
	return wrong < 0 ? undefined : { at: `${at}/${wrong}`, message: "has lost an edit" };
}

type Members = { readonly [name: string]: unknown };

function memberOf(object: Members, name: string): unknown {
	return Object.hasOwn(object, name) ? object[name] : ABSENT;
}

function isTold(at: Pointer, told: readonly Pointer[]): boolean {
	return told.some((place) => at === place || at.startsWith(`${place}/`));
}

function byIdentity(
	list: readonly unknown[],
	identities: readonly string[],
): ReadonlyMap<unknown, unknown> | undefined {
	const map = new Map(list.map((element) => [identityOf(element, identities), element]));
	return map.has(undefined) || map.size < list.length ? undefined : map;
}

function identityOf(value: unknown, named: readonly string[]): unknown {
	if (!isObject(value)) return undefined;
	return [...named, "id", "_id", "uuid"]
		.map((name) => memberOf(value, name))
		.find((id) => typeof id === "string" || typeof id === "number");
}
