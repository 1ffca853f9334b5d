import { describe, expect, test } from "vitest";
import { schemaGraph } from "../../src/schema/index.js";
import { validator } from "../../src/validate/index.js";
import { DRAFTS, groupsOf } from "../support/official/index.js";
import { emptyReport, runGroup } from "../support/official/run.js";
import { sharedThere } from "../support/shared.js";

describe.skipIf(!sharedThere)("the official suite (needs ../shared)", () => {
	test.each([...DRAFTS.keys()])("%s, interpreted", (draft) => {
		const report = emptyReport();
		for (const group of groupsOf(draft)) {
			runGroup(
				group,
				(source) => {
					const { is, explain } = validator(schemaGraph(source));
					return (instance) => {
						const valid = is(instance);
						expect(explain(instance).length === 0, group.name).toBe(valid);
						return valid;
					};
				},
				report,
			);
		}
		expect(report.failed).toEqual([]);
		expect(report.passed).toBeGreaterThan(500);
	});
});
