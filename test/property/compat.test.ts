import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compare, instances, intersects, isEmpty, type Options } from "../../src/compat/index.js";
import type { Json } from "../../src/json/index.js";
import { SchemaError } from "../../src/schema/index.js";
import { anySchema, recursivePair, schemaPair } from "../support/compat/arbitrary.js";
import { emits } from "../support/compat/emits.js";
import { anyPattern, SHORT_TEXTS } from "../support/compat/patterns.js";
import { secondJudge } from "../support/compat/second-judge.js";
import { source } from "../support/compat/source.js";
import { UNIVERSE } from "../support/compat/universe.js";
import { RUNS } from "../support/runs.js";

const isLong = process.env.UPSHAPE_LONG !== undefined;
// Pairs of schemas take longer than payloads: 100,000 in the long run, a few hundred otherwise.
const PAIRS = { ...RUNS, numRuns: RUNS.numRuns / (isLong ? 10 : 25) };
const LAWS = { ...RUNS, numRuns: RUNS.numRuns / 50 };

/** So many instances of the writer are shown to the reader of each pair that is said to be compatible. */
const SAMPLES = 200;

describe("soundness", () => {
	test("neither a small instance nor one of the writer contradicts a proof", async () => {
		await fc.assert(fc.asyncProperty(schemaPair, isSound), PAIRS);
	});

	test("nor with recursive definitions", async () => {
		await fc.assert(fc.asyncProperty(recursivePair, isSound), PAIRS);
	});

	test("no short text contradicts a proof about patterns", () => {
		const pair = fc.tuple(anyPattern, anyPattern, fc.boolean());
		const property = fc.property(pair, ([one, other, joined]) => {
			const reader = joined ? `${one}|${other}` : other;
			const { verdict } = compare(source({ type: "string", pattern: one }), source({ pattern: reader }));
			if (verdict !== "compatible") return;
			const [writes, reads] = [new RegExp(one, "u"), new RegExp(reader, "u")];
			expect(SHORT_TEXTS.filter((text) => writes.test(text) && !reads.test(text))).toEqual([]);
		});
		fc.assert(property, PAIRS);
	});
});

describe("instances", () => {
	test("are valid by a second validator, and are there unless the schema is proved empty", async () => {
		await fc.assert(fc.asyncProperty(anySchema, areInstances), LAWS);
	});
});

describe("witnesses", () => {
	test("are confirmed by two validators, and nothing can be left out of them", async () => {
		await fc.assert(fc.asyncProperty(schemaPair, isMinimal), PAIRS);
	});
});

describe("writers that emit only declared properties", () => {
	const assumed = { assume: ["writers-emit-only-declared"] } as const;

	test("write less: what is compatible stays so, and a witness is one without the assumption", () => {
		const property = fc.property(schemaPair, ([writer, reader]) => {
			const strict = compare(source(writer), source(reader)).verdict;
			const answer = compare(source(writer), source(reader), assumed);
			if (answer.verdict === "incompatible") {
				expect([judge(writer)(answer.witness), judge(reader)(answer.witness)]).toEqual([true, false]);
			}
			if (strict === "compatible") expect(answer.verdict).not.toBe("incompatible");
			if (answer.verdict === "compatible" && strict === "incompatible") expect(declares(writer)).toBe(true);
		});
		fc.assert(property, LAWS);
	});

	test("can write each instance whose names are declared, and no other", () => {
		const property = fc.property(anySchema, fc.nat(UNIVERSE.length), (schema, start) => {
			const writes = judge(schema);
			const some = [...UNIVERSE.slice(start), ...UNIVERSE.slice(0, start)].filter((instance) =>
				writes(instance),
			);
			for (const instance of some.filter((value) => typeof value === "object").slice(0, 10)) {
				const one = source({ const: instance });
				// ajv errs about some that it accepts.
				if (intersects(source(schema), one).intersects !== true) continue;
				const { intersects: can } = intersects(source(schema), one, assumed);
				const should = emits(schema, instance);
				if (should || isPlain(schema)) expect([should, "unknown"]).toContain(can);
			}
		});
		fc.assert(property, LAWS);
	});

	test("what is made for them is what they could write", () => {
		const property = fc.property(anySchema, (schema) => {
			const given = samples(schema, 10, [], assumed);
			expect(given.filter((instance) => !emits(schema, instance) && isPlain(schema))).toEqual([]);
		});
		fc.assert(property, LAWS);
	});
});

describe("laws", () => {
	const assert = (law: (a: Json, b: Json, c: Json) => void) => {
		fc.assert(fc.property(anySchema, anySchema, anySchema, law), LAWS);
	};

	test("a schema is within itself", () => {
		assert((a) => {
			expect(verdict(a, a)).toBe("compatible");
		});
	});

	test("a schema is within its union with another, and its intersection with another within it", () => {
		assert((a, b) => {
			expect(verdict(a, { anyOf: [a, b] })).toBe("compatible");
			expect(verdict({ allOf: [a, b] }, a)).toBe("compatible");
		});
	});

	test("what is within a schema that is within a third is within the third", () => {
		assert((a, b, c) => {
			if (verdict(a, b) === "compatible" && verdict(b, c) === "compatible") {
				expect(verdict(a, c)).not.toBe("incompatible");
			}
		});
	});

	test("what two schemas share, they share either way round", () => {
		assert((a, b) => {
			const one = intersects(source(a), source(b)).intersects;
			const other = intersects(source(b), source(a)).intersects;
			if (one !== "unknown" && other !== "unknown") expect(one).toBe(other);
		});
	});

	test("a schema and its negation share nothing", () => {
		assert((a) => {
			expect(intersects(source(a), source({ not: a })).intersects).toBe(false);
		});
	});

	test("names of definitions and the order of keys do not matter", () => {
		assert((a, b) => {
			const plain = verdict(a, b);
			const named = { $defs: { one: a, two: b }, $ref: "#/$defs/one" };
			const otherwise = { $ref: "#/$defs/uno", $defs: { due: b, uno: reversed(a) } };
			expect(verdict(named, reversed(b))).toBe(plain);
			expect(verdict(otherwise, b)).toBe(plain);
		});
	});
});

