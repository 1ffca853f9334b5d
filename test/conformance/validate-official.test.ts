import { describe, expect, test } from "vitest";
import { plainSchema, type ReadGraph, type SchemaSource, schemaGraph } from "../../src/schema/index.js";
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

	test.each([...DRAFTS.keys()])("%s, as generate writes it in the words of 2020-12", (draft) => {
		const report = emptyReport();
		for (const group of groupsOf(draft)) {
			runGroup(group, (source) => validator(schemaGraph(plain(schemaGraph(source)))).is, report);
		}
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

/** The schema as one document without any other, as the generated module of schemas has it. */
function plain(graph: ReadGraph): SchemaSource {
	const targets = new Set(graph.written.flatMap(({ references }) => references));
	const nameOf = (index: number) => (targets.has(index) ? `d${index}` : undefined);
	const $defs = Object.fromEntries(
		[...targets].map((index) => [`d${index}`, plainSchema(graph, index, nameOf)]),
	);
	const root = plainSchema(graph, graph.root, nameOf);
	const document = typeof root === "boolean" ? root : { ...root, $defs };
	return { documents: new Map([["plain.json", document]]), root: "plain.json", dialect: "draft2020-12" };
}
