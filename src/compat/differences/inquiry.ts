import type { Json } from "../../json/index.js";
import type { Node } from "../../schema/index.js";
import type { FormatChecks } from "../format.js";
import { Budget, Exhausted, Undecidable } from "../outcome.js";
import { type Literal, Pool } from "../pool.js";
import type { PreparedSchema } from "../prepare.js";
import { Solver } from "../solver.js";

/** Whether an instance meets all literals of a goal. */
export type Answer = "none" | "some" | "unknown";

// So many steps in all, as a multiple of what one question may take.
const QUESTIONS = 4;

const WIDTH_OF_A_STEP = 20;

/** Many small questions about two schemas, within one budget of work. */
export class Inquiry {
	readonly pool: Pool;
	readonly #formats: FormatChecks | undefined;
	readonly #budget: Budget;
	readonly #steps: number;
	#left: number;
	#solver: Solver;
	readonly #known = new Map<string, Answer>();

	constructor(schemas: readonly PreparedSchema[], formats: FormatChecks | undefined, steps: number) {
		this.pool = new Pool(schemas.map(({ graph }) => graph));
		this.#formats = formats;
		this.#steps = steps;
		this.#left = steps * QUESTIONS;
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
		this.#left -= this.#weight(goal);
		if (this.spent) return "unknown";
		const share = Math.min(this.#left, Math.ceil(this.#steps / 4));
		const answer = this.#within(share, goal);
		this.#left -= share - Math.max(0, this.#budget.left);
		this.#known.set(key, answer);
		return answer;
	}

	/** Whether the value meets all literals, or nobody can tell. */
	mayMeet(goal: readonly Literal[], value: Json): boolean {
		try {
			return this.#solver.evaluator.meetsAll(goal, value);
		} catch (error) {
			if (error instanceof Undecidable) return true;
			throw error;
		}
	}

	/** What the engine does not count: schemas are wide, and listed values are tried one by one on all branches. */
	#weight(goal: readonly Literal[]): number {
		const nodes = goal.map((literal) => this.pool.node(Math.abs(literal)));
		const sum = (of: (node: Node) => number) => nodes.reduce((total, node) => total + of(node), 0);
		return Math.floor((sum(widthOf) + sum(valuesOf) * sum(branchesOf)) / WIDTH_OF_A_STEP);
	}

	#within(steps: number, goal: readonly Literal[]): Answer {
		this.#budget.renew(steps);
		try {
			const { kind } = this.#solver.solve(goal);
			return kind === "empty" ? "none" : kind === "value" ? "some" : "unknown";
		} catch (error) {
			const isExpected =
				error instanceof Exhausted || error instanceof Undecidable || error instanceof RangeError;
			if (!isExpected) throw error;
			// What broke off may have left its goals open.
			this.#solver = this.#freshSolver();
			return "unknown";
		}
	}

	#freshSolver(): Solver {
		return new Solver(this.pool, this.#formats, this.#budget);
	}
}

function widthOf(node: Node): number {
	return (node.properties?.size ?? 0) + branchesOf(node) + valuesOf(node);
}

function branchesOf({ allOf = [], anyOf = [], oneOf = [] }: Node): number {
	return allOf.length + anyOf.length + oneOf.length;
}

function valuesOf({ values = [] }: Node): number {
	return values.reduce((total, { length }) => total + length, 0);
}
