import { describe, expect, test } from "vitest";
import { compare, differences } from "../../../src/compat/index.js";
import { source } from "../../support/compat/source.js";
import { numbered, WIDE } from "../../support/wide-schemas.js";

/** How many members a keyword has. */
const COUNTS: { readonly [keyword: string]: number } = {
	required: 10_000,
	"anyOf of const": 1_000,
	allOf: 1_000,
	prefixItems: 2_000,
	patternProperties: 250,
	dependentRequired: 2_000,
	dependentSchemas: 2_000,
};

describe("keywords with many members: an answer within the budget, whatever they are", () => {
	// Some of them took minutes, or ended in a stack. A few seconds each on a machine of its own; tests share theirs.
	test.each(Object.entries(COUNTS))("%s", { timeout: 60_000 }, (keyword, count) => {
		const [older, newer] = ["a", "b"].map((prefix) =>
			source(WIDE[keyword]?.(numbered(prefix, count)) ?? true),
		);
		if (older === undefined || newer === undefined) throw new Error(keyword);
		const { verdict } = compare(older, newer);
		expect(verdict).not.toBe("compatible");
		if (verdict === "incompatible")
			expect(differences(older, newer).some(({ level }) => level === "error")).toBe(true);
		expect(compare(older, older).verdict).toBe("compatible");
	});
});
