import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { client, session } from "../../src/clerk/index.js";
import { type Json, read } from "../../src/json/index.js";
import { compileScanner, type RecordScanner } from "../../src/lane/index.js";
import type { AnyLineage } from "../../src/records/index.js";
// @ts-expect-error plain JavaScript, as the candidates of a bench share it
import { record } from "../bench/bulk-records.mjs";
import {
	isSmallValid,
	SMALL_UNIVERSES,
	type SmallUniverse,
	smallSchema,
} from "../support/compat/small-universes.js";
import { shippedInstances, shippedMutations } from "../support/instances/index.js";
import { changedText } from "../support/lane/changed-text.js";
import { RUNS } from "../support/runs.js";

const encode = (text: string) => new TextEncoder().encode(text);

describe("what a scanner accepts is valid by an oracle that shares nothing with it", () => {
	const schemas = process.env.UPSHAPE_LONG === undefined ? 200 : 100_000;

	test.each(SMALL_UNIVERSES.map((universe) => [universe.name, universe] as const))("%s", (_, universe) => {
		const texts = universe.instances.map((instance) => ({
			instance,
			text: encode(JSON.stringify(instance)),
		}));
		let accepted = 0;
		for (const schema of schemasOf(universe, schemas)) {
			// A scanner is of validators to which formats are annotations; the oracle asserts them.
			if (JSON.stringify(schema).includes('"format"')) continue;
			const scanner = compileScanner(schema as never, 64);
			const taken = texts.filter(({ text }) => scanner.accepts(text));
			accepted += taken.length;
			const wrong = taken.filter(({ instance }) => isInvalid(universe, schema, instance));
			expect({ schema, wrong: wrong.map(({ instance }) => instance) }).toEqual({ schema, wrong: [] });
		}
		// Some universes are of keywords that are always in doubt.
		if (["objects", "arrays", "numbers", "strings"].includes(universe.name)) {
			expect(accepted).toBeGreaterThan(schemas);
		}
	});
});

const LINEAGES: readonly { readonly name: string; readonly lineage: AnyLineage }[] = [
	{ name: "clerk-client", lineage: client },
	{ name: "clerk-session", lineage: session },
];

test("whatever Clerk sends is accepted", () => {
	for (const version of ["legacy", "v1", "current"] as const) {
		const scanner = compileScanner(client.schema(version), 64);
		const texts = Array.from({ length: 1_000 }, (_, i) => JSON.stringify(record(i, version)));
		expect(texts.filter((text) => !scanner.accepts(encode(text)))).toEqual([]);
	}
});

describe.each(LINEAGES)("records of $name", ({ name, lineage }) => {
	const scanners = new Map<string, RecordScanner>(
		lineage.versions.map((version) => {
			const schema = lineage.exactSchema?.(version as never) ?? {};
			return [version, compileScanner(schema, 64)];
		}),
	);
	// From a version to itself: validated, and no step.
	const isVersion = (version: string, value: Json) =>
		!lineage.downgrade(value as never, { from: version, to: version } as never).issues;

	test("a changed text that is accepted is read, and is of the version", () => {
		const records = fc.oneof(
			...lineage.versions.flatMap((version) => [
				shippedInstances(name, version),
				shippedMutations(name, version),
			]),
		);
		let accepted = 0;
		fc.assert(
			fc.property(records, fc.infiniteStream(fc.nat()), (value, choices) => {
				const bytes = changedText(JSON.stringify(value), () => Number(choices.next().value));
				for (const [version, scanner] of scanners) {
					if (!scanner.accepts(bytes)) continue;
					accepted++;
					const document = read(bytes);
					expect(document.issues).toBeUndefined();
					if (document.issues === undefined) expect(isVersion(version, document.value)).toBe(true);
				}
			}),
			RUNS,
		);
		expect(accepted).toBeGreaterThan(RUNS.numRuns / 50);
	});
});

/** Whether the oracle refuses the instance; of a schema that leads back to itself at the same place it says nothing. */
function isInvalid(universe: SmallUniverse, schema: Json, instance: Json): boolean {
	try {
		return !isSmallValid(universe, schema, instance);
	} catch (error) {
		if (error instanceof RangeError) return false;
		throw error;
	}
}

/** The same schemas at every run. */
function* schemasOf(universe: SmallUniverse, count: number): Generator<Json> {
	let state = RUNS.seed;
	const next = (below: number) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
	for (let i = 0; i < count; i++) yield smallSchema(universe, next);
}
