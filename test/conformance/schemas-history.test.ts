import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../../src/json/index.js";
import {
	instancesOf,
	mutationsOf,
	type Schema,
	shippedInstances,
	shippedMutations,
} from "../support/instances/index.js";
import { ajvJudge, type Judge, shippedJudges } from "../support/instances/judges/index.js";
import { sharedPath, sharedThere } from "../support/shared.js";

const RUNS = { seed: 20261120, numRuns: 10_000 };
const TIMEOUT = 120_000;

/** Every published schema that a shipped version answers to, by the version. */
const HISTORY: Readonly<Record<string, string>> = {
	"clerk-client/current": "2026-05-12/Client.2026-05-28.5073491b.json",
	"clerk-session/current": "2026-05-12/Session.2026-05-28.5073491b.json",
};

/** OpenAPI 3.0 as JSON Schema 2020-12: `nullable` becomes a type union, `int64` says nothing of the value. */
function translated(schema: Json): Json {
	if (Array.isArray(schema)) return schema.map(translated);
	if (typeof schema !== "object" || schema === null) return schema;
	const { nullable, format, ...rest } = schema as { readonly [keyword: string]: Json }; // no array, no null
	if (format !== undefined && format !== "int64") throw new Error("a format that the history did not have");
	const entries = Object.entries(rest).map(([keyword, value]) => [keyword, translated(value)] as const);
	const keywords = Object.fromEntries(entries);
	return nullable === true ? { ...keywords, type: [keywords.type ?? null, "null"] } : keywords;
}

function published(file: string): Schema {
	const text = readFileSync(sharedPath("clerk", "history", file), "utf8");
	return translated(JSON.parse(text)) as Schema; // an object in, an object out
}

function judgeOf(name: string): Judge {
	const judge = shippedJudges.get(name);
	if (judge === undefined) throw new Error(`no shipped version ${name}`);
	return judge;
}

describe.skipIf(!sharedThere)("the published history (needs ../shared)", () => {
	for (const [name, file] of Object.entries(HISTORY)) {
		const [lineage = "", version = ""] = name.split("/");
		test(`${name} accepts what ${file} accepts, and nothing else`, { timeout: TIMEOUT }, () => {
			const schema = published(file);
			const theirs = ajvJudge({ "https://history.example/": schema }, "https://history.example/");
			const ours = judgeOf(name);
			const agree = (instances: fc.Arbitrary<Json>) =>
				fc.assert(
					fc.property(instances, (instance) => ours(instance) === theirs(instance)),
					RUNS,
				);
			agree(instancesOf(schema));
			agree(mutationsOf(schema));
			agree(shippedInstances(lineage, version));
			agree(shippedMutations(lineage, version));
		});
	}

	test("a schema of before 2025-10-28 is not the current one", () => {
		const schema = published("2021-02-05/Client.2025-02-26.256f6e09.json");
		const judge = judgeOf("clerk-client/current");
		expect(fc.sample(instancesOf(schema), { ...RUNS, numRuns: 100 }).some(judge)).toBe(false);
	});
});
