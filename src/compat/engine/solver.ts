import type { Json } from "../../json/index.js";
import { ALL_TYPES, TYPE_BITS } from "../../schema/index.js";
import { type JsonType, TYPES, typeOf } from "../../validate/index.js";
import { arrayOf } from "../by-type/array.js";
import { numberOf } from "../by-type/number.js";
import { objectOf } from "../by-type/object.js";
import { stringOf } from "../by-type/string.js";
import type { FormatChecks } from "../format.js";
import { Evaluator } from "../witness/evaluate.js";
import { Branch, type Choice } from "./branch.js";
import { Expansion } from "./expansion.js";
import { type Budget, EMPTY, firstOf, found, type Outcome, Undecidable, undecided } from "./outcome.js";
import { FALSE, type Literal, type Pool, TRUE } from "./pool.js";

const MAX_DEPTH = 150;

/** A branch whose open choices are taken as far as need be, and what is known of its instances. */
export interface TakenBranch {
	readonly branch: Branch;
	readonly outcome: Outcome;
}

/**
 * Decides whether some instance meets all literals of a goal, and gives one. Instances are finite trees: where a
 * goal leads to itself further down, that way has no smallest instance and is left.
 */
export class Solver {
	readonly pool: Pool;
	readonly evaluator: Evaluator;
	readonly budget: Budget;
	readonly #expansion: Expansion;
	readonly formats: FormatChecks;
	readonly #known = new Map<string, Outcome>();
	readonly #open = new Map<string, number>();
	// The outermost open goal that an answer found below relied on; answers that rely on one hold only below it.
	#reliedOn = Number.POSITIVE_INFINITY;

	/** Formats assert if checks are given, and annotate without. */
	constructor(pool: Pool, formats: FormatChecks | undefined, budget: Budget) {
		this.formats = formats ?? new Map();
		this.pool = pool;
		this.budget = budget;
		this.evaluator = new Evaluator(pool, formats, budget);
		this.#expansion = new Expansion(pool, formats);
	}

	/** An instance that meets all literals. */
	solve(literals: readonly Literal[]): Outcome {
		const goal = simplest(literals);
		if (goal === undefined) return EMPTY;
		if (goal.length === 0) return found(null);
		const key = goal.join();
		const known = this.#known.get(key);
		if (known !== undefined) return known;
		const open = this.#open.get(key);
		if (open !== undefined) {
			this.#reliedOn = Math.min(this.#reliedOn, open);
			return EMPTY;
		}
		return this.#solveNew(goal, key);
	}

	#solveNew(goal: readonly Literal[], key: string): Outcome {
		const depth = this.#open.size;
		if (depth > MAX_DEPTH) return undecided("depth");
		const before = this.#reliedOn;
		this.#reliedOn = Number.POSITIVE_INFINITY;
		this.#open.set(key, depth);
		try {
			const outcome = this.#solveGoal(goal);
			if (outcome.kind === "value" || this.#reliedOn >= depth) this.#known.set(key, outcome);
			return outcome;
		} finally {
			this.#open.delete(key);
			const outer = this.#reliedOn < depth ? this.#reliedOn : Number.POSITIVE_INFINITY;
			this.#reliedOn = Math.min(before, outer);
		}
	}

	#solveGoal(goal: readonly Literal[]): Outcome {
		const listed = this.listed(goal);
		if (listed !== undefined) return this.#among(listed, goal);
		return firstOf(this.#byType(goal));
	}

