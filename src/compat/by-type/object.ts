import type { Json } from "../../json/index.js";
import type { ValueSet } from "../../validate/index.js";
import type { Atom, Region } from "../engine/atom.js";
import { lacks } from "../engine/expansion.js";
import { EMPTY, firstOf, found, type Outcome, undecided } from "../engine/outcome.js";
import type { Literal } from "../engine/pool.js";
import type { Solver } from "../engine/solver.js";
import { PropertyNames } from "./property-names.js";

interface Wanted {
	readonly region: Region;
	readonly meets: readonly Literal[];
}

interface Chosen {
	readonly literals: readonly Literal[];
	readonly value: Json;
}

type Properties = ReadonlyMap<string, Chosen>;

const MAX_PROPERTIES = 5_000;

/** An object that meets the atoms and is in none of the sets. */
export function objectOf(solver: Solver, atoms: readonly Atom[], excluded: readonly ValueSet[]): Outcome {
	const outcome = new ObjectSearch(solver, atoms).search();
	const opaque = atoms.find((atom) => atom.is === "opaque");
	if (opaque !== undefined && outcome.kind === "value") return undecided(opaque.keyword);
	if (outcome.kind !== "value" || !excluded.some((set) => set.has(outcome.value))) return outcome;
	// The object found is one of the excluded ones: look for those that differ from it, in each possible way.
	const ways = differing(solver, outcome.value as { readonly [name: string]: Json });
	return firstOf(
		(function* () {
			for (const way of ways) {
				solver.budget.spend();
				yield objectOf(solver, [...atoms, way], excluded);
			}
		})(),
	);
}

/** What an object is made of: how many properties, and what those that must be there have to meet. */
export interface ObjectPlan {
	readonly min: number;
	readonly max: number;
	readonly names: PropertyNames;
	/** The properties that must be there, each with what it must meet beyond what its name demands. */
	readonly asked: ReadonlyMap<string, readonly Literal[]>;
}

/** How objects that meet the atoms can be made; undefined where none was found. */
export function objectPlan(solver: Solver, atoms: readonly Atom[]): ObjectPlan | undefined {
	return new ObjectSearch(solver, atoms).plan();
}

function differing(solver: Solver, value: { readonly [name: string]: Json }): Atom[] {
	const names = Object.keys(value);
	const others = { in: "rest", names: new Set(names), patterns: [] } as const;
	return [
		{ is: "property", region: others, meets: [] },
		...names.map((name): Atom => {
			const other = -solver.pool.oneOfValues([value[name] ?? null]);
			return { is: "property", region: { in: "name", name }, meets: [other] };
		}),
		...names.map(lacks),
	];
}

class ObjectSearch {
	readonly #solver: Solver;
	readonly #names: PropertyNames;
	readonly #wanted: readonly Wanted[];
	#min = 0;
	#max = Number.POSITIVE_INFINITY;
	#doubt: Outcome | undefined;
	// A property asked for by name could not be decided: then there is no object to show.
	#isBlocked = false;

	constructor(solver: Solver, atoms: readonly Atom[]) {
		this.#solver = solver;
		this.#names = new PropertyNames(solver, atoms);
		this.#wanted = atoms.filter((atom) => atom.is === "property");
		for (const atom of atoms) {
			if (atom.is === "min-length") this.#min = Math.max(this.#min, atom.value);
			if (atom.is === "max-length") this.#max = Math.min(this.#max, atom.value);
		}
	}

