import { describe, expect, test } from "vitest";
import { session } from "../../src/clerk/index.js";
import { equal, type Json, valueAt } from "../../src/index.js";
import { receiver, sentEvent } from "../../src/webhook/index.js";
import { leavesOf } from "../support/leaves.js";
import { sharedThere } from "../support/shared.js";
import { delivery, received, SECRET, SESSION_EVENTS, sessionEventExample } from "../support/webhook.js";

describe.skipIf(!sharedThere)("Clerk's published session events (needs ../shared)", () => {
	test.each(SESSION_EVENTS)("%s comes out as a current Session, with its user apart", async (name) => {
		const body = sessionEventExample(name);
		const sent: Json = JSON.parse(Buffer.from(body).toString());
		const result = received(await receiver({ secrets: SECRET }).receiveBytes(await delivery(body)));
		expect(result.matched).toBe("session.*");
		const detected = session.detect(result.event.data);
		expect("version" in detected && detected.version).toBe("current");
		expect(result.event.timestamp).toBe(1_716_883_200_000);
		expect(result.account).toEqual([
			{
				kind: "unit-changed",
				step: "seconds>current",
				from: "/timestamp",
				to: "/timestamp",
				units: ["s", "ms"],
			},
			{ kind: "dropped", step: "apart", from: "/data/user" },
		]);
		expect(result.residue.data).toEqual({ apart: [{ at: "/user", value: valueAt(sent, "/data/user") }] });
	});

	test.each(SESSION_EVENTS)("nothing of %s is lost", async (name) => {
		const body = sessionEventExample(name);
		const sent: Json = JSON.parse(Buffer.from(body).toString());
		const { event, from, residue, account } = received(
			await receiver({ secrets: SECRET }).receiveBytes(await delivery(body)),
		);
		const here = JSON.parse(JSON.stringify(event));
		const silent = leavesOf(sent).filter(({ pointer, value }) => {
			if (equal(valueAt(here, pointer) ?? null, value) && valueAt(here, pointer) !== undefined) return false;
			return !account.some((entry) => "from" in entry && `${pointer}/`.startsWith(`${entry.from}/`));
		});
		expect(silent).toEqual([]);
		// As it would come back from a database.
		const back = sentEvent(JSON.parse(JSON.stringify({ event, from, residue })));
		expect(back.issues).toBeUndefined();
		expect(equal(back.value as Json, sent)).toBe(true);
		console.log(
			`${name}: ${leavesOf(sent).length} leaves of ${body.length} bytes, none lost, restored as equal`,
		);
	});
});
