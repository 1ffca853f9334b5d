import { equal, isObject } from "../../json/index.js";
import type { ArrayEntry, ObjectEntry, ResidueEntry } from "./entry.js";
import { chainWith, type GuardedPlace, guardOf, placeIn } from "./guarded-place.js";
import type { Identities, ObjectIdentity } from "./identity.js";
import { type Members, setMember } from "./json-object.js";
import type { Leaving, Leftovers } from "./leaving.js";
import { OtherMembers } from "./other-members.js";
import { stored } from "./stored.js";

/** Containers that must be kept whole, by reference: their text says more than their value. */
export type IsWhole = (container: object) => boolean;

/** A pair of containers at the same place, still to be compared. */
interface Pair extends GuardedPlace {
	readonly before: object;
	readonly base: object;
}

/**
 * The entries by which a value differs from its base: what the opposite function makes of what came out. Values in
 * them are those of the value itself, by reference. The value is plain JSON, of any depth; the base is taken as JSON
 * stores it; undefined if JSON can't store it.
 */
export function difference(
	before: unknown,
	base: unknown,
	identities: Identities,
	isWhole: IsWhole | undefined,
): readonly ResidueEntry[] | undefined {
	if (before === base) return [];
	if (!belongTogether(before, base, identities)) {
		if (equal(before, base)) return [];
		const kept = stored(base);
		return kept === undefined ? undefined : [{ at: "", value: before, base: kept }];
	}
	return new Comparison(identities, isWhole).run(before as object, base as object);
}

/** The same entries, of a step that knows what its way back would make; undefined where only that can tell. */
export function differenceBy(
	leaving: Leaving,
	older: unknown,
	newer: unknown,
	identities: Identities,
): readonly ResidueEntry[] | undefined {
	if (!isObject(older) || !isObject(newer)) return undefined;
	const identity = identities.of(older);
	if (identity !== identities.ofOne(older, leaving.carried)) return undefined;
	const place = { path: undefined, chain: chainWith(undefined, identity) };
	return new Comparison(identities, undefined).follow(leaving, older, newer, place);
}

/** Whether two values are compared part by part: objects of one identity, or arrays of such objects. */
function belongTogether(before: unknown, base: unknown, identities: Identities): boolean {
	if (isObject(before)) return isObject(base) && identities.of(before) === identities.of(base);
	if (!Array.isArray(before) || !Array.isArray(base)) return false;
	if (identities.arePaired(before, base)) return true;
	const index = identities.indexOf(before);
	return index !== undefined && containsAll(index, identities.indexOf(base));
}

function containsAll(
	index: ReadonlyMap<ObjectIdentity, number>,
	other: ReadonlyMap<ObjectIdentity, number> | undefined,
): boolean {
	if (other === undefined) return false;
	for (const identity of other.keys()) if (!index.has(identity)) return false;
	return true;
}

class Comparison implements Leftovers {
	readonly #identities: Identities;
	readonly #isWhole: IsWhole | undefined;
	readonly #pending: Pair[] = [];
	readonly #entries: ResidueEntry[] = [];
	readonly #others = new OtherMembers();

	constructor(identities: Identities, isWhole: IsWhole | undefined) {
		this.#identities = identities;
		this.#isWhole = isWhole;
	}

	run(before: object, base: object): readonly ResidueEntry[] {
		const chain = chainWith(undefined, this.#identities.of(before));
		this.#pending.push({ before, base, path: undefined, chain });
		return this.#finish();
	}

	follow(leaving: Leaving, older: Members, newer: Members, place: GuardedPlace): readonly ResidueEntry[] {
		leaving.leave(older, newer, undefined, this, place);
		return this.#finish();
	}

	settle(member: unknown, made: unknown, name: string, place: GuardedPlace): unknown {
		if (member === undefined || made === undefined || this.#differ(member, made, name, place)) return made;
		return member;
	}

	differing(older: Members, made: Members, place: GuardedPlace): void {
		this.#compareObjects(older, made, place);
	}

	elements(
		older: unknown,
		newer: unknown,
		level: Leaving,
		make: () => unknown,
		outer: unknown,
		name: string,
		place: GuardedPlace,
	): unknown {
		const chain = this.#pairedBy(level, older, newer);
		if (chain === undefined) return this.settle(older, make(), name, place);
		const [olds, news] = [older as readonly Members[], newer as readonly Members[]]; // as it was paired
		const array = placeIn(place, name, undefined);
		for (let i = 0; i < olds.length; i++) {
			const [one, other] = [olds[i], news[i]];
			if (one && other) level.leave(one, other, outer, this, placeIn(array, i, chain[i]));
			// Element by element, so that entries of one object stay together.
			this.#finish();
		}
		return older;
	}

	/** The identities of an array's elements, where each has one of its own that the way back gives. */
	#pairedBy(level: Leaving, older: unknown, newer: unknown): readonly ObjectIdentity[] | undefined {
		if (!Array.isArray(older) || !Array.isArray(newer) || older.length !== newer.length) return undefined;
		const chain: ObjectIdentity[] = [];
		for (let i = 0; i < older.length; i++) {
			const identity = this.#identities.ofOne(older[i], level.carried);
			if (identity === undefined || !isObject(newer[i])) return undefined;
			chain.push(identity);
		}
		const isSmall = chain.length <= FEW;
		const isUnique = isSmall ? chain.every((one, i) => chain.indexOf(one) === i) : areUnique(chain);
		return isUnique ? chain : undefined;
	}

	#finish(): readonly ResidueEntry[] {
		for (let pair = this.#pending.pop(); pair !== undefined; pair = this.#pending.pop()) {
			if (Array.isArray(pair.before)) this.#compareArrays(pair.before, pair.base as readonly unknown[], pair);
			else this.#compareObjects(pair.before as Members, pair.base as Members, pair);
		}
		return this.#entries;
	}

