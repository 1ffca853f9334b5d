import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ClientV1, camelCase, client, type SessionV1, snakeCase } from "../../../src/clerk/index.js";
import { equal } from "../../../src/index.js";
import { sessionV1, v1 } from "../../support/clerk-samples.js";
import { shippedInstances } from "../../support/instances/index.js";
import { converted } from "../../support/results.js";

const activity = { id: "a", object: "session_activity", is_mobile: true, device_type: "phone", my_own: 1 };
const session: SessionV1 = {
	...sessionV1,
	actor: { sub_ject: { is_deep: 1 } },
	latest_activity: activity,
};
const payload: ClientV1 = { ...v1, sessions: [session] };

describe("camelCase", () => {
	test("renames declared properties at every depth, and nothing that the schema leaves open", () => {
		const camel = camelCase(payload);
		expect(camel).toMatchObject({ sessionIds: ["sess_1"], lastActiveSessionId: "sess_1", signUpId: "sua_1" });
		expect(camel.sessions[0]).toMatchObject({
			userId: "user_1",
			lastActiveAt: 1_620_366_955_000,
			actor: { sub_ject: { is_deep: 1 } },
			latestActivity: { isMobile: true, deviceType: "phone", my_own: 1 },
		});
	});

	test("snakeCase is the way back", () => {
		expect(snakeCase(camelCase(payload))).toEqual(payload);
	});

	test.each(["v1", "current"])(
		"and back, for every instance of %s whose open parts leave it unambiguous",
		(version) => {
			fc.assert(
				fc.property(shippedInstances("clerk-client", version, { protoKeys: false }), (instance) =>
					equal(snakeCase(camelCase(instance as never)), instance),
				),
				{ seed: 20_261_120, numRuns: 2000 },
			);
		},
	);
});

describe("snakeCase", () => {
	test("takes mixed documents: snake_case outside, camelCase sessions", () => {
		const mixed = { ...v1, sessions: camelCase(v1).sessions };
		expect(snakeCase(mixed)).toEqual(v1);
	});

	test("what comes out can be upgraded", () => {
		expect(converted(client.upgrade(snakeCase(camelCase(v1)))).from).toBe("v1");
	});

	test("two names for one property stay two, for validation to find", () => {
		const both = { ...v1, signInId: "sia_9" };
		expect(snakeCase(both)).toEqual(both);
		expect(client.upgrade(snakeCase(both)).issues).toBeDefined();
	});
});
