import fc from "fast-check";
import { expect, test } from "vitest";
import { checkRepository } from "../../src/check/index.js";
import { compare } from "../../src/compat/index.js";
import type { Json, JsonObject } from "../../src/json/index.js";
import { schemaGraph } from "../../src/schema/index.js";
import { schemaPair } from "../support/compat/arbitrary.js";
import { source } from "../support/compat/source.js";
import { commit, type Files, project, write } from "../support/project.js";
import { RUNS } from "../support/runs.js";

// All pairs are in one set, which has 1,000 documents at most.
const COUNT = Math.min(400, Math.ceil(RUNS.numRuns / 100));

interface Change {
	readonly before: Json;
	readonly after: Json;
	readonly isAnnotation: boolean;
}

/** Keywords that hold schemas, in lists and maps or by themselves. */
const HOLDERS: ReadonlySet<string> = new Set([
	...["allOf", "anyOf", "oneOf", "prefixItems", "not", "if", "then", "else", "items", "contains"],
	...["properties", "patternProperties", "additionalProperties", "propertyNames", "dependentSchemas"],
	...["unevaluatedItems", "unevaluatedProperties"],
]);

/** The schema with an annotation in every subschema. */
function annotated(schema: Json): Json {
	if (!isObject(schema)) return schema;
	const held = Object.entries(schema).map(([name, value]): [string, Json] => {
		if (!HOLDERS.has(name)) return [name, value];
		if (Array.isArray(value)) return [name, value.map(annotated)];
		const isMap = /^(?:properties|patternProperties|dependentSchemas)$/.test(name);
		if (!isMap || !isObject(value)) return [name, annotated(value)];
		return [name, Object.fromEntries(Object.entries(value).map(([key, one]) => [key, annotated(one)]))];
	});
	return { title: "a title", ...Object.fromEntries(held), $comment: "and more", "x-own": { type: "null" } };
}

function isObject(value: Json): value is JsonObject {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

const pairs = fc.sample(schemaPair, { ...RUNS, numRuns: COUNT }).filter((pair) => pair.every(isValid));

/** Whether lineages may have such a schema: edits make some that are none. */
function isValid(schema: Json): boolean {
	try {
		schemaGraph({ documents: new Map([["a", schema]]), root: "a" });
		return true;
	} catch {
		return false;
	}
}

const CHANGES = pairs.map(([before, edited], index): Change => {
	const isAnnotation = index % 3 === 0;
	return { before, after: isAnnotation ? annotated(before) : edited, isAnnotation };
});

/** A repository with a lineage for each change, whose one version is what the change makes of it. */
function files(of: (change: Change) => Json): Files {
	const lineages = CHANGES.flatMap((change, index) => [
		[`schemas/l${index}/lineage.json`, { name: `l${index}`, type: `L${index}`, versions: ["v1"] }] as const,
		[`schemas/l${index}/v1.schema.json`, of(change)] as const,
	]);
	return { "upshape.config.json": {}, ...Object.fromEntries(lineages) };
}

/** What was found about each published version, by the change's number. */
async function published(): Promise<(index: number) => string | undefined> {
	const cwd = project(files(({ before }) => before));
	commit(cwd);
	write(
		cwd,
		files(({ after }) => after),
	);
	const loadSteps = () => Promise.reject(new Error("there are none"));
	const { findings } = await checkRepository({ cwd, against: "HEAD", today: "2026-11-21", loadSteps });
	const changed = findings.filter(({ rule }) => rule === "published-changed");
	const messages = new Map(changed.map(({ subject, message }) => [subject, message]));
	return (index) => messages.get(`l${index}: v1`);
}

test("a published version has changed unless only annotations have; what it means then is as the engine proves", {
	timeout: 120_000,
}, async () => {
	const messageOf = await published();
	const told = { same: 0, other: 0, unchanged: 0 };
	for (const [index, { before, after, isAnnotation }] of CHANGES.entries()) {
		const message = messageOf(index);
		if (isAnnotation) expect(message).toBeUndefined();
		const verdicts = [compare(source(before), source(after)), compare(source(after), source(before))];
		const isSame = verdicts.every(({ verdict }) => verdict === "compatible");
		if (message === undefined) expect(verdicts.map(({ verdict }) => verdict)).not.toContain("incompatible");
		else expect(message.includes("it means the same, proved")).toBe(isSame);
		told[message === undefined ? "unchanged" : isSame ? "same" : "other"]++;
	}
	expect(Math.min(...Object.values(told))).toBeGreaterThan(3);
});
