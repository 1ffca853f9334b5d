import { describe, expect, test } from "vitest";
import { coverage, standings } from "../support/clerk-coverage.js";
import { sharedThere } from "../support/shared.js";

describe.skipIf(!sharedThere)("the published history (needs ../shared)", () => {
	test("all of each published Client and Session is accepted by a version, proved", {
		timeout: 60_000,
	}, () => {
		const covered = coverage();
		expect(covered.filter(({ by }) => by.length === 0)).toEqual([]);
		expect(covered).toHaveLength(27);
	});
});

/** The pairs of versions of which one accepts all of the other, as the lineages declare it. */
const NESTED = {
	"clerk-client": ["v1 and v2", "v1 and bapi-2021", "v2 and bapi-2021"],
	"clerk-session": ["v1 and v2", "v1 and current", "v2 and current"],
};

test.each(Object.entries(NESTED))(
	"the versions of %s are apart or nested, proved",
	{ timeout: 60_000 },
	(lineage, nested) => {
		const all = standings(lineage);
		const told = (standing: string) =>
			all.filter((one) => one.standing === standing).map(({ pair }) => pair.join(" and "));
		expect(told("nested")).toEqual(nested);
		expect(told("apart")).toHaveLength(all.length - nested.length);
	},
);
