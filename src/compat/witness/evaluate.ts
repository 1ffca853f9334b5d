import type { Json } from "../../json/index.js";
import { type NodeIndex, type SchemaGraph, TRUE_NODE } from "../../schema/index.js";
import { type FormatChecks, Interpreter } from "../../validate/index.js";
import type { Budget } from "../engine/outcome.js";
import { FALSE, type Literal, type Pool, TRUE } from "../engine/pool.js";

/** Whether instances meet literals, exactly as the specification says; throws Undecidable where that is not known. */
export class Evaluator {
	readonly #interpreter: Interpreter;

	/** Schemas that lead to themselves by several ways make work that grows with each level: it is taken from the budget. */
	constructor(pool: Pool, formats: FormatChecks | undefined, budget: Budget) {
		const onWork = () => budget.spend();
		this.#interpreter = new Interpreter((id) => pool.node(id), { formats, onWork });
	}

	/** Whether the instance meets all literals. */
	meetsAll(literals: readonly Literal[], instance: Json): boolean {
		return literals.every((literal) => this.meets(literal, instance));
	}

	/** Whether the instance meets the literal. */
	meets(literal: Literal, instance: Json): boolean {
		if (literal === TRUE || literal === FALSE) return literal === TRUE;
		return this.#interpreter.is(Math.abs(literal), instance) === literal > 0;
	}
}

/**
 * Whether an instance is one of the graph's root, by the graph as it was read: nothing of the engine comes between.
 * Throws Undecidable where that is not known, and Exhausted when the budget is spent.
 */
export function accepts(
	graph: SchemaGraph,
	instance: Json,
	formats: FormatChecks | undefined,
	budget: Budget,
): boolean {
	const judges = known.get(graph) ?? new Map<FormatChecks | undefined, Judge>();
	known.set(graph, judges);
	const judge = judges.get(formats) ?? new Judge(graph, formats);
	judges.set(formats, judge);
	return judge.accepts(instance, budget);
}

// Made once for each graph: what its keywords come to as checks costs more than to look at a small instance.
const known = new WeakMap<SchemaGraph, Map<FormatChecks | undefined, Judge>>();

class Judge {
	readonly #interpreter: Interpreter;
	readonly #root: NodeIndex;
	#budget: Budget | undefined;

	constructor({ root, nodes }: SchemaGraph, formats: FormatChecks | undefined) {
		this.#root = root;
		const onWork = () => this.#budget?.spend();
		this.#interpreter = new Interpreter((index) => nodes[index] ?? TRUE_NODE, { formats, onWork });
	}

	accepts(instance: Json, budget: Budget): boolean {
		this.#budget = budget;
		return this.#interpreter.is(this.#root, instance);
	}
}