	#compareObjects(before: Members, base: Members, place: GuardedPlace): void {
		let [put, was]: [Members | undefined, Members | undefined] = [undefined, undefined];
		const others = this.#others.take(base);
		for (const name in before) {
			const member = before[name];
			const other = others.next(name);
			if (member === other || (other !== undefined && !this.#differ(member, other, name, place))) continue;
			put ??= {};
			setMember(put, name, member);
			const kept = other === undefined ? undefined : stored(other);
			if (kept === undefined) continue;
			was ??= {};
			setMember(was, name, kept);
		}
		if (others.areLeft) {
			for (const name in base) {
				if (Object.hasOwn(before, name)) continue;
				const kept = stored(base[name]);
				if (kept === undefined) continue;
				was ??= {};
				setMember(was, name, kept);
			}
		}
		if (put === undefined && was === undefined) return;
		// Assigned: to spread them takes ten times as long, and most entries of a run are such.
		const entry: { -readonly [name in keyof ObjectEntry]: ObjectEntry[name] } = guardOf(place);
		if (put) entry.put = put;
		if (was) entry.was = was;
		this.#entries.push(entry);
	}

	/** Whether a member differs as a whole; where it is to be compared part by part, that is left for later. */
	#differ(member: unknown, other: unknown, name: string, place: GuardedPlace): boolean {
		if (typeof member !== "object" || typeof other !== "object" || member === null || other === null)
			return true;
		if (!belongTogether(member, other, this.#identities)) return !equal(member, other);
		if (this.#isWhole?.(member)) return !equal(member, other);
		this.#push(member, other, name, place);
		return false;
	}

	#push(before: object, base: object, token: string | number, { path, chain }: GuardedPlace): void {
		const own = chainWith(chain, this.#identities.of(before));
		this.#pending.push({ before, base, path: { above: path, token }, chain: own });
	}

	/** Arrays whose elements have identities: each is compared with its own, and the order is looked at. */
	#compareArrays(before: readonly unknown[], base: readonly unknown[], place: GuardedPlace): void {
		if (this.#identities.arePaired(before, base)) {
			for (let i = 0; i < before.length; i++) this.#compareElements(before[i], base[i], i, place);
			return;
		}
		const index = this.#identities.indexOf(base);
		const order: ObjectIdentity[] = [];
		const add: unknown[] = [];
		let last = -1;
		let isSorted = true;
		for (let i = 0; i < before.length; i++) {
			const element = before[i];
			const identity = this.#identities.of(element) as ObjectIdentity; // arrays belong together only so
			order.push(identity);
			const at = index?.get(identity);
			if (at === undefined) {
				add.push(element);
				continue;
			}
			isSorted &&= at > last;
			last = at;
			this.#compareElements(element, base[at], i, place);
		}
		if (add.length === 0 && isSorted) return;
		const was = isSorted ? undefined : base.map((element) => this.#identities.of(element) as ObjectIdentity);
		const entry: ArrayEntry = {
			...guardOf(place),
			order,
			...(add.length > 0 && { add }),
			...(was && { was }),
		};
		this.#entries.push(entry);
	}

	#compareElements(element: unknown, other: unknown, index: number, place: GuardedPlace): void {
		// What has an identity is an object.
		if (element !== other) this.#push(element as object, other as object, index, place);
	}
}

/** Beyond this a set is quicker. */
const FEW = 8;

function areUnique(identities: readonly ObjectIdentity[]): boolean {
	return new Set(identities).size === identities.length;
}
