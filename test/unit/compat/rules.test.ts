import { describe, expect, test } from "vitest";
import { counterpart, differences, RULES, type RuleId } from "../../../src/compat/index.js";
import type { Json } from "../../../src/json/index.js";
import { RULE_FIXTURES, type RuleFixture } from "../../support/compat/rule-fixtures.js";
import { source } from "../../support/compat/source.js";

const COVERED = RULES.filter(({ direction }) => direction !== "forward");

describe("each rule", () => {
	test.each(COVERED.map(({ id }) => id))(
		"%s speaks for its fixture, alone, and not for its near miss",
		(id) => {
			const { pair, miss, options, others = [] } = fixture(id);
			expect(rulesOf(pair[0], pair[1], options)).toEqual([id, ...others]);
			expect(rulesOf(miss[0], miss[1], options)).not.toContain(id);
		},
	);

	test.each(COVERED.map(({ id }) => id))(
		"%s has its counterpart where writer and reader change places",
		(id) => {
			const { pair, miss, options, others = [] } = fixture(id);
			expect(rulesOf(pair[1], pair[0], options)).toEqual([id, ...others].map(counterpart));
			expect(rulesOf(miss[1], miss[0], options)).not.toContain(counterpart(id));
		},
	);
});

describe("the table", () => {
	test("has no fixture without a rule", () => {
		const ids = COVERED.map(({ id }): string => id);
		expect(Object.keys(RULE_FIXTURES).filter((id) => !ids.includes(id))).toEqual([]);
	});

	test("has ids of keyword and verb, each once, and one sentence each", () => {
		const ids = RULES.map(({ id }) => id);
		expect(new Set(ids).size).toBe(ids.length);
		for (const { id, about } of RULES) {
			expect(id).toMatch(/^[a-z]+(-[a-z]+)+$/);
			expect(about).toMatch(/^[a-z][^.]+$/);
		}
	});

	test("is symmetric: what hurts backward has a counterpart that hurts forward", () => {
		for (const { id, direction } of RULES) {
			const other = RULES.find((rule) => rule.id === counterpart(id));
			expect(other?.direction).toBe(
				direction === "backward" ? "forward" : direction === "forward" ? "backward" : "both",
			);
			expect(counterpart(counterpart(id))).toBe(id);
		}
	});
});

function fixture(id: RuleId): RuleFixture {
	const found = RULE_FIXTURES[id];
	if (found === undefined) throw new Error(`the rule ${id} has no fixture`);
	return found;
}

function rulesOf(writer: Json, reader: Json, options: RuleFixture["options"]): string[] {
	return differences(source(writer), source(reader), options).map(({ rule }) => rule);
}
