import { LineageError } from "./error.js";
import { digestOfText, Identities } from "./residue/index.js";
import { type Shape, shapeOf } from "./shape.js";
import type { Step } from "./step.js";
import type { Version } from "./version.js";

/** One version in its lineage. */
export class VersionEntry {
	readonly name: string;
	readonly version: Version<unknown>;
	/** The step that leads on from it, and the name of the version there; the head has none. */
	readonly next: BoundStep | undefined;
	#shape: Shape | undefined;

	constructor(name: string, version: Version<unknown>, next?: BoundStep) {
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
export class BoundStep {
	/** What account and residue call it, "legacy>v1", and what they call it on the way back, "v1>legacy". */
	readonly upgrade: string;
	readonly downgrade: string;
	readonly from: string;
	readonly to: string;
	readonly step: AnyStep;
	readonly identities: Identities;
	#revision: string | undefined;

	constructor(from: string, to: string, step: AnyStep) {
		this.upgrade = `${from}>${to}`;
		this.downgrade = `${to}>${from}`;
		this.from = from;
		this.to = to;
		this.step = step;
		this.identities = new Identities(step.identities);
	}

	/** Tells the step's code from what it was before. */
	get revision(): string {
		const { revision, upgrade, downgrade } = this.step;
		this.#revision ??= revision ?? digestOfText(`${upgrade}\n${downgrade}`);
		return this.#revision;
	}
}

/** A step in one direction, and the versions at its ends. */
export interface Leg {
	readonly bound: BoundStep;
	readonly direction: "upgrade" | "downgrade";
	readonly from: VersionEntry;
	readonly to: VersionEntry;
}

/** The steps from one version to another, newer one, and back. */
export interface StepPath {
	readonly steps: readonly BoundStep[];
	readonly upgrade: readonly Leg[];
	readonly downgrade: readonly Leg[];
}

/** The builder's signatures pair steps with versions; inside, a list of them has one type. */
export type AnyStep = Step<never, unknown> & Step<unknown, never>;

/** The versions of a lineage, oldest first, as a tree whose root is the head. Immutable. */
export class Graph {
	readonly entries: readonly VersionEntry[];
	readonly head: VersionEntry;
	/** The order in which detection looks: what comes in is mostly new. */
	readonly newestFirst: readonly VersionEntry[];
	readonly #byName: ReadonlyMap<string, VersionEntry>;
	readonly #paths: ReadonlyMap<VersionEntry, ReadonlyMap<VersionEntry, StepPath>>;

	constructor(entries: readonly VersionEntry[], head: VersionEntry) {
		this.entries = [...entries, head];
		this.head = head;
		this.newestFirst = this.entries.toReversed();
		this.#byName = new Map(this.entries.map((entry) => [entry.name, entry]));
		this.#paths = new Map(this.entries.map((from) => [from, this.#pathsFrom(from)]));
		if (this.#byName.size < this.entries.length) {
			throw new LineageError("repeated-version", `two versions are named ${head.name}`);
		}
	}

	/** The graph with a new head. */
	extended(name: string, version: Version<unknown>, step: AnyStep): Graph {
		const { entries, head } = this;
		const before = new VersionEntry(head.name, head.version, new BoundStep(head.name, name, step));
		return new Graph([...entries.slice(0, -1), before], new VersionEntry(name, version));
	}

	/** The graph with one more way into its head. */
	branched(name: string, version: Version<unknown>, step: AnyStep): Graph {
		const { entries, head } = this;
		const branch = new VersionEntry(name, version, new BoundStep(name, head.name, step));
		return new Graph([...entries.slice(0, -1), branch], head);
	}

	/** The entry of that name; the types rule out others, a caller in JavaScript gets an error. */
	entry(name: string): VersionEntry {
		const entry = this.#byName.get(name);
		if (entry) return entry;
		const known = this.entries.map((one) => one.name).join(", ");
		throw new LineageError("unknown-version", `there is no version ${name}; there are ${known}`);
	}

	/** The path from one version to another, newer one, or undefined if there is none. */
	path(from: VersionEntry, to: VersionEntry): StepPath | undefined {
		return this.#paths.get(from)?.get(to);
	}

	#pathsFrom(from: VersionEntry): ReadonlyMap<VersionEntry, StepPath> {
		let path: StepPath = { steps: [], upgrade: [], downgrade: [] };
		const reached = new Map([[from, path]]);
		let here = from;
		for (let step = from.next; step; step = here.next) {
			const next = this.entry(step.to);
			path = {
				steps: [...path.steps, step],
				upgrade: [...path.upgrade, { bound: step, direction: "upgrade", from: here, to: next }],
				downgrade: [{ bound: step, direction: "downgrade", from: next, to: here }, ...path.downgrade],
			};
			reached.set(next, path);
			here = next;
		}
		return reached;
	}

	/** Whether every instance of the one is an instance of the other by declaration: then either name is right. */
	widens(from: VersionEntry, to: VersionEntry): boolean {
		return this.path(from, to)?.steps.every(({ step }) => step.widens === true) ?? false;
	}
}
