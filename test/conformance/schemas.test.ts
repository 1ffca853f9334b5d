import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../../src/json/index.js";
import {
	shippedDocuments,
	shippedInstances,
	shippedMutations,
	shippedUri,
	shippedVersions,
} from "../support/instances/index.js";
import { ajvJudge, hyperjumpJudge, shippedJudges } from "../support/instances/judges/index.js";

const LONG = process.env.UPSHAPE_LONG === "1";
const RUNS = { seed: 20261120, numRuns: LONG ? 100_000 : 10_000 };
const TIMEOUT = LONG ? 1_200_000 : 300_000;

/** The names of the shipped versions that accept the value. */
function acceptedBy(value: Json): string[] {
	return [...shippedJudges].filter(([, judge]) => judge(value)).map(([name]) => name);
}

function clientsOnly(names: readonly string[]): string[] {
	return names.filter((name) => name.startsWith("clerk-client/"));
}

describe("two validators agree on every shipped schema", () => {
	for (const [lineage, version] of shippedVersions) {
		const name = `${lineage}/${version}`;
		test(`${name}: on valid and on mutated instances`, { timeout: TIMEOUT }, async () => {
			const uri = shippedUri(lineage, version);
			const ajv = ajvJudge(shippedDocuments, uri);
			const hyperjump = await hyperjumpJudge(shippedDocuments, uri);
			const counts = { valid: 0, mutated: 0, mutatedAndValid: 0 };
			const valid = fc.property(shippedInstances(lineage, version), (instance) => {
				counts.valid += 1;
				return ajv(instance) && hyperjump(instance);
			});
			const mutated = fc.property(shippedMutations(lineage, version), (instance) => {
				const verdict = ajv(instance);
				counts.mutated += 1;
				counts.mutatedAndValid += verdict ? 1 : 0;
				return verdict === hyperjump(instance);
			});
			fc.assert(valid, RUNS);
			fc.assert(mutated, RUNS);
			console.log(
				`${name}: ${counts.valid} generated, all valid; ${counts.mutated} mutated, ` +
					`${counts.mutatedAndValid} of them still valid; ajv and hyperjump differ on 0`,
			);
			expect(counts.mutatedAndValid).toBeLessThan(RUNS.numRuns / 4);
		});
	}
});

describe("the versions are told apart by their schemas", () => {
	/** The versions that may accept the same Client: v2 widens v1, and bapi-2021 widens both. */
	const TOGETHER = [
		"legacy",
		"v1 v2 bapi-2021",
		"v2 bapi-2021",
		"bapi-2021",
		"go-sdk",
		"fapi",
		"current",
		"",
	];
	const together = (client: Json) =>
		clientsOnly(acceptedBy(client))
			.map((name) => name.replace("clerk-client/", ""))
			.join(" ");
	const clients = shippedVersions.flatMap(([lineage, version]) =>
		lineage === "clerk-client" ? [version] : [],
	);

	for (const version of clients) {
		test(`a generated ${version} Client is of no version apart from it`, { timeout: TIMEOUT }, () => {
			const instances = shippedInstances("clerk-client", version);
			fc.assert(
				fc.property(instances, (client) => {
					const versions = together(client);
					return TOGETHER.includes(versions) && versions.split(" ").includes(version);
				}),
				RUNS,
			);
		});

		test(`a mutated ${version} Client is of versions that are nested, if of any`, {
			timeout: TIMEOUT,
		}, () => {
			const mutated = shippedMutations("clerk-client", version);
			fc.assert(
				// Only Clients count: a change may leave nothing of a Client but one of its sessions.
				fc.property(mutated, (client) => TOGETHER.includes(together(client))),
				RUNS,
			);
		});
	}

	test("a generated legacy Session is nothing else", { timeout: TIMEOUT }, () => {
		const instances = shippedInstances("clerk-session", "legacy");
		fc.assert(
			fc.property(instances, (session) => acceptedBy(session).join() === "clerk-session/legacy"),
			RUNS,
		);
	});

	test("every v1 Session is a current one", { timeout: TIMEOUT }, () => {
		const both = "clerk-session/v1,clerk-session/v2,clerk-session/current";
		const instances = shippedInstances("clerk-session", "v1");
		fc.assert(
			fc.property(instances, (session) => acceptedBy(session).join() === both),
			RUNS,
		);
	});

	test("a current Session is a v1 one unless it is pending or has tasks", { timeout: TIMEOUT }, () => {
		const instances = shippedInstances("clerk-session", "current");
		fc.assert(
			fc.property(instances, (session) => {
				const { status, tasks } = session as { status: string; tasks?: Json }; // valid by construction
				const isV1 = acceptedBy(session).includes("clerk-session/v1");
				return isV1 === (status !== "pending" && tasks === undefined);
			}),
			RUNS,
		);
	});
});
