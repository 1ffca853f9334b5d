import type { Json } from "../json/index.js";
import { TYPE_BITS } from "../schema/index.js";
import { matches } from "../validate/index.js";
import type { Atom, Region } from "./atom.js";
import { type Outcome, undecided } from "./outcome.js";
import type { Literal } from "./pool.js";
import type { Solver } from "./solver.js";

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

	/** Names that nobody mentions, from each cell of the region where values can be had, with such a value. */
	*fresh(region: Region | undefined, meets: readonly Literal[], taken: Taken): Generator<Fresh> {
		if (region?.in === "name") return;
		const fixed = new Map<Literal, boolean>();
		if (region?.in === "pattern") fixed.set(this.#solver.pool.pattern(region.pattern), true);
		if (region?.in === "rest") {
			for (const pattern of region.patterns) fixed.set(this.#solver.pool.pattern(pattern), false);
		}
		if (region?.in === "refused") fixed.set(region.by, false);
		yield* this.#cells([...this.#traits(fixed.keys())], fixed, new Map(), meets, taken);
	}

	#traits(also: Iterable<Literal>): Set<Literal> {
		const traits = new Set(also);
		for (const { region } of this.#demands) {
			if (region.in === "pattern") traits.add(this.#solver.pool.pattern(region.pattern));
			if (region.in === "refused") traits.add(region.by);
			if (region.in === "rest") {
				for (const pattern of region.patterns) traits.add(this.#solver.pool.pattern(pattern));
			}
		}
		return traits;
	}

	/** Splits by one trait after the other, the lacking side first, and leaves cells whose values contradict. */
	*#cells(
		traits: readonly Literal[],
		fixed: ReadonlyMap<Literal, boolean>,
		decided: ReadonlyMap<Literal, boolean>,
		meets: readonly Literal[],
		taken: Taken,
	): Generator<Fresh> {
		this.#solver.budget.spend();
		const value = this.#solver.solve([...this.#valueDemands(decided), ...meets]);
		if (value.kind === "empty") return;
		const [next, ...rest] = traits;
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
		const { pool } = this.#solver;
		return this.#demands
			.filter(({ region }) => {
				if (region.in === "pattern") return decided.get(pool.pattern(region.pattern)) === true;
				if (region.in === "refused") return decided.get(region.by) === false;
				if (region.in === "rest") {
					return region.patterns.every((pattern) => decided.get(pool.pattern(pattern)) === false);
				}
				return false;
			})
			.map(({ each }) => each);
	}

	#unmentioned(decided: ReadonlyMap<Literal, boolean>, taken: Taken): Outcome {
		const { pool } = this.#solver;
		const literals = [...decided].map(([literal, has]) => pool.literal(has ? literal : -literal));
		const goal = [pool.types(TYPE_BITS.string), ...literals];
		const name = this.#solver.solve(goal);
		if (name.kind !== "value" || !this.#isUsed(name.value, taken)) return name;
		const used = new Set([...this.known, ...taken.keys()]);
		// An infinite choice of names leaves the mentioned ones out at once.
		const other = this.#solver.solve([...goal, -pool.oneOfValues([...used])]);
		if (other.kind === "value" && this.#isUsed(other.value, taken)) return undecided("propertyNames");
		return other;
	}

	#isUsed(name: Json, taken: Taken): boolean {
		return typeof name !== "string" || this.known.has(name) || taken.has(name);
	}
}
