import { describe, expect, test } from "vitest";
import { client, session, sessionsOf } from "../../../src/clerk/index.js";
import { current, sessionV1, v1 } from "../../support/clerk-samples.js";
import type { AnyLineage } from "../../support/laws.js";
import { converted } from "../../support/results.js";

/** What an upgrade says that it did, without the steps' names. */
function told(payload: unknown, lineage: AnyLineage = client as unknown as AnyLineage) {
	const result = converted(lineage.upgrade(payload));
	const account = result.account.map((entry) =>
		[entry.kind, "to" in entry ? entry.to : entry.from].join(" "),
	);
	const { value, from: to, residue } = result;
	const back = converted(lineage.downgrade(value, { to, residue }));
	expect(back.value).toEqual(payload);
	return { from: result.from, value: result.value, account };
}

const { sign_in_id, sign_up_id, sessions, ...rest } = v1;
const activity = { object: "session_activity", id: "sess_act_1", city: "Bern" };

describe("v2, what the Backend API sent between v1 and current", () => {
	test("a pending session has its tasks in current, too", () => {
		const pending = { ...sessionV1, status: "pending", tasks: [{ key: "choose-organization" }] };
		expect(told({ ...v1, sessions: [pending] })).toEqual({
			from: "v2",
			value: { ...current, sessions: [pending] },
			account: ["defaulted /last_authentication_strategy"],
		});
	});

	test("activity that does not say whether the device was mobile is null in current, never guessed", () => {
		const { from, value, account } = told({ ...v1, sessions: [{ ...sessionV1, latest_activity: activity }] });
		expect(from).toBe("v2");
		expect(value).toEqual({ ...current, sessions: [{ ...sessionV1, latest_activity: null }] });
		expect(account).toContain("dropped /sessions/0/latest_activity");
	});

	test("a Session is v2 only where it is not current as it stands", () => {
		expect(session.detect(sessionV1)).toEqual({ version: "current" });
		expect(session.detect({ ...sessionV1, latest_activity: activity })).toEqual({ version: "v2" });
		expect(session.detect({ ...sessionV1, status: "pending" })).toEqual({ version: "current" });
	});

	test("what is of v1 and v2 is called v1, and may be asked for as v2", () => {
		expect(client.detect(v1)).toEqual({ version: "v1" });
		expect(converted(client.upgrade(v1, { to: "v2" })).value).toBe(v1);
	});
});

describe("bapi-2021, the Backend API of 2021 to 2023", () => {
	const attempts = { sign_in_attempt_id: "sia_1", sign_up_attempt_id: null };

	test.each([
		["the older names", { ...rest, sessions, ...attempts }, "sia_1"],
		["one of each, June 2021", { ...rest, sessions, sign_in_attempt_id: "sia_1", sign_up_id: null }, "sia_1"],
		["both names", { ...v1, ...attempts }, null],
		["both names, the newer says more", { ...v1, ...attempts, sign_in_id: "sia_2" }, "sia_2"],
	])("%s", (_, payload, signIn) => {
		const { from, value } = told(payload);
		expect(from).toBe("bapi-2021");
		expect(value).toMatchObject({ sign_in_id: signIn ?? "sia_1", sessions });
	});

	test.each([undefined, null])(
		"sessions that were not sent (%s) are an empty list, and that is told",
		(none) => {
			const payload = { ...rest, ...attempts, ...(none === null && { sessions: null }) };
			const { value, account } = told(payload);
			expect(value).toMatchObject({ session_ids: ["sess_1"], sessions: [] });
			expect(account).toContain("defaulted /sessions");
		},
	);

	test("seconds become milliseconds", () => {
		const { value, account } = told({ ...rest, ...attempts, created_at: 1_616_473_358 });
		expect(value).toMatchObject({ created_at: 1_616_473_358_000 });
		expect(account).toContain("unit-changed /created_at");
	});

	test("sessions without the times that current requires are refused, with the place", () => {
		const { created_at, updated_at, ...bare } = sessionV1;
		const detection = client.detect({ ...rest, ...attempts, sessions: [bare] });
		expect(detection).toMatchObject({ unknown: true, nearest: "bapi-2021" });
		expect(detection.issues?.map(({ instanceLocation }) => instanceLocation)).toContain("/sessions/0");
	});
});

test("go-sdk: null in place of empty lists", () => {
	const { from, value, account } = told({
		...rest,
		sign_in_id,
		sign_up_id,
		session_ids: null,
		sessions: null,
	});
	expect(from).toBe("go-sdk");
	expect(value).toEqual({ ...current, session_ids: [], sessions: [] });
	expect(account).toEqual([
		"derived /session_ids",
		"defaulted /last_authentication_strategy",
		"defaulted /sessions",
	]);
});

describe("fapi, the Frontend API of today", () => {
	const { user_id, client_id, ...common } = sessionV1;
	const embedded = {
		...common,
		user: { id: "user_1", object: "user", public_metadata: { plan: 3 } },
		public_user_data: { identifier: "a@example.com" },
		last_active_token: { object: "token", jwt: "e30.e30.sig" },
		factor_verification_age: [7, -1],
	};
	const { session_ids, last_authentication_strategy, ...others } = current;
	const { sign_in_id: _in, sign_up_id: _up, ...plain } = others;
	const payload = {
		...plain,
		sessions: [embedded],
		sign_in: null,
		sign_up: { object: "sign_up_attempt", id: "sua_1", status: "complete" },
		cookie_expires_at: 1_800_000_000_000,
		captcha_bypass: false,
	};

	test("ids in place of what is embedded; what only browsers need is dropped", () => {
		const { from, value, account } = told(payload);
		expect(from).toBe("fapi");
		expect(value).toEqual(current);
		expect(account).toEqual(
			expect.arrayContaining(["dropped /cookie_expires_at", "dropped /sessions/0/last_active_token"]),
		);
		expect(account.filter((line) => line.includes("public_user_data"))).toEqual([
			"dropped /sessions/0/public_user_data",
		]);
	});

	test("a strategy that is known stays", () => {
		const { value } = told({ ...payload, last_authentication_strategy: "password" });
		expect(value).toEqual({ ...current, last_authentication_strategy: "password" });
	});

	test("a Session by itself needs its client's id", () => {
		expect(told(embedded, sessionsOf("client_1") as unknown as AnyLineage)).toMatchObject({
			from: "fapi",
			value: sessionV1,
		});
		expect(session.upgrade(embedded).issues).toMatchObject([{ code: "refused" }]);
	});
});
