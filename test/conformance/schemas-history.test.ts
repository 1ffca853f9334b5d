import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, test } from "vitest";
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

/** The published schema that a shipped version repeats, by the version. */
const HISTORY: Readonly<Record<string, string>> = {
	"clerk-client/v1": "2024-10-01/Client.2025-02-26.256f6e09.json",
	"clerk-client/current": "2026-05-12/Client.2026-05-28.5073491b.json",
	"clerk-session/v1": "2024-10-01/Session.2025-02-26.256f6e09.json",
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

	test("a Client published between v1 and current is a v1 one unless a session is pending or has tasks", () => {
		const isV1 = judgeOf("clerk-client/v1");
		const between = instancesOf(published("2025-04-10/Client.2025-07-21.2e619061.json"));
		fc.assert(
			fc.property(between, (client) => {
				const { sessions } = client as { sessions: readonly { status: string; tasks?: Json }[] }; // as published
				const isOld = sessions.every(({ status, tasks }) => status !== "pending" && tasks === undefined);
				return isV1(client) === isOld;
			}),
			{ ...RUNS, numRuns: 1000 },
		);
	});
});
