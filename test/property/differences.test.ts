import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Difference, differences, prepare } from "../../src/compat/index.js";
import { type Json, valueAt } from "../../src/json/index.js";
import { SchemaError } from "../../src/schema/index.js";
import { recursivePair, schemaPair } from "../support/compat/arbitrary.js";
import { brokenLaws } from "../support/compat/difference-laws.js";
import { source } from "../support/compat/source.js";
import { RUNS } from "../support/runs.js";

// Each pair is asked about many times: a hundredth of the usual cases.
const PAIRS = { ...RUNS, numRuns: RUNS.numRuns / 100 };

describe.each([
	["pairs of schemas", schemaPair],
	["pairs with recursive definitions", recursivePair],
])("%s", (_, pairs) => {
	test("an error where incompatible, none where compatible, nothing where equivalent; the other way round, too", () => {
		assert(pairs, (writer, reader) => {
			const [older, newer] = [prepare(source(writer)), prepare(source(reader))];
			const list = differences(older, newer);
			const back = differences(newer, older);
			expect(brokenLaws(older, newer, list, back)).toEqual([]);
			expect(brokenLaws(newer, older, back, list)).toEqual([]);
		});
	});

	test("every place is there, and every message is one short line", () => {
		assert(pairs, (writer, reader) => {
			for (const difference of differences(source(writer), source(reader))) {
				expect(valueAt(writer, difference.writer?.keywordLocation ?? "")).not.toBe(undefined);
				expect(valueAt(reader, difference.reader?.keywordLocation ?? "")).not.toBe(undefined);
				expectSentence(difference);
			}
		});
	});
});

function expectSentence({ message }: Difference): void {
	expect(message).toMatch(/^(?:The value|`[^`]+`) \S/);
	expect(message).not.toMatch(/\n|\{(?:at|old|new|what)\}|undefined| {2}| $/);
	expect(message.length).toBeLessThan(600);
}

function assert(pairs: typeof schemaPair, law: (writer: Json, reader: Json) => void): void {
	const property = fc.property(pairs, ([writer, reader]) => {
		try {
			law(writer, reader);
		} catch (error) {
			// Generated references may go round in a circle.
			if (!(error instanceof SchemaError) || error.code !== "self-reference") throw error;
		}
	});
	fc.assert(property, PAIRS);
}
