import { describe, expect, test } from "vitest";
import { compare, instances } from "../../src/compat/index.js";
import type { Json } from "../../src/json/index.js";
import { isValid } from "../support/compat/small-oracle.js";
import { SMALL_UNIVERSES, type SmallUniverse, smallSchema } from "../support/compat/small-universes.js";
import { source } from "../support/compat/source.js";
import { RUNS } from "../support/runs.js";

// Pairs of a universe: a slice, or as many as an hour has room for.
const PAIRS = process.env.UPSHAPE_LONG === undefined ? 300 : 250_000;
const SAMPLED = PAIRS / 10;

describe.each(SMALL_UNIVERSES)("small universes: $name", (universe) => {
	test("no instance contradicts a proof, and every witness is one, by an oracle of its own", () => {
		let proved = 0;
		let shown = 0;
		for (const [writer, reader] of pairs(universe, PAIRS)) {
			const answer = compare(source(writer), source(reader));
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
			const all = instances(source({ allOf: [schema, { type: typesOf(universe) }] }), 1);
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

/** Pairs of schemas, the same every time. */
function* pairs(universe: SmallUniverse, count: number): Generator<readonly [Json, Json]> {
	let state = RUNS.seed;
	const next = () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state;
	};
	for (let made = 0; made < count; made++) {
		// Two draws make a number that reaches all parts of the largest shape.
		const [writer, reader] = [next() * 2 ** 20 + (next() >>> 12), next() * 2 ** 20 + (next() >>> 12)];
		yield [smallSchema(universe, writer), smallSchema(universe, reader)];
	}
}

function typesOf({ instances }: SmallUniverse): string {
	const [first] = instances;
	return Array.isArray(first) ? "array" : typeof first;
}
