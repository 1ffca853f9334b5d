import { expect, test } from "vitest";
import { event } from "../../../src/webhook/index.js";
import { converted, refused } from "../../support/results.js";

const bare = { data: { id: "user_1" }, object: "event", type: "user.created", timestamp: 1_716_883_200 };
const instance = { ...bare, instance_id: "ins_1" };
const full = { ...instance, event_attributes: { http_request: { client_ip: "203.0.113.7" } } };

test("the three ages of an event become one shape, in milliseconds", () => {
	const { value, from, account } = converted(event.upgrade(bare));
	expect(from).toBe("v1");
	expect(value).toEqual({
		...bare,
		timestamp: 1_716_883_200_000,
		instance_id: null,
		event_attributes: null,
	});
	expect(account).toEqual([
		{ kind: "defaulted", step: "v1>v2", to: "/instance_id" },
		{ kind: "defaulted", step: "v2>current", to: "/event_attributes" },
		{ kind: "unit-changed", step: "v2>current", from: "/timestamp", to: "/timestamp", units: ["s", "ms"] },
	]);
	expect(converted(event.upgrade(instance)).from).toBe("v2");
	expect(converted(event.upgrade(full)).from).toBe("seconds");
});

test("an event of today in milliseconds stays the same object", () => {
	const today = { ...full, timestamp: 1_716_883_200_123 };
	const result = converted(event.upgrade(today));
	expect(result.value).toBe(today);
	expect(result.account).toEqual([]);
});

test("data passes untouched, whatever its type is", () => {
	expect(converted(event.upgrade(bare)).value.data).toBe(bare.data);
});

test("less than a second finds no room among seconds, and comes back", () => {
	const today = { ...full, timestamp: 1_716_883_200_123, object: "event" as const };
	const down = converted(event.downgrade(today, { to: "seconds" }));
	expect(down.value.timestamp).toBe(1_716_883_200);
	expect(converted(event.upgrade(down.value, { residue: down.residue })).value).toEqual(today);
});

test.each([
	["a timestamp of neither unit", { ...full, timestamp: 99_999_999 }],
	["a timestamp of zero, which is no time", { ...full, timestamp: 0 }],
	["a timestamp with a fraction", { ...full, timestamp: 1_716_883_200.5 }],
	["circumstances without an instance", { ...bare, event_attributes: {} }],
	["data that is no object", { ...full, data: [] }],
])("%s is no event", (_, payload) => {
	expect(refused(event.upgrade(payload))).toContain("unknown-version");
});
