import { equal, escapeToken, type Pointer } from "../../json/index.js";
import type { ArrayEntry, ObjectEntry, ResidueEntry } from "./entry.js";
import type { Identities, ObjectIdentity } from "./identity.js";
import { isMembers, type Members, setMember } from "./json-object.js";
import { stored } from "./stored.js";

/** Containers that must be kept whole, by reference: their text says more than their value. */
export type IsWhole = (container: object) => boolean;

/** A pair of containers at the same place, still to be compared. */
interface Pair {
	readonly before: object;
	readonly base: object;
	readonly path: Path | undefined;
	/** The identities of the objects on the way, these included. */
	readonly chain: Path | undefined;
}

/** A list that grows at its end without being copied. */
interface Path {
	readonly above: Path | undefined;
	readonly token: ObjectIdentity;
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

/** Whether two values are compared part by part: objects of one identity, or arrays of such objects. */
function belongTogether(before: unknown, base: unknown, identities: Identities): boolean {
	if (isMembers(before)) return isMembers(base) && identities.of(before) === identities.of(base);
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

class Comparison {
	readonly #identities: Identities;
	readonly #isWhole: IsWhole | undefined;
	readonly #pending: Pair[] = [];
	readonly #entries: ResidueEntry[] = [];
	readonly #others = new OtherMembers();

	constructor(identities: Identities, isWhole: IsWhole | undefined) {
		this.#identities = identities;
		this.#isWhole = isWhole;
	}

	run(before: object, base: object): ResidueEntry[] {
		this.#push(before, base, undefined, undefined);
		for (let pair = this.#pending.pop(); pair !== undefined; pair = this.#pending.pop()) {
			if (Array.isArray(pair.before)) this.#compareArrays(pair.before, pair.base as readonly unknown[], pair);
			else this.#compareObjects(pair.before as Members, pair.base as Members, pair);
		}
		return this.#entries;
	}

	#push(before: object, base: object, path: Path | undefined, above: Path | undefined): void {
		const identity = this.#identities.of(before);
		const chain = identity === undefined ? above : { above, token: identity };
		this.#pending.push({ before, base, path, chain });
	}

	#compareObjects(before: Members, base: Members, pair: Pair): void {
		let [put, was, cut]: [Members | undefined, Members | undefined, string[] | undefined] = [
			undefined,
			undefined,
			undefined,
		];
		const others = this.#others.take(base);
		for (const name in before) {
			const member = before[name];
			const other = others.next(name);
			if (member === other || (other !== undefined && !this.#differ(member, other, name, pair))) continue;
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
				cut ??= [];
				setMember(was, name, kept);
				cut.push(name);
			}
		}
		if (put === undefined && was === undefined) return;
		const entry: ObjectEntry = {
			...guardOf(pair),
			...(put && { put }),
			...(was && { was }),
			...(cut && { cut }),
		};
		this.#entries.push(entry);
	}

	/** Whether a member differs as a whole; where it is to be compared part by part, that is left for later. */
	#differ(member: unknown, other: unknown, name: string, { path, chain }: Pair): boolean {
		if (typeof member !== "object" || typeof other !== "object" || member === null || other === null)
			return true;
		if (!belongTogether(member, other, this.#identities)) return !equal(member, other);
		if (this.#isWhole?.(member)) return !equal(member, other);
		this.#push(member, other, { above: path, token: name }, chain);
		return false;
	}

	/** Arrays whose elements have identities: each is compared with its own, and the order is looked at. */
	#compareArrays(before: readonly unknown[], base: readonly unknown[], pair: Pair): void {
		if (this.#identities.arePaired(before, base)) {
			for (let i = 0; i < before.length; i++) this.#compareElements(before[i], base[i], i, pair);
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
			this.#compareElements(element, base[at], i, pair);
		}
		if (add.length === 0 && isSorted) return;
		const was = isSorted ? undefined : base.map((element) => this.#identities.of(element) as ObjectIdentity);
		const entry: ArrayEntry = {
			...guardOf(pair),
			order,
			...(add.length > 0 && { add }),
			...(was && { was }),
		};
		this.#entries.push(entry);
	}

	#compareElements(element: unknown, other: unknown, index: number, { path, chain }: Pair): void {
		// What has an identity is an object.
		if (element !== other)
			this.#push(element as object, other as object, { above: path, token: index }, chain);
	}
}

/**
 * The members of an object, met in the order of another one's. Both mostly have the same members in the same order: then
 * each is read where a loop over the object has it at hand, which is several times quicker than by a name.
 */
class OtherMembers {
	readonly #names: string[] = [];
	readonly #values: unknown[] = [];
	#object: Members = {};
	#count = 0;
	#next = 0;
	#met = 0;
	#isPlain = true;

	/** Begins with an object. */
	take(object: Members): this {
		this.#object = object;
		this.#count = 0;
		this.#next = 0;
		this.#met = 0;
		// JSON has own members only.
		this.#isPlain = Object.getPrototypeOf(object) === Object.prototype;
		if (!this.#isPlain) return this;
		for (const name in object) {
			this.#names[this.#count] = name;
			this.#values[this.#count++] = object[name];
		}
		return this;
	}

	/** The own member of that name. */
	next(name: string): unknown {
		const isNext = this.#next < this.#count && this.#names[this.#next] === name;
		if (!isNext && !Object.hasOwn(this.#object, name)) return undefined;
		this.#met++;
		return isNext ? this.#values[this.#next++] : this.#object[name];
	}

	/** Whether there are members that were not met. */
	get areLeft(): boolean {
		return !this.#isPlain || this.#met < this.#count;
	}
}

function guardOf({ path, chain }: Pair): { readonly at: Pointer; readonly of?: readonly ObjectIdentity[] } {
	let at = "";
	for (let here = path; here !== undefined; here = here.above) {
		at = `/${typeof here.token === "number" ? here.token : escapeToken(here.token)}${at}`;
	}
	if (chain === undefined) return { at };
	const of: ObjectIdentity[] = [];
	for (let here: Path | undefined = chain; here !== undefined; here = here.above) of.push(here.token);
	return { at, of: of.reverse() };
}
