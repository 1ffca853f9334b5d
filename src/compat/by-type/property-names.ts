import type { Json } from "../../json/index.js";
import { TYPE_BITS } from "../../schema/index.js";
import { matches } from "../../validate/index.js";
import type { Atom, Region } from "../engine/atom.js";
import { type Outcome, undecided } from "../engine/outcome.js";
import type { Literal } from "../engine/pool.js";
import type { Solver } from "../engine/solver.js";

/** A new name with a value for it, or a region of names that could not be decided. */
export type Fresh =
	| { readonly kind: "name"; readonly name: string; readonly value: Json }
	| (Outcome & { kind: "unknown" });

/** Names that are in use: a map of the properties, or a set. */
type Taken = Pick<ReadonlySet<string>, "has"> & { keys(): Iterable<string> };

interface Demand {
	readonly region: Region;
	readonly each: Literal;
}

/** What is asked of the values of properties, by name: some names are known, the others fall into cells by traits. */
export class PropertyNames {
	/** Names that the constraints mention. */
	readonly known: ReadonlySet<string>;
	readonly #solver: Solver;
	readonly #byName = new Map<string, Literal[]>();
	readonly #demands: readonly Demand[];
	readonly #cache = new Map<string, readonly Literal[]>();

	constructor(solver: Solver, atoms: readonly Atom[]) {
		this.#solver = solver;
		const known = new Set<string>();
		const demands: Demand[] = [];
		for (const atom of atoms) {
			if (atom.is !== "properties" && atom.is !== "property") continue;
			const { region } = atom;
			if (region.in === "name") known.add(region.name);
			if (region.in === "rest") for (const name of region.names) known.add(name);
			if (atom.is === "property" || atom.each === 1) continue;
			if (region.in !== "name") demands.push(atom);
			else this.#byName.set(region.name, [...(this.#byName.get(region.name) ?? []), atom.each]);
		}
		this.known = known;
		this.#demands = demands;
	}

	/** The patterns that ask something of the names that match. */
	get patterns(): readonly string[] {
		return this.#demands.flatMap(({ region }) => (region.in === "pattern" ? [region.pattern] : []));
	}

	/** What a property of this name must meet. */
	demands(name: string): readonly Literal[] {
		const cached = this.#cache.get(name);
		if (cached !== undefined) return cached;
		const others = this.#demands.filter(({ region }) => this.isIn(region, name)).map(({ each }) => each);
		const all = [...(this.#byName.get(name) ?? []), ...others];
		this.#cache.set(name, all);
		return all;
	}

	isIn(region: Region, name: string): boolean {
		switch (region.in) {
			case "name":
				return region.name === name;
			case "pattern":
				return matches(region.pattern, name);
			case "rest":
				return !region.names.has(name) && !region.patterns.some((pattern) => matches(pattern, name));
			case "refused":
				return !this.#solver.evaluator.meets(region.by, name);
		}
	}

	/**
	 * Names that nobody mentions, from each cell of the region where values can be had, with such a value. The regions
	 * in which others still want a property split the names, too: one name may serve several, or be the only one that
	 * another can have.
	 */
	*fresh(
		region: Region | undefined,
		meets: readonly Literal[],
		taken: Taken,
		others: readonly Region[] = [],
	): Generator<Fresh> {
		if (region?.in === "name") return;
		const fixed = new Map(region === undefined ? [] : this.#traits(region));
		const regions = [...this.#demands.map((demand) => demand.region), ...others];
		const split = new Set([
			...fixed.keys(),
			...regions.flatMap((one) => this.#traits(one).map(([trait]) => trait)),
		]);
		yield* this.#cells([...split], fixed, new Map(), meets, taken);
	}

	/** What tells whether a name that nobody mentions is in a region: schemas that it meets or does not meet. */
	#traits(region: Region): readonly (readonly [Literal, boolean])[] {
		const { pool } = this.#solver;
		switch (region.in) {
			case "name":
				return [];
			case "pattern":
				return [[pool.pattern(region.pattern), true]];
			case "rest":
				return region.patterns.map((pattern) => [pool.pattern(pattern), false]);
			case "refused":
				return [[region.by, false]];
		}
	}

	/** Splits by one trait after the other, the lacking side first, and leaves cells whose values contradict. */
	*#cells(
		traits: readonly Literal[],
		fixed: ReadonlyMap<Literal, boolean>,
		decided: ReadonlyMap<Literal, boolean>,
		meets: readonly Literal[],
		taken: Taken,
	): Generator<Fresh> {
		this.#solver.budget.spendOn(this.#demands.length + traits.length);
		const value = this.#solver.solve([...this.#valueDemands(decided), ...meets]);
		if (value.kind === "empty") return;
		const [next, ...rest] = traits;
		// Most regions have no name in common: then there is nothing to split.
		const isShared = [...decided.values()].filter((side) => side).length > 1;
		if (next !== undefined && isShared && this.#solver.solve(this.#goal(decided)).kind === "empty") return;
		if (next === undefined) {
			const name = this.#unmentioned(decided, taken);
			if (name.kind === "unknown") yield name;
			else if (name.kind === "value" && value.kind === "unknown") yield value;
			else if (name.kind === "value" && value.kind === "value" && typeof name.value === "string") {
				yield { kind: "name", name: name.value, value: value.value };
			}
			return;
		}
		const only = fixed.get(next);
		for (const side of only === undefined ? [false, true] : [only]) {
			yield* this.#cells(rest, fixed, new Map(decided).set(next, side), meets, taken);
		}
	}

	#valueDemands(decided: ReadonlyMap<Literal, boolean>): readonly Literal[] {
		const isIn = (region: Region) =>
			this.#traits(region).every(([trait, side]) => decided.get(trait) === side);
		return this.#demands.filter(({ region }) => isIn(region)).map(({ each }) => each);
	}

	#unmentioned(decided: ReadonlyMap<Literal, boolean>, taken: Taken): Outcome {
		const { pool } = this.#solver;
		const goal = this.#goal(decided);
		const name = this.#solver.solve(goal);
		if (name.kind !== "value" || !this.#isUsed(name.value, taken)) return name;
		const used = new Set([...this.known, ...taken.keys()]);
		// An infinite choice of names leaves the mentioned ones out at once.
		const other = this.#solver.solve([...goal, -pool.oneOfValues([...used])]);
		if (other.kind === "value" && this.#isUsed(other.value, taken)) return undecided("propertyNames");
		return other;
	}

	/** What a name of the cell must meet. */
	#goal(decided: ReadonlyMap<Literal, boolean>): readonly Literal[] {
		const { pool } = this.#solver;
		const literals = [...decided].map(([literal, has]) => pool.literal(has ? literal : -literal));
		return [pool.types(TYPE_BITS.string), ...literals];
	}

	#isUsed(name: Json, taken: Taken): boolean {
		return typeof name !== "string" || this.known.has(name) || taken.has(name);
	}
}
