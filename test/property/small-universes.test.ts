import { describe, expect, test } from "vitest";
import { compare, type Instances, instances, prepare, SchemaError } from "../../src/compat/index.js";
import type { Json } from "../../src/json/index.js";
import {
	isSmallValid,
	SMALL_UNIVERSES,
	type SmallUniverse,
	smallSchema,
} from "../support/compat/small-universes.js";
import { source } from "../support/compat/source.js";
import { RUNS } from "../support/runs.js";

// Pairs of a universe: a slice, or as many as an hour has room for.
const PAIRS = process.env.UPSHAPE_LONG === undefined ? 100 : 250_000;
const SAMPLED = PAIRS / 10;

describe.each(SMALL_UNIVERSES)("small universes: $name", (universe) => {
	const isValid = (schema: Json, instance: Json) => isSmallValid(universe, schema, instance);

	test("no instance contradicts a proof, and every witness is one, by an oracle of its own", () => {
		let proved = 0;
		let shown = 0;
		for (const [writer, reader] of pairs(universe, PAIRS)) {
			const answer = compare(source(writer), source(reader), universe.options);
			if (answer.verdict === "compatible") {
				proved++;
				const broken = universe.instances.find((one) => isValid(writer, one) && !isValid(reader, one));
				expect({ writer, reader, broken }).toEqual({ writer, reader, broken: undefined });
			}
			if (answer.verdict === "incompatible") {
				shown++;
				const { witness } = answer;
				const isWitness = isValid(writer, witness) && !isValid(reader, witness);
				expect({ writer, reader, witness, isWitness }).toEqual({ writer, reader, witness, isWitness: true });
			}
		}
		expect(Math.min(proved, shown)).toBeGreaterThan(PAIRS / 20);
	});

	test("what is made of a schema is valid, and there is something unless nothing small is", () => {
		for (const [schema] of pairs(universe, SAMPLED)) {
			const made: Json[] = [];
			const all = instancesOf(ofTypes(schema, universe), universe);
			if (all === undefined) continue;
			for (const instance of all) if (made.push(instance) >= 10) break;
			expect(made.filter((instance) => !isValid(schema, instance))).toEqual([]);
			if (made.length === 0 && all.skipped.length === 0) {
				expect({ schema, there: universe.instances.find((one) => isValid(schema, one)) }).toEqual({
					schema,
					there: undefined,
				});
			}
		}
	});
});

/** Undefined where nobody knows whether there is one. */
function instancesOf(schema: Json, { options }: SmallUniverse): Instances | undefined {
	try {
		return instances(source(schema), 1, options);
	} catch (error) {
		if (error instanceof SchemaError && error.code === "keyword-unsupported") return undefined;
		throw error;
	}
}

/** Pairs of schemas, the same every time. */
function* pairs(universe: SmallUniverse, count: number): Generator<readonly [Json, Json]> {
	let state = RUNS.seed;
	const next = () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state;
	};
	const below = (limit: number) => Math.floor((next() / 2 ** 32) * limit);
	for (let made = 0; made < count; ) {
		const pair = [smallSchema(universe, below), smallSchema(universe, below)] as const;
		if (!pair.every(isRead)) continue;
		made++;
		yield pair;
	}
}

/** Definitions may refer to themselves in a circle, and are refused then. */
function isRead(schema: Json): boolean {
	try {
		prepare(source(schema));
		return true;
	} catch (error) {
		if (error instanceof SchemaError && error.code === "self-reference") return false;
		throw error;
	}
}

/** The schema, for instances of the universe's types only. */
function ofTypes(schema: Json, { instances, definitions }: SmallUniverse): Json {
	if (definitions !== undefined) return schema;
	return { allOf: [schema, { type: [...new Set(instances.map(typeOf))] }] };
}

function typeOf(instance: Json): string {
	return instance === null ? "null" : Array.isArray(instance) ? "array" : typeof instance;
}