	*#byType(goal: readonly Literal[]): Generator<Outcome> {
		for (const type of this.typesOf(goal)) {
			yield this.#settled(() => firstOf(outcomes(this.ways(this.branch(type, goal), goal))));
		}
	}

	/** The types that an instance of the goal can have; more than the truth, never less. */
	typesOf(goal: readonly Literal[]): readonly JsonType[] {
		const types = goal.reduce((bits, literal) => bits & this.#expansion.possible.of(literal), ALL_TYPES);
		return TYPES.filter((type) => (types & TYPE_BITS[type]) !== 0);
	}

	/** What the goal asks of instances of one type, before any choice is taken. */
	branch(type: JsonType, goal: readonly Literal[]): Branch {
		const branch = new Branch(type, this.#expansion);
		branch.add({ literals: goal, atoms: [] });
		return branch;
	}

	/** The values of which one meets the goal or none does, where a member of the goal lists values. */
	listed(goal: readonly Literal[]): readonly Json[] | undefined {
		for (const literal of goal) {
			const [set] = literal > 0 ? this.pool.sets(literal) : [];
			if (set !== undefined) return set.values;
		}
		return undefined;
	}

	#among(values: readonly Json[], goal: readonly Literal[]): Outcome {
		let doubt: Outcome = EMPTY;
		for (const value of values) {
			const outcome = this.#settled(() => (this.evaluator.meetsAll(goal, value) ? found(value) : EMPTY));
			if (outcome.kind === "value") return outcome;
			if (outcome.kind === "unknown") doubt = outcome;
		}
		return doubt;
	}

	/** The ways to settle a branch, each with its outcome: open choices are taken only where a candidate breaks them. */
	*ways(branch: Branch, goal: readonly Literal[]): Generator<TakenBranch> {
		this.budget.spendOn(branch.size);
		if (branch.closed) return;
		const [list] = branch.inside;
		if (list !== undefined) {
			const values = list.values.filter((value) => typeOf(value) === branch.type);
			yield { branch, outcome: this.#among(values, goal) };
			return;
		}
		const candidate = this.#settled(() => this.#leaf(branch));
		if (candidate.kind === "empty") return;
		const choice = this.#openChoice(branch, candidate, goal);
		if (choice === true) yield { branch, outcome: candidate };
		else if (choice === undefined) {
			const doubt = candidate.kind === "unknown" ? candidate : undecided("an instance that does not hold");
			yield { branch, outcome: doubt };
		} else {
			for (const way of choice.alternatives) yield* this.ways(branch.taking(choice, way), goal);
		}
	}

	/** True if the candidate meets the goal; otherwise the open choice to take next. */
	#openChoice(branch: Branch, candidate: Outcome, goal: readonly Literal[]): Choice | true | undefined {
		let open = branch.choices;
		if (candidate.kind === "value") {
			const { value } = candidate;
			if (goal.every((literal) => this.#holds(literal, value))) return true;
			// Many choices may be of one literal.
			const broken = new Set(
				[...new Set(open.map(({ of }) => of))].filter((literal) => !this.#holds(literal, value)),
			);
			const violated = open.filter(({ of }) => broken.has(of));
			if (violated.length > 0) open = violated;
		}
		let best: Choice | undefined;
		for (const choice of open) {
			if (best === undefined || choice.alternatives.length < best.alternatives.length) best = choice;
		}
		return best;
	}

	#holds(literal: Literal, value: Json): boolean {
		try {
			return this.evaluator.meets(literal, value);
		} catch (error) {
			if (error instanceof Undecidable) return false;
			throw error;
		}
	}

	#leaf(branch: Branch): Outcome {
		const { type, atoms, outside } = branch;
		switch (type) {
			case "null":
				return this.#free([null], branch);
			case "boolean":
				return this.#free([false, true], branch);
			case "number":
				return numberOf(atoms, outside, this.budget);
			case "string":
				return stringOf(atoms, outside, this.formats, this.budget);
			case "array":
				return arrayOf(this, atoms, outside);
			case "object":
				return objectOf(this, atoms, outside);
		}
	}

	#free(values: readonly Json[], branch: Branch): Outcome {
		const value = values.find((candidate) => !branch.outside.some((set) => set.has(candidate)));
		return value === undefined ? EMPTY : found(value);
	}

	#settled(attempt: () => Outcome): Outcome {
		try {
			return attempt();
		} catch (error) {
			if (error instanceof Undecidable) return undecided(error.message);
			throw error;
		}
	}
}

function* outcomes(ways: Iterable<TakenBranch>): Generator<Outcome> {
	for (const { outcome } of ways) yield outcome;
}

/** The literals without repetition, in order; undefined if they contradict each other. */
export function simplest(literals: readonly Literal[]): readonly Literal[] | undefined {
	const goal = new Set(literals);
	goal.delete(TRUE);
	if (goal.has(FALSE)) return undefined;
	for (const literal of goal) if (literal < 0 && goal.has(-literal)) return undefined;
	return [...goal].sort((a, b) => a - b);
}
