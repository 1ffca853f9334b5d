import type { Json } from "../json/index.js";
import type { MessageDirection, SchemaGraph } from "../schema/index.js";
import { Budget, Exhausted, found, type Outcome, quietly, Undecidable, undecided } from "./engine/outcome.js";
import { Pool } from "./engine/pool.js";
import { Solver } from "./engine/solver.js";
import type { FormatChecks } from "./format.js";
import { type PreparedSchema, prepare, type SchemaInput } from "./prepare.js";
import { accepts } from "./witness/evaluate.js";
import { shrunk } from "./witness/shrink.js";

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
	/** Of which messages the schemas were asked, if of one direction. */
	readonly messages?: MessageDirection;
	/** Keywords that the schemas hold and their dialects lack, so that they say nothing. */
	readonly ignored: readonly string[];
	/** What was taken for granted of writers, where that was asked for. */
	readonly assumed?: readonly Assumption[];
}

const OPAQUE: FormatChecks = new Map();

const MAX_WITNESSES = 4;

/** Steps of work that a question may take unless the options say otherwise. */
export const DEFAULT_BUDGET = 40_000;

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
		const messages = this.#parties.find((party) => party.direction !== undefined)?.direction;
		const ignored = new Set(this.#parties.flatMap(({ graph }) => graph.ignored));
		this.assumptions = {
			formats: this.#formats === undefined ? "annotation" : "assertion",
			...(messages ? { messages } : {}),
			ignored: [...ignored],
			...(options.assume?.length ? { assumed: [...new Set(options.assume)] } : {}),
		};
	}

	/**
	 * An instance that each schema accepts or refuses as asked, confirmed by our evaluator; or none; or unknown.
	 * Where ajv, the second judge, does not agree, the instance stands with its objection.
	 */
	instance(accepted: readonly boolean[]): Outcome {
		const pool = new Pool(this.#graphs);
		const solver = new Solver(pool, this.#formats, new Budget(this.#budget));
		const goal = pool.roots.map((root, index) => (accepted[index] ? root : -root));
		const confirmed = this.#confirmed(
			solver,
			attempt(() => solver.solve(goal)),
			accepted,
		);
		if (confirmed.kind !== "value" || confirmed.objection === undefined) return confirmed;
		// ajv errs about some instances, by dividing in floating point for one; it may agree about another.
		const disputed: Json[] = [confirmed.value];
		while (disputed.length < MAX_WITNESSES) {
			const next = attempt(() => solver.solve([...goal, -pool.oneOfValues(disputed)]));
			const other = this.#confirmed(solver, next, accepted);
			if (other.kind !== "value") break;
			if (other.objection === undefined) return other;
			disputed.push(other.value);
		}
		return confirmed;
	}

	/** The instance made small, if the evaluator confirms it by each schema as it was read. */
	#confirmed(solver: Solver, outcome: Outcome, accepted: readonly boolean[]): Outcome {
		if (outcome.kind !== "value") return outcome;
		const { value } = outcome;
		// Whatever finding it has cost, there is time to look at it.
		solver.budget.renew(this.#budget / 4);
		const holds = (instance: Json) =>
			this.#graphs.every(
				(graph, index) => accepts(graph, instance, this.#formats, solver.budget) === accepted[index],
			);
		const agreed = attempt(() => (holds(value) ? found(value) : undecided("an instance that does not hold")));
		if (agreed.kind !== "value") return agreed;
		const small = shrunk(value, (candidate) => quietly(() => holds(candidate)));
		const objection = this.#objection(small, accepted);
		if (objection === undefined) return found(small);
		if (small !== value && this.#objection(value, accepted) === undefined) return found(value);
		return { kind: "value", value: small, objection };
	}

	/** What ajv has against an instance; undefined if it agrees. */
	#objection(value: Json, accepted: readonly boolean[]): string | undefined {
		for (const [index, party] of this.#parties.entries()) {
			const opinion = party.ajv(this.#formats)(value);
			if (opinion.accepts === accepted[index]) continue;
			const whose =
				this.#parties.length === 1 ? "" : index === 0 ? " by the first schema" : " by the second schema";
			if (opinion.accepts === undefined) return `ajv cannot judge it${whose}: ${opinion.reason}`;
			if (opinion.accepts) return `ajv accepts it${whose}`;
			return `ajv refuses it${whose}: ${opinion.keyword} at ${opinion.instanceLocation || "the root"}`;
		}
		return undefined;
	}
}

/** The checks of formats that the options ask for; undefined where formats annotate. */
export function checksOf({ formats = "annotation" }: Options): FormatChecks | undefined {
	if (formats === "annotation") return undefined;
	return formats === "assertion" ? OPAQUE : formats;
}

/** The graph of a writer, as the options take it. */
export function graphOf(schema: PreparedSchema, { assume = [] }: Options): SchemaGraph {
	return assume.includes("writers-emit-only-declared") ? schema.onlyDeclared : schema.asked;
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
