import type { Json } from "../../json/index.js";
import { Exhausted, type Outcome, quietly, Undecidable } from "../engine/outcome.js";
import type { Literal } from "../engine/pool.js";
import { type Solver, simplest } from "../engine/solver.js";
import { Deck, type Random } from "./random.js";
import { fresh, type Recipe } from "./recipe.js";
import { recipesOf } from "./recipes.js";
import type { Room } from "./room.js";

// Steps of work for one goal, and goals in all: beyond, instances get plainer, not wrong.
const BUDGET = 4_000;
const MAX_SOURCES = 5_000;
const MAX_TRIES = 4;

/** Makes instances of goals, by the solver's own branches; the same choices come again for the same seed. */
export class Sampler {
	readonly solver: Solver;
	readonly random: Random;
	/** What stood in the way of some instances: keywords, or the budget. */
	readonly skipped = new Set<string>();
	readonly #sources = new Map<string, InstanceSource | undefined>();

	constructor(solver: Solver, random: Random) {
		this.solver = solver;
		this.random = random;
	}

	/** The source of a goal's instances; undefined if it has none, or none could be found. */
	source(literals: readonly Literal[]): InstanceSource | undefined {
		const goal = simplest(literals);
		if (goal === undefined) return undefined;
		const key = goal.join();
		if (this.#sources.has(key)) return this.#sources.get(key);
		const outcome = this.outcome(goal);
		if (outcome.kind === "unknown") this.skipped.add(outcome.reason);
		const source = outcome.kind === "value" ? new InstanceSource(this, goal, outcome.value) : undefined;
		this.#sources.set(key, source);
		return source;
	}

	/** Whether the goal has an instance; work beyond the budget is unknown. */
	outcome(goal: readonly Literal[]): Outcome {
		return this.attempt(
			() => this.solver.solve(goal),
			(reason) => ({ kind: "unknown", reason }),
		);
	}

	/** Does some work within a budget of its own; what could not be decided or afforded is left to the other way. */
	attempt<Result>(work: () => Result, otherwise: (reason: string) => Result): Result {
		try {
			this.solver.budget.renew(BUDGET);
			return work();
		} catch (error) {
			if (error instanceof Exhausted || error instanceof RangeError) return otherwise("budget");
			if (error instanceof Undecidable) return otherwise(error.message);
			throw error;
		}
	}

	/** Whether an instance holds, as far as the budget goes; what is not known then is taken not to. */
	holds(goal: readonly Literal[], instance: Json): boolean {
		return quietly(() => this.solver.evaluator.meetsAll(goal, instance));
	}

	/** The ways to make instances of the goal. */
	recipes(goal: readonly Literal[]): readonly Recipe[] {
		if (this.#sources.size > MAX_SOURCES) {
			this.skipped.add("budget");
			return [];
		}
		return recipesOf(this, goal);
	}
}

/** Instances of one goal, by one recipe after the other. */
export class InstanceSource {
	readonly #sampler: Sampler;
	readonly #goal: readonly Literal[];
	readonly #smallest: Json;
	#recipes: Deck<Recipe> | undefined;

	constructor(sampler: Sampler, goal: readonly Literal[], smallest: Json) {
		this.#sampler = sampler;
		this.#goal = goal;
		this.#smallest = smallest;
	}

	/** An instance of the goal; the smallest one where there is no room for more. */
	make(room: Room): Json {
		if (room.isTight) return fresh(this.#smallest);
		this.#recipes ??= this.#collected();
		const recipe = this.#recipes.draw();
		for (let tries = 0; tries < MAX_TRIES; tries++) {
			const value = room.within(() => recipe.make(room));
			if (value === undefined) break;
			if (recipe.isSure || this.#sampler.holds(this.#goal, value)) return value;
		}
		return fresh(recipe.smallest);
	}

	#collected(): Deck<Recipe> {
		const smallest = this.#smallest;
		const plain: Recipe = { smallest, isSure: true, make: () => undefined };
		const recipes = this.#sampler.recipes(this.#goal);
		return new Deck(this.#sampler.random, recipes.length > 0 ? recipes : [plain]);
	}
}
