import type { Json } from "../../json/index.js";
import { canonical, type ValueSet } from "../../validate/index.js";
import type { Atom } from "../engine/atom.js";
import { EMPTY, firstOf, found, type Outcome, undecided } from "../engine/outcome.js";
import type { Solver } from "../engine/solver.js";
import { type Count, countings, type Goal, merged, type Some, servings } from "./counting.js";
import { distinct } from "./distinct.js";

const MAX_ITEMS = 2_000;

/** An array that meets the atoms and is in none of the sets. */
export function arrayOf(solver: Solver, atoms: readonly Atom[], excluded: readonly ValueSet[]): Outcome {
	const outcome = new ArraySearch(solver, atoms).search();
	if (outcome.kind !== "value" || !excluded.some((set) => set.has(outcome.value))) return outcome;
	// The array found is one of the excluded ones: look for those that differ from it, in each possible way.
	const ways = differing(solver, outcome.value as readonly Json[]);
	return firstOf(
		(function* () {
			for (const way of ways) {
				solver.budget.spend();
				yield arrayOf(solver, [...atoms, way], excluded);
			}
		})(),
	);
}

/** What an array is made of: its lengths, and what its items must meet. */
export interface ArrayPlan {
	readonly min: number;
	readonly max: number;
	/** From this index on all places are alike. */
	readonly tail: number;
	/** What the item at an index must meet in any case. */
	readonly goal: (index: number) => Goal;
	/** What the first items must meet, where some are counted, or wanted somewhere; empty otherwise. */
	readonly goals: readonly Goal[];
	/** Whether only so many items may meet something. */
	readonly isLimited: boolean;
	readonly isUnique: boolean;
	/** Whether two items must be the same. */
	readonly isPaired: boolean;
}

/** How arrays that meet the atoms can be made; undefined where none was found. */
export function arrayPlan(solver: Solver, atoms: readonly Atom[]): ArrayPlan | undefined {
	return new ArraySearch(solver, atoms).plan();
}

function differing(solver: Solver, value: readonly Json[]): Atom[] {
	return [
		{ is: "min-length", value: value.length + 1 },
		...value.map((item, index): Atom => {
			return { is: "item", from: index, to: index + 1, meets: [-solver.pool.oneOfValues([item])] };
		}),
		...(value.length > 0 ? [{ is: "max-length", value: value.length - 1 } as const] : []),
	];
}

/** What is still wanted, while items are laid one after the other. */
interface State {
	readonly items: readonly { readonly goal: Goal; readonly value: Json }[];
	/** How many items each count has so far. */
	readonly counted: readonly number[];
	/** Which of the items that are wanted somewhere are still missing. */
	readonly missing: readonly Some[];
}

class ArraySearch {
	readonly #solver: Solver;
	readonly #each: readonly Extract<Atom, { readonly is: "items" }>[];
	readonly #somewhere: readonly Some[];
	readonly #counts: readonly Count[];
	readonly #unique: boolean;
	readonly #repeated: boolean;
	readonly #tail: number;
	#min = 0;
	#max = Number.POSITIVE_INFINITY;
	#doubt: Outcome | undefined;

