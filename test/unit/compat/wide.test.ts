import { describe, expect, test } from "vitest";
import { compare, differences } from "../../../src/compat/index.js";
import type { Json } from "../../../src/json/index.js";
import { source } from "../../support/compat/source.js";

/** Names that are `a0`, `a1` and so on. */
const names = (prefix: string, count: number) =>
	Array.from({ length: count }, (_, index) => `${prefix}${index}`);

function named(prefix: string, count: number, value: (index: number) => Json): Json {
	return Object.fromEntries(names(prefix, count).map((name, index) => [name, value(index)]));
}

/** A schema whose keyword has many members, all of which begin with the prefix. */
const WIDE: Readonly<Record<string, (prefix: string) => Json>> = {
	required: (prefix) => ({ type: "object", required: names(prefix, 10_000) }),
	"anyOf of const": (prefix) => ({ anyOf: names(prefix, 1_000).map((name) => ({ const: name })) }),
	allOf: (prefix) => ({ allOf: names(prefix, 1_000).map((name) => ({ required: [name] })) }),
	prefixItems: (prefix) => ({
		type: "array",
		prefixItems: names(prefix, 2_000).map((name) => ({ const: name })),
	}),
	patternProperties: (prefix) => ({
		type: "object",
		patternProperties: Object.fromEntries(
			names(prefix, 250).map((name) => [`^${name}$`, { type: "string" }]),
		),
	}),
	dependentRequired: (prefix) => ({
		type: "object",
		dependentRequired: named(prefix, 2_000, (index) => [`${prefix}${index + 1}`]),
	}),
	dependentSchemas: (prefix) => ({
		type: "object",
		dependentSchemas: named(prefix, 2_000, (index) => ({ required: [`${prefix}${index + 1}`] })),
	}),
};

describe("keywords with many members: an answer within the budget, whatever they are", () => {
	// Some of them took minutes, or ended in a stack. A few seconds each on a machine of its own; tests share theirs.
	test.each(Object.keys(WIDE))("%s", { timeout: 60_000 }, (keyword) => {
		const [older, newer] = [source(WIDE[keyword]?.("a") ?? true), source(WIDE[keyword]?.("b") ?? true)];
		const { verdict } = compare(older, newer);
		expect(verdict).not.toBe("compatible");
		if (verdict === "incompatible")
			expect(differences(older, newer).some(({ level }) => level === "error")).toBe(true);
		expect(compare(older, older).verdict).toBe("compatible");
	});
});
