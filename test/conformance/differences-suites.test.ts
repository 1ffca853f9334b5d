import { describe, expect, test } from "vitest";
import { rowsOf, SUITES } from "../support/compat/rows.js";
import { told } from "../support/compat/told.js";
import { sharedThere } from "../support/shared.js";

describe.skipIf(!sharedThere)("judging suites (needs ../shared)", () => {
	test.each(SUITES)("%s: differences say why, and nothing else", { timeout: 120_000 }, (suite) => {
		// An eighth of the rows; npm run conformance asks all.
		const rows = rowsOf(suite).filter((_, index) => index % 8 === 0);
		const broken = rows.flatMap((row) => told(row)?.broken.map((law) => `${row.id}: ${law}`) ?? []);
		expect(broken).toEqual([]);
	});
});
