import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as versions from "../../src/clerk/generated/index.js";
import { client, session, sessionsOf } from "../../src/clerk/index.js";
import * as steps from "../../src/clerk/steps/index.js";
import type { Json } from "../../src/index.js";
import { lineage } from "../../src/lineage/index.js";
import { shippedInstances, shippedMutations } from "../support/instances/index.js";
import type * as laws from "../support/laws.js";
import { RUNS } from "../support/runs.js";

// The shipped steps are source that was written from mappings: both say the same of every instance.

const MAPPED = {
	"clerk-client": lineage("clerk/client")
		.version("legacy", versions.clientLegacy)
		.version("v1", versions.clientV1, steps.legacyToV1)
		.version("current", versions.clientCurrent, steps.v1ToCurrent)
		.branch("v2", versions.clientV2, steps.v2ToCurrent, { widens: ["v1"] })
		.branch("bapi-2021", versions.clientBapi2021, steps.bapi2021ToCurrent, { widens: ["v1", "v2"] })
		.branch("go-sdk", versions.clientGoSdk, steps.goSdkToCurrent)
		.branch("fapi", versions.clientFapi, steps.fapiToCurrent)
		.suspects(client.suspicions as never),
	"clerk-session": lineage("clerk/session")
		.version("legacy", versions.sessionLegacy)
		.version("v1", versions.sessionV1, steps.sessionLegacyToV1("client_1"))
		.version("current", versions.sessionCurrent, steps.sessionV1ToCurrent)
		.branch("v2", versions.sessionV2, steps.sessionV2ToCurrent, { widens: ["v1", "current"] })
		.branch("fapi", versions.sessionFapi, steps.sessionFapiToCurrent("client_1"))
		.suspects(session.suspicions as never),
};
const EMITTED = { "clerk-client": client, "clerk-session": sessionsOf("client_1") };

describe.each(["clerk-client", "clerk-session"] as const)("%s, emitted and mapped", (name) => {
	const mapped = MAPPED[name] as unknown as laws.AnyLineage;
	const emitted = EMITTED[name] as unknown as laws.AnyLineage;

	test.each(emitted.versions.filter((version) => version !== emitted.head))(
		"from %s, and back",
		(version) => {
			const instance = fc.oneof(
				{ weight: 3, arbitrary: shippedInstances(name, version, { keyOrder: "mixed" }) },
				{ weight: 1, arbitrary: shippedMutations(name, version) },
			);
			// Each case is converted eight times.
			const numRuns = Math.ceil(RUNS.numRuns / 8);
			let converted = 0;
			fc.assert(
				fc.property(instance, shippedInstances(name, emitted.head), (payload, newer) => {
					converted += sameUp(payload) ? 1 : 0;
					sameBack(newer, version);
				}),
				{ ...RUNS, numRuns },
			);
			expect(converted).toBeGreaterThan(numRuns / 2);
		},
	);

	/** Whether the payload was converted, by both alike. */
	function sameUp(payload: Json): boolean {
		const [one, other] = [emitted.upgrade(payload), mapped.upgrade(payload)];
		// Without the lineage's foreign shapes the advice is another.
		if (one.issues || other.issues) {
			expect(one.issues !== undefined).toBe(other.issues !== undefined);
			return false;
		}
		expect(textOf(one)).toBe(textOf(other));
		const back = [emitted, mapped].map((of) =>
			of.downgrade(one.value as never, { to: one.from, residue: one.residue }),
		);
		expect(textOf(back[0])).toBe(textOf(back[1]));
		return true;
	}

	function sameBack(newer: Json, to: string): void {
		const [one, other] = [emitted, mapped].map((of) => of.downgrade(newer as never, { to }));
		expect(textOf(one)).toBe(textOf(other));
	}
});

/** Value, account and residue, members in their order. */
function textOf(result: unknown): string {
	return JSON.stringify(result);
}
