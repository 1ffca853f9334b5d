import type { Json } from "../json/index.js";
import type { SchemaGraph } from "../schema/index.js";
import type { FormatChecks } from "./format.js";
import { Budget, Exhausted, found, type Outcome, quietly, Undecidable, undecided } from "./outcome.js";
import { type Literal, Pool } from "./pool.js";
import { type PreparedSchema, prepare, type SchemaInput } from "./prepare.js";
import { isRisky } from "./risky.js";
import { shrunk } from "./shrink.js";
import { Solver } from "./solver.js";

/** How a question is asked. */
export interface Options {
	/** "annotation" (the default): formats say nothing; otherwise they assert, as far as checks are given for them. */
	readonly formats?: "annotation" | "assertion" | FormatChecks;
	/** Steps of work before the answer is unknown; the default takes well under a second. */
	readonly budget?: number;
	/** What is taken for granted of those who write by the schema (the writer, where there is a reader). */
	readonly assume?: readonly Assumption[];
}

/** What can be taken for granted of writers: that they write no properties but those that their schema declares. */
export type Assumption = "writers-emit-only-declared";

/** The names of all assumptions. */
export const ASSUMPTIONS: readonly Assumption[] = ["writers-emit-only-declared"];

/** What an answer takes for granted. */
export interface Assumptions {
	readonly formats: "annotation" | "assertion";
	/** Keywords that the schemas hold and their dialects lack, so that they say nothing. */
	readonly ignored: readonly string[];
	/** What was taken for granted of writers, where that was asked for. */
	readonly assumed?: readonly Assumption[];
}

const OPAQUE: FormatChecks = new Map();

const MAX_WITNESSES = 4;

/** Steps of work that a question may take unless the options say otherwise. */
export const DEFAULT_BUDGET = 8000;

/** Schemas, read and ready to be asked whether an instance exists that some accept and others refuse. */
export class Question {
	readonly assumptions: Assumptions;
	readonly #parties: readonly PreparedSchema[];
	readonly #graphs: readonly SchemaGraph[];
	readonly #formats: FormatChecks | undefined;
	readonly #budget: number;

	/** Of the schemas the first ones are those of writers, all unless it is said how many. Throws a SchemaError if one is refused. */
	constructor(schemas: readonly SchemaInput[], options: Options, writers = schemas.length) {
		this.#formats = checksOf(options);
		this.#budget = options.budget ?? DEFAULT_BUDGET;
		this.#parties = schemas.map(prepare);
		this.#graphs = this.#parties.map((party, index) => graphOf(party, index < writers ? options : {}));
		const ignored = new Set(this.#parties.flatMap(({ graph }) => graph.ignored));
		this.assumptions = {
			formats: this.#formats === undefined ? "annotation" : "assertion",
			ignored: [...ignored],
			...(options.assume?.length ? { assumed: [...new Set(options.assume)] } : {}),
		};
	}

	/** An instance that each schema accepts or refuses as asked, confirmed by ajv; or none; or unknown. */
	instance(accepted: readonly boolean[]): Outcome {
		const pool = new Pool(this.#graphs);
		const solver = new Solver(pool, this.#formats, new Budget(this.#budget));
		const goal = pool.roots.map((root, index) => (accepted[index] ? root : -root));
		const outcome = attempt(() => solver.solve(goal));
		if (outcome.kind !== "value") return outcome;
		let confirmed = this.#confirmed(solver, goal, outcome.value, accepted);
		// ajv errs about some instances, by dividing in floating point for one; another may do as well.
		const unconfirmed: Json[] = [outcome.value];
		while (confirmed.kind !== "value" && unconfirmed.length < MAX_WITNESSES) {
			const other = attempt(() => solver.solve([...goal, -pool.oneOfValues(unconfirmed)]));
			if (other.kind !== "value") return confirmed;
			unconfirmed.push(other.value);
			confirmed = this.#confirmed(solver, goal, other.value, accepted);
		}
		return confirmed;
	}

	/** The witness made small, or as it was found, if ajv confirms it. */
	#confirmed(solver: Solver, goal: readonly Literal[], value: Json, accepted: readonly boolean[]): Outcome {
		// Whatever finding it has cost, there is time to look at it.
		solver.budget.renew(this.#budget / 4);
		const holds = (instance: Json) => solver.evaluator.meetsAll(goal, instance);
		const agreed = attempt(() => (holds(value) ? found(value) : undecided("an instance that does not hold")));
		if (agreed.kind !== "value") return agreed;
		const small = shrunk(value, (candidate) => quietly(() => holds(candidate)));
		const outcome = this.#judged(small, accepted);
		return outcome.kind === "value" || small === value ? outcome : this.#judged(value, accepted);
	}

	#judged(value: Json, accepted: readonly boolean[]): Outcome {
		if (this.#parties.some(({ graph }) => isRisky(graph, value))) {
			return undecided("pattern: a witness that validators might take long over");
		}
		const agree = this.#parties.every(
			(party, index) => party.judge(this.#formats)(value) === accepted[index],
		);
		return agree ? found(value) : undecided("witness: ajv does not confirm it");
	}
}

/** The checks of formats that the options ask for; undefined where formats annotate. */
export function checksOf({ formats = "annotation" }: Options): FormatChecks | undefined {
	if (formats === "annotation") return undefined;
	return formats === "assertion" ? OPAQUE : formats;
}

/** The graph of a writer, as the options take it. */
export function graphOf(schema: PreparedSchema, { assume = [] }: Options): SchemaGraph {
	return assume.includes("writers-emit-only-declared") ? schema.onlyDeclared : schema.graph;
}

function attempt(work: () => Outcome): Outcome {
	try {
		return work();
	} catch (error) {
		if (error instanceof Exhausted) return undecided("budget");
		if (error instanceof Undecidable) return undecided(error.message);
		if (error instanceof RangeError) return undecided("depth");
		throw error;
	}
}
