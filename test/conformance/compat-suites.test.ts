import { describe, expect, test } from "vitest";
import { compare, SchemaError, type SchemaSource } from "../../src/compat/index.js";
import { type Judged, judged } from "../support/compat/judged.js";
import { rowsOf, SUITES } from "../support/compat/rows.js";
import { source } from "../support/compat/source.js";
import { sharedThere } from "../support/shared.js";

describe.skipIf(!sharedThere)("judging suites (needs ../shared)", () => {
	test.each(SUITES)("%s: nothing unsound, nearly everything decided", { timeout: 120_000 }, async (suite) => {
		const results: Judged[] = [];
		for (const row of rowsOf(suite)) results.push(await judged(row));
		const known = results.filter(({ truth }) => truth !== undefined);
		const right = known.filter(({ truth }) => truth === true);
		const unsound = known.filter(({ truth, verdict }) => truth === false && verdict === "compatible");
		expect(unsound.map(({ row }) => row.id)).toEqual([]);
		expect(
			share(known, ({ verdict }) => verdict === "compatible" || verdict === "incompatible"),
		).toBeGreaterThan(0.97);
		expect(share(right, ({ verdict }) => verdict === "compatible")).toBeGreaterThan(0.95);
	});
});

describe.skipIf(!sharedThere)(
	"deserializers, whose writers emit only declared properties (needs ../shared)",
	() => {
		const others = new Set([
			// The row's tool takes it for granted even where the writer's schema says that others may be there.
			"pattern_properties_fall_back_to_additional_properties:deserializer",
			// Here an object that declares nothing is written empty, as the pair `c11-assume-empty-object-type-gains-prop`
			// of the reports wants it; the row's tool holds it for open.
			"additionalprops_reduced:deserializer",
		]);
		const rows = sharedThere
			? rowsOf("jsoncompat-backcompat").filter(({ id }) => id.endsWith(":deserializer"))
			: [];

		test.each(rows.filter(({ id }) => !others.has(id)))("$id", ({ s1, s2, draft, subset }) => {
			const answer = compared(source(s1, draft), source(s2, draft));
			expect([subset ? "compatible" : "incompatible", "self-reference"]).toContain(answer);
		});
	},
);

function compared(writer: SchemaSource, reader: SchemaSource): string {
	try {
		return compare(writer, reader, { assume: ["writers-emit-only-declared"] }).verdict;
	} catch (error) {
		if (error instanceof SchemaError) return error.code;
		throw error;
	}
}

function share(results: readonly Judged[], which: (result: Judged) => boolean): number {
	return results.filter(which).length / results.length;
}