	constructor(solver: Solver, atoms: readonly Atom[]) {
		this.#solver = solver;
		const each = atoms.filter((atom) => atom.is === "items");
		const some = atoms.filter((atom) => atom.is === "item");
		const placed = some.filter(({ from, to }) => to === from + 1);
		this.#each = [
			...each,
			...placed.flatMap(({ from, to, meets }) =>
				meets.map((one) => ({ is: "items" as const, from, to, each: one })),
			),
		];
		this.#somewhere = some.filter(({ from, to }) => to !== from + 1);
		this.#counts = merged(atoms.filter((atom) => atom.is === "count"));
		this.#unique = atoms.some((atom) => atom.is === "unique" && !atom.negated);
		this.#repeated = atoms.some((atom) => atom.is === "unique" && atom.negated);
		for (const atom of atoms) {
			if (atom.is === "min-length") this.#min = Math.max(this.#min, atom.value);
			if (atom.is === "max-length") this.#max = Math.min(this.#max, atom.value);
		}
		for (const { to } of placed) this.#min = Math.max(this.#min, to);
		if (this.#repeated) this.#min = Math.max(this.#min, 2);
		// From here on all places are alike.
		const edges = [...this.#each, ...this.#somewhere].flatMap(({ from, to }) => [from, to]);
		this.#tail = Math.max(0, ...edges.filter(Number.isFinite));
	}

	search(): Outcome {
		if (this.#unique && this.#repeated) return EMPTY;
		if (this.#counts.some(({ min, max }) => min > max)) return EMPTY;
		if (this.#min > this.#max) return EMPTY;
		if (this.#min > MAX_ITEMS) return this.#impossible() ? EMPTY : undecided("minItems");
		const start = { items: [], counted: this.#counts.map(() => 0), missing: this.#somewhere };
		const outcome = firstOf(this.#finished(start));
		return outcome.kind === "empty" ? (this.#doubt ?? EMPTY) : outcome;
	}

	plan(): ArrayPlan | undefined {
		const never = this.#counts.filter(({ max }) => max === 0).map(({ of }) => -of);
		const plan = {
			min: this.#min,
			max: this.#max,
			tail: this.#tail,
			goal: (index: number) => [...this.#goal(index), ...never],
			isLimited: this.#counts.some(({ max }) => max > 0 && max < Number.POSITIVE_INFINITY),
			isUnique: this.#unique,
			isPaired: this.#repeated,
		};
		if (this.#counts.length + this.#somewhere.length === 0) return { ...plan, goals: [] };
		const start = { items: [], counted: this.#counts.map(() => 0), missing: this.#somewhere };
		for (const state of this.#lay(start)) {
			if (this.#finish(state).kind === "value")
				return { ...plan, goals: state.items.map(({ goal }) => goal) };
		}
		return undefined;
	}

	*#finished(start: State): Generator<Outcome> {
		for (const state of this.#lay(start)) yield this.#finish(state);
	}

	/** Whether a place before the least length allows no item. */
	#impossible(): boolean {
		for (let index = 0; index <= Math.min(this.#tail, this.#min - 1); index++) {
			if (this.#solver.solve(this.#goal(index)).kind === "empty") return true;
		}
		return false;
	}

	#goal(index: number): Goal {
		return this.#each.filter(({ from, to }) => from <= index && index < to).map(({ each }) => each);
	}

	/** More items than this need not be: each beyond the fixed places serves a want, or could be left out. */
	#enough(): number {
		const counted = this.#counts.reduce((sum, { min }) => sum + min, 0);
		const wanted = counted + this.#somewhere.length + (this.#repeated ? 2 : 0);
		return Math.min(this.#max, Math.max(this.#min, this.#tail) + wanted);
	}

	*#lay(state: State): Generator<State> {
		this.#solver.budget.spendOn(this.#each.length);
		if (this.#isComplete(state)) yield state;
		if (state.items.length >= this.#enough()) return;
		for (const next of this.#next(state)) yield* this.#lay(next);
	}

	#isComplete({ items, counted, missing }: State): boolean {
		if (missing.length > 0 || items.length < this.#min) return false;
		return this.#counts.every(({ min }, index) => (counted[index] ?? 0) >= min);
	}

	/** The ways to go on by one item: which of the wants it serves, those that serve most first. */
	*#next(state: State): Generator<State> {
		const index = state.items.length;
		const base = this.#goal(index);
		if (this.#value(base) === undefined) return;
		for (const { goal, counted } of countings(this.#counts, base, state.counted)) {
			for (const { goal: full, missing } of servings(goal, state.missing, index)) {
				const value = this.#value(full);
				if (value === undefined) continue;
				yield { items: [...state.items, { goal: full, value }], counted, missing };
			}
		}
	}

	#value(goal: Goal): Json | undefined {
		const outcome = this.#solver.solve(goal);
		if (outcome.kind === "value") return outcome.value;
		if (outcome.kind === "unknown") this.#doubt ??= outcome;
		return undefined;
	}

	#finish({ items }: State): Outcome {
		const values = items.map(({ value }) => value);
		const isUnique = new Set(values.map(canonical)).size === values.length;
		if (this.#unique && !isUnique) {
			return distinct(
				this.#solver,
				items.map(({ goal }) => goal),
			);
		}
		if (this.#repeated && isUnique)
			return this.#withPair(
				items.map(({ goal }) => goal),
				values,
			);
		return found(values);
	}

	/** Makes two items the same. */
	#withPair(goals: readonly Goal[], values: readonly Json[]): Outcome {
		let doubt: Outcome = EMPTY;
		for (const [second, goal] of goals.entries()) {
			for (const [first, other] of goals.slice(0, second).entries()) {
				const shared = this.#solver.solve([...goal, ...other]);
				if (shared.kind === "unknown") doubt = shared;
				if (shared.kind !== "value") continue;
				return found(
					values.map((value, index) => (index === first || index === second ? shared.value : value)),
				);
			}
		}
		return doubt;
	}
}
