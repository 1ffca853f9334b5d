import type { Json, JsonObject } from "../../json/index.js";
import { classesOf, coverWith } from "./covers.js";
import type { Features } from "./features.js";

/** What is known of the values at one place; two can become one. */
interface Gathered<V> {
	readonly count: number;
	add(value: Json, at: number): void;
	merge(other: V): void;
}

/** Objects of one shape: the same features, what is ignored aside. */
export interface ShapeGroup<V> {
	readonly features: ReadonlySet<number>;
	count: number;
	/** The numbers of the first of them, the last one's, and the sum of all numbers. */
	readonly first: number[];
	last: number;
	sum: number;
	/** By name, in the order in which they came. */
	readonly members: Map<string, V>;
}

/** How many numbers of records a group remembers. */
export const EXAMPLES = 3;
/** So many names are a map's if an object has few of them, and always beyond the second number. */
const MANY_NAMES = 128;
const MOST_NAMES = 2_048;

/** The objects at one place, in groups of one shape; the groups stay few. */
export class Shapes<V extends Gathered<V>> {
	count = 0;
	/** What is known of all values, once the objects have turned out to be maps. */
	values: V | undefined;
	readonly features: Features;
	readonly #groups = new Map<string, ShapeGroup<V>>();
	readonly #names = new Set<string>();
	readonly #make: () => V;
	readonly #most: number;
	#members = 0;

	/** At most so many groups are told apart. */
	constructor(features: Features, most: number, make: () => V) {
		this.features = features;
		this.#most = most;
		this.#make = make;
	}

	get groups(): readonly ShapeGroup<V>[] {
		return [...this.#groups.values()];
	}

	/** How many different names there are; of a map only those that showed it to be one. */
	get names(): ReadonlySet<string> {
		return this.#names;
	}

	add(object: JsonObject, at: number): void {
		this.count++;
		if (this.values !== undefined) {
			for (const name of Object.keys(object)) this.values.add(object[name] ?? null, at);
			return;
		}
		const group = this.#groupOf(object);
		group.count++;
		group.sum += at;
		group.last = at;
		if (group.first.length < EXAMPLES) group.first.push(at);
		for (const name of Object.keys(object)) {
			const known = group.members.get(name);
			const member = known ?? this.#make();
			if (known === undefined) {
				group.members.set(name, member);
				this.#names.add(name);
			}
			this.#members++;
			member.add(object[name] ?? null, at);
		}
		this.#tidy();
	}

	merge(other: Shapes<V>): void {
		this.count += other.count;
		this.#members += other.#members;
		if (other.values !== undefined) this.becomeMap();
		if (this.values !== undefined) {
			other.becomeMap();
			if (other.values !== undefined) this.values.merge(other.values);
			return;
		}
		// The other's features have numbers of their own: groups are known by the names that all of their objects have.
		const both = [...this.groups, ...other.groups];
		this.#groups.clear();
		for (const group of both) {
			for (const name of group.members.keys()) this.#names.add(name);
			const names = [...group.members].filter(([, { count }]) => count === group.count);
			const features = this.features.present(names.map(([name]) => name));
			this.#put({ ...group, features: new Set(features) });
		}
		this.#tidy();
	}

	/** All members become values of a map. */
	becomeMap(): void {
		if (this.values !== undefined) return;
		this.values = this.#make();
		for (const { members } of this.#groups.values()) {
			for (const member of members.values()) this.values.merge(member);
		}
		this.#groups.clear();
	}

	#groupOf(object: JsonObject): ShapeGroup<V> {
		const features = this.features.of(object);
		const key = keyOf(features);
		const known = this.#groups.get(key);
		if (known !== undefined) return known;
		const group = { features: new Set(features), count: 0, first: [], last: 0, sum: 0, members: new Map() };
		this.#groups.set(key, group);
		return group;
	}

	#tidy(): void {
		const { size } = this.#names;
		if (size > MANY_NAMES && (size > MOST_NAMES || this.#members / this.count < size / 4)) this.becomeMap();
		else if (this.#groups.size > this.#most) this.#reduce();
	}

	/**
	 * Ignores features that come and go by themselves: an optional member doubles the groups, and tells nothing of
	 * versions. Those that stand for each other stay, as long as there is room.
	 */
	#reduce(): void {
		const groups = this.groups;
		const classes = classesOf(groups);
		const alone = classes.filter((one) => coverWith(one, classes, groups) === undefined);
		this.#ignore(alone.flatMap(({ features }) => features));
		if (this.#groups.size > this.#most / 2) this.#collapse();
	}

	#collapse(): void {
		this.#ignore(this.features.all.keys());
	}

	#ignore(features: Iterable<number>): void {
		const ignored = new Set(features);
		this.features.ignore(ignored);
		const groups = this.groups;
		this.#groups.clear();
		for (const group of groups) {
			const left = [...group.features].filter((feature) => !ignored.has(feature));
			this.#put({ ...group, features: new Set(left) });
		}
	}

	#put(group: ShapeGroup<V>): void {
		const key = keyOf([...group.features]);
		const known = this.#groups.get(key);
		if (known === undefined) this.#groups.set(key, group);
		else mergeGroups(known, group);
	}
}

/** The second group's objects become the first one's. */
function mergeGroups<V extends Gathered<V>>(into: ShapeGroup<V>, other: ShapeGroup<V>): void {
	into.count += other.count;
	into.sum += other.sum;
	into.last = Math.max(into.last, other.last);
	const first = [...into.first, ...other.first].sort((a, b) => a - b);
	into.first.splice(0, into.first.length, ...first.slice(0, EXAMPLES));
	for (const [name, member] of other.members) {
		const known = into.members.get(name);
		if (known === undefined) into.members.set(name, member);
		else known.merge(member);
	}
}

/** How many objects the groups have. */
export const countOf = (groups: readonly { readonly count: number }[]) =>
	groups.reduce((sum, { count }) => sum + count, 0);

/** The groups as one: the first of them. */
export function asOne<V extends Gathered<V>>([first, ...others]: readonly ShapeGroup<V>[]): ShapeGroup<V> {
	if (first === undefined) throw new Error("there are no groups");
	for (const other of others) mergeGroups(first, other);
	return first;
}

const keyOf = (features: readonly number[]) => [...features].sort((a, b) => a - b).join(" ");