/** A proof that an instance contradicts, by two validators, is no proof. */
async function isSound([writer, reader]: readonly [Json, Json]): Promise<void> {
	if (verdict(writer, reader) !== "compatible") return;
	const [writes, reads] = [judge(writer), judge(reader)];
	for (const instance of [...UNIVERSE, ...samples(writer, SAMPLES)]) {
		if (reads(instance) !== false || writes(instance) !== true) continue;
		const accepted = await secondJudge(writer, "draft2020-12", instance);
		const refused = (await secondJudge(reader, "draft2020-12", instance)) === false;
		expect({ instance, contradicts: accepted === true && refused }).toEqual({ instance, contradicts: false });
	}
}

async function areInstances(schema: Json): Promise<void> {
	const given = samples(schema, 10, ["an instance that does not hold"]);
	if (given.length === 0) expect(isEmpty(source(schema)).empty).not.toBe(false);
	for (const instance of given) {
		const valid = (await secondJudge(schema, "draft2020-12", instance)) !== false;
		expect({ instance, valid }).toEqual({ instance, valid: true });
	}
}

/** Instances of the schema; none of them may have been skipped for these reasons. */
function samples(schema: Json, count: number, never: readonly string[] = [], options: Options = {}): Json[] {
	const given: Json[] = [];
	try {
		const all = instances(source(schema), RUNS.seed, options);
		for (const instance of all) if (given.push(instance) >= count) break;
		expect(all.skipped.filter((reason) => never.includes(reason))).toEqual([]);
	} catch (error) {
		// Whether the schema has an instance may be beyond the engine.
		if (!(error instanceof SchemaError)) throw error;
	}
	return given;
}

/** Whether nothing is left open that concrete names would close: values of names that patterns match. */
function isPlain(schema: Json): boolean {
	return !JSON.stringify(schema).includes("patternProperties");
}

function declares(schema: Json): boolean {
	return JSON.stringify(schema).includes('"properties":{"');
}

/** No witness is left when a property or an item is dropped, or a text cut: by two validators. */
async function isMinimal([writer, reader]: readonly [Json, Json]): Promise<void> {
	const comparison = compare(source(writer), source(reader));
	if (comparison.verdict !== "incompatible") return;
	const [writes, reads] = [judge(writer), judge(reader)];
	const isWitness = async (instance: Json) =>
		writes(instance) === true &&
		reads(instance) === false &&
		(await secondJudge(writer, "draft2020-12", instance)) === true &&
		(await secondJudge(reader, "draft2020-12", instance)) === false;
	const { witness } = comparison;
	expect([writes(witness), reads(witness)]).toEqual([true, false]);
	for (const smaller of smallerThan(witness)) {
		const witnessed = await isWitness(smaller);
		expect({ witness, smaller, witnessed }).toEqual({ witness, smaller, witnessed: false });
	}
}

/** The value with one property, item or character less, anywhere in it. */
function* smallerThan(value: Json): Generator<Json> {
	if (typeof value === "string")
		for (const at of [...value].keys()) yield [...value].toSpliced(at, 1).join("");
	if (typeof value !== "object" || value === null) return;
	const entries = Object.entries<Json>(value as { readonly [name: string]: Json });
	const build = (kept: [string, Json][]): Json =>
		Array.isArray(value) ? kept.map(([, item]) => item) : Object.fromEntries(kept);
	for (const [at, [name, held]] of entries.entries()) {
		yield build(entries.toSpliced(at, 1));
		for (const smaller of smallerThan(held)) yield build(entries.with(at, [name, smaller]));
	}
}

function verdict(writer: Json, reader: Json): string {
	try {
		return compare(source(writer), source(reader)).verdict;
	} catch (error) {
		// Generated references may go round in a circle.
		if (error instanceof SchemaError && error.code === "self-reference") return "refused";
		throw error;
	}
}

function judge(schema: Json): (instance: Json) => boolean | undefined {
	const ajv = new Ajv2020({ strict: false, validateSchema: false, ownProperties: true, logger: false });
	// Generated schemas are objects and booleans.
	const validate = ajv.compile(schema as object | boolean);
	return (instance) => {
		try {
			return validate(instance) === true;
		} catch {
			// ajv's own code fails on some schemas with unevaluatedProperties.
			return undefined;
		}
	};
}

/** The schema with the keys of all its objects the other way round. */
function reversed(schema: Json): Json {
	if (typeof schema !== "object" || schema === null) return schema;
	if (Array.isArray(schema)) return schema.map(reversed);
	const entries = Object.entries<Json>(schema as { readonly [name: string]: Json });
	return Object.fromEntries(entries.map(([name, held]) => [name, reversed(held)] as const).reverse());
}
