import { LineageError } from "./error.js";
import { type Shape, shapeOf } from "./shape.js";
import type { Step } from "./step.js";
import type { Version } from "./version.js";

/** One version in its lineage. */
export class Entry {
	readonly name: string;
	readonly version: Version<unknown>;
	/** The step that leads on from it, and the name of the version there; the head has none. */
	readonly next: Hop | undefined;
	#shape: Shape | undefined;

	constructor(name: string, version: Version<unknown>, next?: Hop) {
		this.name = name;
		this.version = version;
		this.next = next;
	}

	/** What the schema declares, read when it is first needed. */
	get shape(): Shape {
		this.#shape ??= shapeOf(this.version.schema);
		return this.#shape;
	}
}

/** A step in its lineage. */
export interface Hop {
	/** What account and residue call it, "legacy>v1", and what they call it on the way back, "v1>legacy". */
	readonly upgrade: string;
	readonly downgrade: string;
	readonly to: string;
	readonly step: AnyStep;
}

/** The builder's signatures pair steps with versions; inside, a list of them has one type. */
export type AnyStep = Step<never, unknown> & Step<unknown, never>;

/** The versions of a lineage, oldest first, as a tree whose root is the head. Immutable. */
export class Graph {
	readonly entries: readonly Entry[];
	readonly head: Entry;
	/** The order in which detection looks: what comes in is mostly new. */
	readonly newestFirst: readonly Entry[];
	readonly #byName: ReadonlyMap<string, Entry>;
	readonly #hops: ReadonlyMap<Entry, ReadonlyMap<Entry, readonly Hop[]>>;

	constructor(entries: readonly Entry[], head: Entry) {
		this.entries = [...entries, head];
		this.head = head;
		this.newestFirst = this.entries.toReversed();
		this.#byName = new Map(this.entries.map((entry) => [entry.name, entry]));
		this.#hops = new Map(this.entries.map((from) => [from, this.#hopsFrom(from)]));
		if (this.#byName.size < this.entries.length) {
			throw new LineageError("repeated-version", `two versions are named ${head.name}`);
		}
	}

	/** The graph with a new head. */
	extended(name: string, version: Version<unknown>, step: AnyStep): Graph {
		const { entries, head } = this;
		const before = new Entry(head.name, head.version, hopTo(name, head.name, step));
		return new Graph([...entries.slice(0, -1), before], new Entry(name, version));
	}

	/** The graph with one more way into its head. */
	branched(name: string, version: Version<unknown>, step: AnyStep): Graph {
		const { entries, head } = this;
		const branch = new Entry(name, version, hopTo(head.name, name, step));
		return new Graph([...entries.slice(0, -1), branch], head);
	}

	/** The entry of that name; the types rule out others, a caller in JavaScript gets an error. */
	entry(name: string): Entry {
		const entry = this.#byName.get(name);
		if (entry) return entry;
		const known = this.entries.map((one) => one.name).join(", ");
		throw new LineageError("unknown-version", `there is no version ${name}; there are ${known}`);
	}

	/** The hops that lead from one version to another, newer one, or undefined if none do. */
	hops(from: Entry, to: Entry): readonly Hop[] | undefined {
		return this.#hops.get(from)?.get(to);
	}

	#hopsFrom(from: Entry): ReadonlyMap<Entry, readonly Hop[]> {
		const reached = new Map<Entry, readonly Hop[]>([[from, []]]);
		const hops: Hop[] = [];
		for (let hop = from.next; hop; hop = this.entry(hop.to).next) {
			hops.push(hop);
			reached.set(this.entry(hop.to), [...hops]);
		}
		return reached;
	}

	/** Whether every instance of the one is an instance of the other by declaration: then either name is right. */
	widens(from: Entry, to: Entry): boolean {
		return this.hops(from, to)?.every(({ step }) => step.widens === true) ?? false;
	}
}

function hopTo(to: string, from: string, step: AnyStep): Hop {
	return { upgrade: `${from}>${to}`, downgrade: `${to}>${from}`, to, step };
}
