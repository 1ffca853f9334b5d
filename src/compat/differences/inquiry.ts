import type { Json } from "../../json/index.js";
import type { Node, SchemaGraph } from "../../schema/index.js";
import { Budget, Exhausted, Undecidable } from "../engine/outcome.js";
import { type Literal, Pool } from "../engine/pool.js";
import { Solver } from "../engine/solver.js";
import type { FormatChecks } from "../format.js";

/** Whether an instance meets all literals of a goal. */
export type Answer = "none" | "some" | "unknown";

// So many steps in all, as a multiple of what one question may take.
const QUESTIONS = 4;

// So wide schemas may be, all in all, before a step counts twice.
const WIDTH_OF_A_STEP = 1_000;

/** Many small questions about two schemas, within one budget of work. */
export class Inquiry {
	readonly pool: Pool;
	readonly #formats: FormatChecks | undefined;
	readonly #budget: Budget;
	readonly #steps: number;
	readonly #weight: number;
	#left: number;
	#solver: Solver;
	readonly #known = new Map<string, Answer>();

	constructor(graphs: readonly SchemaGraph[], formats: FormatChecks | undefined, steps: number) {
		this.pool = new Pool(graphs);
		this.#formats = formats;
		this.#steps = steps;
		this.#left = steps * QUESTIONS;
		this.#weight = weightOf(graphs.flatMap(({ nodes }) => nodes));
		this.#budget = new Budget(0);
		this.#solver = this.#freshSolver();
	}

	/** Whether the work is done: all that is asked from here on is unknown. */
	get spent(): boolean {
		return this.#left <= 0;
	}

	/** The answer of an engine that has not been asked before, as `compare` gives it. */
	askAfresh(goal: readonly Literal[]): Answer {
		this.#solver = this.#freshSolver();
		return this.#within(this.#steps, goal);
	}

	/** The answer, from a share of the budget. */
	ask(goal: readonly Literal[]): Answer {
		const key = [...new Set(goal)].sort((a, b) => a - b).join();
		const known = this.#known.get(key);
		if (known !== undefined) return known;
		if (this.spent) return "unknown";
		const answer = this.#shared((share) => this.#within(share, goal));
		this.#known.set(key, answer);
		return answer;
	}

	/** Whether the value meets all literals, or nobody can tell. */
	mayMeet(goal: readonly Literal[], value: Json): boolean {
		if (this.spent) return true;
		return this.#shared((share) => {
			this.#budget.renew(share);
			try {
				return this.#solver.evaluator.meetsAll(goal, value);
			} catch (error) {
				if (isDoubt(error)) return true;
				throw error;
			}
		});
	}

	/** Does the work with a share of the budget, and takes from it what that took. */
	#shared<Result>(work: (share: number) => Result): Result {
		const share = Math.ceil(Math.min(this.#left, this.#steps / 4) / this.#weight);
		const result = work(share);
		this.#left -= this.#weight * Math.max(1, share - Math.max(0, this.#budget.left));
		return result;
	}

	#within(steps: number, goal: readonly Literal[]): Answer {
		this.#budget.renew(steps);
		try {
			const { kind } = this.#solver.solve(goal);
			return kind === "empty" ? "none" : kind === "value" ? "some" : "unknown";
		} catch (error) {
			if (!isDoubt(error)) throw error;
			// What broke off may have left its goals open.
			this.#solver = this.#freshSolver();
			return "unknown";
		}
	}

	#freshSolver(): Solver {
		return new Solver(this.pool, this.#formats, this.#budget);
	}
}

/** Whether it was thrown as something could not be told. */
function isDoubt(error: unknown): boolean {
	return error instanceof Exhausted || error instanceof Undecidable || error instanceof RangeError;
}

/** How much one step may cost: in the engine names are tried on all patterns, listed values on all branches. */
function weightOf(nodes: readonly Node[]): number {
	const most = (of: (node: Node) => number) => nodes.reduce((found, node) => Math.max(found, of(node)), 0);
	const names = most(({ properties }) => properties?.size ?? 0);
	const patterns = most(({ patternProperties }) => patternProperties?.size ?? 0);
	const values = most((node) => node.values?.reduce((total, { length }) => total + length, 0) ?? 0);
	const branches = most(
		({ allOf = [], anyOf = [], oneOf = [] }) => allOf.length + anyOf.length + oneOf.length,
	);
	return 1 + Math.floor((names * (1 + patterns) + values * (1 + branches)) / WIDTH_OF_A_STEP);
}