	search(): Outcome {
		const outcome = firstOf(this.#filled());
		return outcome.kind === "empty" ? (this.#doubt ?? EMPTY) : outcome;
	}

	plan(): ObjectPlan | undefined {
		for (const chosen of this.#placed()) {
			if (this.#fill(chosen).kind !== "value") continue;
			const asked = new Map([...chosen].map(([name, { literals }]) => [name, literals]));
			return { min: this.#min, max: this.#max, names: this.#names, asked };
		}
		return undefined;
	}

	*#filled(): Generator<Outcome> {
		for (const chosen of this.#placed()) yield this.#fill(chosen);
	}

	/** The ways to have each property that is asked for. */
	*#placed(): Generator<Properties> {
		if (this.#min > this.#max) return;
		const named = this.#named();
		if (named === undefined || named.size > this.#max) return;
		yield* this.#place(
			this.#wanted.filter(({ region }) => region.in !== "name"),
			named,
		);
	}

	/** The properties that are asked for by name; undefined if one of them can have no value. */
	#named(): Properties | undefined {
		const literals = new Map<string, Literal[]>();
		for (const { region, meets } of this.#wanted) {
			if (region.in !== "name") continue;
			literals.set(region.name, [...(literals.get(region.name) ?? []), ...meets]);
		}
		const chosen = new Map<string, Chosen>();
		for (const [name, meets] of literals) {
			const value = this.#value(name, meets);
			if (value === "none") return undefined;
			if (value !== "unknown") chosen.set(name, value);
			else {
				this.#isBlocked = true;
				chosen.set(name, { literals: meets, value: null });
			}
		}
		return chosen;
	}

	#value(name: string, meets: readonly Literal[]): Chosen | "none" | "unknown" {
		const outcome = this.#solver.solve([...this.#names.demands(name), ...meets]);
		if (outcome.kind === "value") return { literals: meets, value: outcome.value };
		if (outcome.kind === "empty") return "none";
		this.#doubt ??= outcome;
		return "unknown";
	}

	/** Finds a property for each that is wanted somewhere in a region: one chosen already, a known name, a new one. */
	*#place(pending: readonly Wanted[], chosen: Properties): Generator<Properties> {
		this.#solver.budget.spend();
		const [next, ...rest] = pending;
		if (next === undefined) yield chosen;
		else for (const option of this.#options(next, rest, chosen)) yield* this.#place(rest, option);
	}

	*#options(wanted: Wanted, others: readonly Wanted[], chosen: Properties): Generator<Properties> {
		for (const [name, { literals }] of chosen) {
			if (this.#names.isIn(wanted.region, name)) {
				yield* this.#with(chosen, name, [...literals, ...wanted.meets]);
			}
		}
		if (chosen.size >= this.#max) return;
		for (const name of this.#names.known) {
			if (!chosen.has(name) && this.#names.isIn(wanted.region, name)) {
				yield* this.#with(chosen, name, wanted.meets);
			}
		}
		for (const { name, value } of this.#fresh(wanted, chosen, others)) {
			yield new Map(chosen).set(name, { literals: wanted.meets, value });
		}
	}

	*#with(chosen: Properties, name: string, meets: readonly Literal[]): Generator<Properties> {
		const value = this.#value(name, meets);
		if (value !== "none" && value !== "unknown") yield new Map(chosen).set(name, value);
	}

	*#fresh(
		wanted: Wanted | undefined,
		chosen: Properties,
		others: readonly Wanted[] = [],
	): Generator<{ name: string; value: Json }> {
		const regions = others.map(({ region }) => region);
		const cells = this.#names.fresh(wanted?.region, wanted?.meets ?? [], chosen, regions);
		for (const cell of cells) {
			if (cell.kind === "unknown") this.#doubt ??= cell;
			else if (cell.kind === "name") yield cell;
		}
	}

	/** Adds any properties that are allowed until there are enough. */
	#fill(chosen: Properties): Outcome {
		if (this.#isBlocked) return this.#doubt ?? EMPTY;
		if (this.#min > MAX_PROPERTIES) return undecided("minProperties");
		const filled = new Map(chosen);
		for (const name of filled.size < this.#min ? this.#names.known : []) {
			if (filled.size >= this.#min) break;
			if (filled.has(name)) continue;
			const value = this.#value(name, []);
			if (typeof value === "object") filled.set(name, value);
		}
		while (filled.size < this.#min) {
			const [next] = this.#fresh(undefined, filled);
			if (next === undefined) return this.#doubt ?? EMPTY;
			filled.set(next.name, { literals: [], value: next.value });
		}
		return found(Object.fromEntries([...filled].map(([name, { value }]) => [name, value])));
	}
}
