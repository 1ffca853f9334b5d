import type { Json } from "../../json/index.js";
import { SchemaError } from "../../schema/index.js";
import { canonical } from "../../validate/index.js";
import { Budget, quietly } from "../engine/outcome.js";
import { Pool } from "../engine/pool.js";
import { Solver } from "../engine/solver.js";
import { type PreparedSchema, prepare, type SchemaInput } from "../prepare.js";
import { checksOf, graphOf, type Options } from "../question.js";
import { accepts } from "../witness/evaluate.js";
import { Deck, Random } from "./random.js";
import { type Filling, Room } from "./room.js";
import { type InstanceSource, Sampler } from "./sampler.js";

const FILLINGS: readonly Filling[] = ["bare", "some", "some", "some", "full"];

// So many repetitions in a row, and there is hardly anything new to come.
const MAX_REPEATED = 300;
// One that had to be thrown away may have cost as much as so many.
const DOUBTED = 10;
// Steps of work to make one instance, and again to look at it: beyond, it is made of the smallest parts, or left.
const BUDGET = 100;

/** Different instances of a schema, small and varied; each round begins anew and gives the same ones. */
export class Instances implements Iterable<Json> {
	readonly #schema: PreparedSchema;
	readonly #seed: number;
	readonly #options: Options;
	#skipped: ReadonlySet<string> = new Set();
	#disputed = 0;

	/** Throws a SchemaError if it is not known whether the schema has an instance. */
	constructor(schema: PreparedSchema, seed: number, options: Options) {
		this.#schema = schema;
		this.#seed = seed;
		this.#options = options;
		this.#begin();
	}

	/** What kept the last round from making some kinds of instances: keywords, or the budget of work. */
	get skipped(): readonly string[] {
		return [...this.#skipped].sort();
	}

	/** How many instances of the last round ajv refuses, though they are valid by the specification. */
	get disputed(): number {
		return this.#disputed;
	}

	*[Symbol.iterator](): Generator<Json, void, undefined> {
		const { sampler, source } = this.#begin();
		if (source === undefined) return;
		const seen = new Set<number>();
		const fillings = new Deck(sampler.random, FILLINGS);
		for (let repeated = 0; repeated < MAX_REPEATED; repeated++) {
			sampler.solver.budget.renew(BUDGET);
			const instance = source.make(new Room(fillings.draw()));
			const key = hash(canonical(instance));
			if (seen.has(key)) continue;
			seen.add(key);
			if (this.#holds(instance)) {
				repeated = 0;
				yield instance;
			} else {
				sampler.skipped.add("an instance that does not hold");
				repeated += DOUBTED;
			}
		}
	}

	/** By construction an instance holds; it is looked at all the same, as nobody shall get one that doesn't. */
	#holds(instance: Json): boolean {
		const formats = checksOf(this.#options);
		const graph = graphOf(this.#schema, this.#options);
		if (!quietly(() => accepts(graph, instance, formats, new Budget(BUDGET)))) return false;
		if (this.#schema.ajv(formats)(instance).accepts === false) this.#disputed++;
		return true;
	}

	#begin(): { sampler: Sampler; source: InstanceSource | undefined } {
		const { graph } = this.#schema;
		const pool = new Pool([graphOf(this.#schema, this.#options)]);
		const solver = new Solver(pool, checksOf(this.#options), new Budget(0));
		const sampler = new Sampler(solver, new Random(this.#seed));
		this.#skipped = sampler.skipped;
		this.#disputed = 0;
		const goal = pool.roots;
		const outcome = sampler.outcome(goal);
		if (outcome.kind === "unknown") {
			const { file, keywordLocation } = graph.nodes[graph.root]?.place ?? { file: "", keywordLocation: "" };
			const why = `no instance of it is known, nor that it has none (${outcome.reason})`;
			throw new SchemaError("keyword-unsupported", { file, keywordLocation }, why);
		}
		return { sampler, source: sampler.source(goal) };
	}
}

/**
 * Valid instances of a schema: small and varied, with the turning points of lengths and bounds, each member of an
 * enum, each branch, optional properties there and missing. None for a schema without any; it ends where nothing
 * new comes. The same seed gives the same instances. Throws a SchemaError if the schema is refused, or if no
 * instance of it can be found or ruled out.
 */
export function instances(schema: SchemaInput, seed = 0, options: Options = {}): Instances {
	return new Instances(prepare(schema), seed, options);
}

/** A number of 53 bits for a text, so that what has been given takes little memory. */
function hash(text: string): number {
	let low = 0xdeadbeef;
	let high = 0x41c6ce57;
	for (let index = 0; index < text.length; index++) {
		const unit = text.charCodeAt(index);
		low = Math.imul(low ^ unit, 0x9e3779b1);
		high = Math.imul(high ^ unit, 0x5f356495);
	}
	return (high >>> 11) * 2 ** 32 + (low >>> 0);
}
