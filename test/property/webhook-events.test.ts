import fc from "fast-check";
import { expect, test } from "vitest";
import { session } from "../../src/clerk/index.js";
import { equal, type Json, type JsonObject } from "../../src/index.js";
import { receiver, sentEvent } from "../../src/webhook/index.js";
import { shippedInstances } from "../support/instances/index.js";
import { RUNS } from "../support/runs.js";
import { delivery, received, SECRET } from "../support/webhook.js";

/** The door refuses own "__proto__" keys. */
const READABLE = { protoKeys: false };

const envelopes = fc.oneof(
	...["v1", "v2", "seconds", "current"].map((version) => shippedInstances("clerk-event", version, READABLE)),
) as fc.Arbitrary<JsonObject>; // by their schemas

/** A Session, or one with its user, and something that no schema declares. */
const data = fc
	.tuple(
		fc.oneof(
			shippedInstances("clerk-session", "v1", READABLE),
			shippedInstances("clerk-session", "current", READABLE),
		),
		fc.option(fc.record({ user: fc.jsonValue() as fc.Arbitrary<Json> })),
		fc.option(fc.record({ undeclared: fc.jsonValue() as fc.Arbitrary<Json> })),
	)
	.map(([payload, user, undeclared]) => Object.assign({}, payload, user, undeclared));

test("an event of any version, with a Session of any, is received and can be restored", async () => {
	const to = receiver({ secrets: SECRET, seen: () => false });
	let apart = 0;
	await fc.assert(
		fc.asyncProperty(envelopes, data, async (envelope, payload) => {
			const sent = JSON.parse(JSON.stringify({ ...envelope, type: "session.touched", data: payload }));
			fc.pre(!JSON.stringify(sent).includes("__proto__"));
			const result = received(await to.receiveBytes(await delivery(sent)));
			if (result.matched !== "session.*") return false;
			if (result.account.some((entry) => "from" in entry && entry.from === "/data/user")) apart++;
			const { undeclared: _, ...declared } = result.event.data as unknown as JsonObject;
			const isCurrent = !session.upgrade(declared).issues && !Object.hasOwn(declared, "user");
			const back = sentEvent(JSON.parse(JSON.stringify(result)));
			return isCurrent && back.value !== undefined && equal(back.value, sent);
		}),
		{ ...RUNS, numRuns: RUNS.numRuns / 4 },
	);
	console.log(`${RUNS.numRuns / 4} session events restored, ${apart} of them with a user apart`);
	expect(apart).toBeGreaterThan(100);
});
