import { describe, expect, test } from "vitest";
import { schemaGraph } from "../../src/schema/index.js";
import { validator } from "../../src/validate/index.js";
import { emitted } from "../support/official/emitted.js";
import { DRAFTS, groupsOf } from "../support/official/index.js";
import { emptyReport, runGroup } from "../support/official/run.js";
import { sharedThere } from "../support/shared.js";

describe.skipIf(!sharedThere)("the official suite (needs ../shared)", () => {
	test.each([...DRAFTS.keys()])("%s, interpreted", (draft) => {
		const report = emptyReport();
		for (const group of groupsOf(draft))
			runGroup(group, (source) => validator(schemaGraph(source)).is, report);
		expect(report.failed).toEqual([]);
		expect(report.passed).toBeGreaterThan(500);
	});

	test.each([...DRAFTS.keys()])("%s, emitted, which says what the interpreter says", (draft) => {
		const report = emptyReport();
		for (const group of groupsOf(draft)) {
			runGroup(
				group,
				(source) => {
					const graph = schemaGraph(source);
					const own = emitted(graph);
					const interpreted = validator(graph);
					return (instance) => {
						expect(own.explain(instance), group.name).toEqual(interpreted.explain(instance));
						const valid = own.is(instance);
						expect(own.explain(instance).length === 0, group.name).toBe(valid);
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
