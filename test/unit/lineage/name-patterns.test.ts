import { describe, expect, test } from "vitest";
import { lineage, type Version } from "../../../src/index.js";

/** A lineage whose versions are closed but for names of a pattern, and whose validators refuse whatever has a name. */
function refusing(pattern: string) {
	const version: Version<object> = {
		schema: { type: "object", additionalProperties: false, patternProperties: { [pattern]: true } },
		is: (value): value is object => Object.keys(Object(value)).length === 0,
		explain: () => [],
	};
	const step = { upgrade: (older: object) => older, downgrade: (newer: object) => newer, widens: true };
	return lineage("refusing").version("v1", version).version("v2", version, step);
}

/** Whether the name is taken for one that nothing declares; if not, it meets the validator. */
const isDropped = (pattern: string, name: string) =>
	"value" in refusing(pattern).upgrade({ [name]: 1 }, { undeclared: "drop" });

describe("names against the patterns that may declare them", () => {
	test.each([
		["^(a+)+$", `${"a".repeat(40)}!`],
		["^(a|a|a|a)*b$", "a".repeat(40)],
		["a{0,30}a{0,30}a{0,30}b", "a".repeat(200)],
		["(.*)\\1b", "a".repeat(200)],
		["(?=(a+)+$)b", "a".repeat(40)],
		["(?<x>a+)+b", "a".repeat(40)],
		["[^]*[^]*[^]*[^]*b", "a".repeat(200)],
		["[(]+([)]+[*])+x", `${"(".repeat(200)}`],
		["a*a*b", "a".repeat(100_000)],
		["a+$", `${"a".repeat(200_000)}!`],
	])("%s takes no time, and leaves to the validator what it can't tell", (pattern, name) => {
		const start = performance.now();
		expect(isDropped(pattern, name)).toBe(false);
		expect(performance.now() - start).toBeLessThan(1_000);
	});

	test.each([
		["^x-", "x-own", "own"],
		["^x-[a-z]+$", "x-own", "x-1"],
		["^[a-z]+[0-9]*$", "a1", "1"],
		["\\d{4}", "in 1999", "in 99"],
		["^(?:a|b)$", "a", "c"],
		["^[^*+(){}]$", "x", "("],
		["^\\*\\(\\+$", "*(+", "*(("],
	])("%s declares %s, but not %s", (pattern, declared, other) => {
		expect(isDropped(pattern, declared)).toBe(false);
		expect(isDropped(pattern, other)).toBe(true);
	});

	test("a pattern that only early drafts allow may declare any name", () => {
		expect(isDropped("^x\\-", "other")).toBe(false);
	});
});
