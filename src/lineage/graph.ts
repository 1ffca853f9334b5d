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
	/** Versions, by name, whose every instance is one of this version, too. */
	readonly widened: readonly string[];
	#shape: Shape | undefined;

	constructor(name: string, version: Version<unknown>, next?: BoundStep, widened: readonly string[] = []) {
		this.name = name;
		this.version = version;
		this.next = next;
		this.widened = widened;
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
	/** The order in which detection looks: the head, as what comes in is mostly new; then the narrower first. */
	readonly lookOrder: readonly VersionEntry[];
	readonly #byName: ReadonlyMap<string, VersionEntry>;
	readonly #paths: ReadonlyMap<VersionEntry, ReadonlyMap<VersionEntry, StepPath>>;

	constructor(entries: readonly VersionEntry[], head: VersionEntry) {
		this.entries = [...entries, head];
		this.head = head;
		this.#byName = new Map(this.entries.map((entry) => [entry.name, entry]));
		this.#paths = new Map(this.entries.map((from) => [from, this.#pathsFrom(from)]));
		if (this.#byName.size < this.entries.length) {
			throw new LineageError("repeated-version", `two versions are named ${head.name}`);
		}
		this.lookOrder = this.#narrowerFirst();
	}

	/** The graph with a new head. */
	extended(name: string, version: Version<unknown>, step: AnyStep): Graph {
		const { entries, head } = this;
		const before = new VersionEntry(head.name, head.version, new BoundStep(head.name, name, step));
		return new Graph([...entries.slice(0, -1), before], new VersionEntry(name, version));
	}

	/** The graph with one more way into its head. */
	branched(name: string, version: Version<unknown>, step: AnyStep, widened: readonly string[]): Graph {
		const { entries, head } = this;
		for (const one of widened) this.entry(one);
		const branch = new VersionEntry(name, version, new BoundStep(name, head.name, step), widened);
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

	/** Whether every instance of the one is an instance of the other, by declaration: then detection need not choose. */
	widens(from: VersionEntry, to: VersionEntry): boolean {
		if (to.widened.includes(from.name)) return true;
		return this.path(from, to)?.steps.every(({ step }) => step.widens === true) ?? false;
	}

	/** Whether one of the two accepts all that the other does, by declaration. */
	areNested(one: VersionEntry, other: VersionEntry): boolean {
		return this.widens(one, other) || this.widens(other, one);
	}

	/** Whether an instance of the one may be taken for one of the other, to which no step leads. */
	mayBe(one: VersionEntry, other: VersionEntry): boolean {
		return this.path(one, other) === undefined && this.areNested(one, other);
	}

	#narrowerFirst(): readonly VersionEntry[] {
		const order = new Set([this.head]);
		const visit = (entry: VersionEntry) => {
			for (const other of this.entries) {
				if (other !== entry && !order.has(other) && this.widens(other, entry)) visit(other);
			}
			order.add(entry);
		};
		for (const entry of this.entries.toReversed()) visit(entry);
		return [...order];
	}
}
