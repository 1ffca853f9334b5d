import { describe, expect, test } from "vitest";
import { client } from "../../../src/clerk/index.js";
import { current, legacy, sessionV1, v1 } from "../../support/clerk-samples.js";
import { converted, refused } from "../../support/results.js";

describe("upgrade", () => {
	test("legacy: ids in place of what was embedded, milliseconds in place of seconds", () => {
		const result = converted(client.upgrade(legacy));
		expect(result.value).toEqual(current);
		expect(result.from).toBe("legacy");
	});

	test("legacy: the account names every value that didn't stay", () => {
		const { account } = converted(client.upgrade(legacy, { to: "v1" }));
		expect(
			account.map((entry) => ("from" in entry ? `${entry.kind} ${entry.from}` : `${entry.kind} ${entry.to}`)),
		).toEqual([
			"derived /session_ids",
			"moved /sessions/0/user/id",
			"derived /sessions/0/client_id",
			"unit-changed /sessions/0/last_active_at",
			"unit-changed /sessions/0/expire_at",
			"unit-changed /sessions/0/abandon_at",
			"unit-changed /sessions/0/updated_at",
			"unit-changed /sessions/0/created_at",
			"dropped /sessions/0/user",
			"defaulted /sign_in_id",
			"moved /sign_up_attempt/id",
			"unit-changed /created_at",
			"dropped /sign_in_attempt",
			"dropped /sign_up_attempt",
		]);
	});

	test("legacy: the residue holds the user and the attempts, and nothing else", () => {
		const { residue } = converted(client.upgrade(legacy));
		const { id, object, ...user } = legacy.sessions[0]?.user ?? {};
		const { id: attempt, ...signUp } = legacy.sign_up_attempt ?? {};
		expect(residue).toEqual({
			"legacy>v1": [
				3,
				"1",
				{ at: "/sessions/0/user", of: ["client_1", "sess_1", "user_1"], put: user },
				{
					at: "",
					as: 1,
					put: { sign_in_attempt: legacy.sign_in_attempt },
					was: { sign_in_attempt: null },
				},
				{ at: "/sign_up_attempt", as: 1, of: ["sua_1"], put: signUp, was: { object: "sign_up_attempt" } },
			],
		});
		expect(Object.values(residue)).toHaveLength(1);
		expect([id, object, attempt]).toEqual(["user_1", "user", "sua_1"]);
	});

	test("a residue of format 2 is read, in which each entry has all identities, and names what the way back makes up", () => {
		const sessions = legacy.sessions.map((session) => ({ ...session, user: { id: "user_1" } }));
		const { value, residue } = converted(client.upgrade({ ...legacy, sessions }));
		const of = ["client_1", "sess_1", "user_1"];
		const put = { sign_in_attempt: legacy.sign_in_attempt };
		const entries = [
			{ at: "/sessions/0/user", of, put: { first_name: "Ada" }, was: { object: "user" }, cut: ["object"] },
			{ at: "", of: ["client_1"], put, was: { sign_in_attempt: null } },
		];
		const format2 = { "legacy>v1": { format: 2, revision: "1", entries } } as unknown as typeof residue;
		const back = (given: typeof residue) =>
			converted(client.downgrade(value, { to: "legacy", residue: given })).value;
		expect(back(residue).sessions[0]?.user).toEqual({ id: "user_1" });
		expect(back(format2).sessions[0]?.user).toEqual({ id: "user_1", first_name: "Ada" });
		expect(back(format2).sign_in_attempt).toEqual(legacy.sign_in_attempt);
	});

	test.each([
		["a revision that is no text", [3, 1]],
		["a length that is none", [3, "1", { at: "", as: -1, put: {} }]],
		["an entry that is none", [3, "1", { at: "nowhere" }]],
		["a format of tomorrow", [4, "1"]],
	])("a residue of format 3 with %s is refused", (_, step) => {
		const { value } = converted(client.upgrade(legacy));
		const residue = { "legacy>v1": step } as never;
		expect(refused(client.downgrade(value, { to: "legacy", residue }))).toEqual(["residue-malformed"]);
	});

	test("a residue of before, in which steps kept what they found worth keeping, is read", () => {
		const { value } = converted(client.upgrade(legacy));
		const residue = {
			"legacy>v1": [
				{ at: "/sessions/0/user", of: "sess_1", value: legacy.sessions[0]?.user, instead: "user_1" },
				{ at: "/sign_in_attempt", value: legacy.sign_in_attempt, instead: null },
				{ at: "/sign_up_attempt", value: legacy.sign_up_attempt, instead: "sua_1" },
			],
		};
		expect(converted(client.downgrade(value, { to: "legacy", residue })).value).toEqual(legacy);
		const sessions = value.sessions.map((session) => ({ ...session, user_id: "user_9" }));
		const edited = converted(client.downgrade({ ...value, sessions }, { to: "legacy", residue })).value;
		expect(edited.sessions[0]?.user).toEqual({ id: "user_9", object: "user" });
	});

	test("what was left before v1's times in seconds were converted is read: exactly, and told where it is put back", () => {
		// As the revision "1" wrote them: no residue upwards, as nothing was converted.
		const inSeconds = { ...v1, created_at: 1_620_366_953 };
		const asWas = { ...current, created_at: 1_620_366_953 };
		expect(converted(client.downgrade(asWas, { to: "v1" })).value).toEqual(inSeconds);
		const residue = {
			"current>v1": [
				3,
				"1",
				{
					at: "/sessions/0",
					of: ["client_1", "sess_1"],
					put: { status: "pending", tasks: [{ key: "choose-organization" }] },
					was: { status: "abandoned" },
				},
			],
		} as never;
		const sessions = v1.sessions.map((session) => ({ ...session, status: "abandoned" as const }));
		const back = converted(client.upgrade({ ...v1, sessions }, { residue }));
		expect(back.value.sessions[0]).toMatchObject({
			status: "pending",
			tasks: [{ key: "choose-organization" }],
		});
		expect(back.account).toContainEqual({ kind: "revision-changed", step: "v1>current", to: "" });
	});

	test("the result is whole in JSON", () => {
		const result = converted(client.upgrade(legacy));
		const { value, from, account, residue } = result;
		expect(JSON.parse(JSON.stringify(result))).toEqual({ value, from, account, residue });
	});

	test("v1: only the strategy is new, and the sessions are the same objects", () => {
		const result = converted(client.upgrade(v1));
		expect(result.value).toEqual(current);
		expect(result.value.sessions).toBe(v1.sessions);
		expect(result.account).toEqual([
			{ kind: "defaulted", step: "v1>current", to: "/last_authentication_strategy" },
		]);
	});

	test("current: the very same value, and nothing to account for", () => {
		const result = converted(client.upgrade(current));
		expect(result.value).toBe(current);
		expect(result.account).toEqual([]);
		expect(result.residue).toEqual({});
	});

	test("current asked for as v1 is no upgrade", () => {
		expect(refused(client.upgrade(current, { to: "v1" }))).toEqual(["unreachable"]);
	});
});

describe("units are decided per value", () => {
	const upgraded = (created_at: number) =>
		converted(client.upgrade({ ...legacy, created_at })).value.created_at;

	test.each([
		[1_620_943_997, 1_620_943_997_000],
		[1, 1000],
		[99_999_999_999, 99_999_999_999_000],
		[100_000_000_000, 100_000_000_000],
		[1_622_256_299_572, 1_622_256_299_572],
		[0, 0],
		[-1, -1000],
	])("%d becomes %d", (before, after) => expect(upgraded(before)).toBe(after));

	test("a legacy time in milliseconds comes back in milliseconds, though whole seconds would do", () => {
		const payload = { ...legacy, created_at: 1_622_256_299_000 };
		const { value, residue } = converted(client.upgrade(payload));
		expect(converted(client.downgrade(value, { to: "legacy", residue })).value).toEqual(payload);
		expect(converted(client.downgrade(value, { to: "legacy" })).value.created_at).toBe(1_622_256_299);
	});

	test.each([
		[423_855, 423_855],
		[99_999_999, 99_999_999],
		[1_622_532_323, 1_622_532_323_000],
		[-1_622_532_323, -1_622_532_323],
		[999_999_999, 999_999_999],
		[9_999_999_999, 9_999_999_999_000],
		[10_000_000_000, 10_000_000_000],
		[0, 0],
		[100_000_000_000, 100_000_000_000],
	])("a v1 time means milliseconds, but seconds of 2001 to 2286: %d becomes %d", (before, after) => {
		const payload = { ...v1, created_at: before };
		const { value, account, residue } = converted(client.upgrade(payload));
		expect(value.created_at).toBe(after);
		expect(account.some(({ kind }) => kind === "unit-changed")).toBe(before !== after);
		expect(converted(client.downgrade(value, { to: "v1", residue })).value).toEqual(payload);
	});
});

describe("downgrade", () => {
	test("with the residue it is the exact way back", () => {
		const { value, residue } = converted(client.upgrade(legacy));
		const back = converted(client.downgrade(value, { to: "legacy", residue }));
		expect(JSON.stringify(back.value)).toBe(JSON.stringify(legacy));
	});

	test("without it there is as much of a legacy Client as the ids tell", () => {
		const { value } = converted(client.downgrade(current, { to: "legacy" }));
		expect(value.sessions[0]?.user).toEqual({ id: "user_1", object: "user" });
		expect(value.sign_up_attempt).toEqual({ object: "sign_up_attempt", id: "sua_1" });
		expect(client.detect(value)).toEqual({ version: "legacy" });
	});

	test("a deleted session's user is not revived, and the others keep theirs", () => {
		const second = { ...legacy.sessions[0], id: "sess_2", user: { id: "user_2", first_name: "Grace" } };
		const { value, residue } = converted(
			client.upgrade({ ...legacy, sessions: [legacy.sessions[0], second] }),
		);
		const edited = { ...value, session_ids: ["sess_2"], sessions: value.sessions.slice(1) };
		const back = converted(client.downgrade(edited, { to: "legacy", residue })).value;
		expect(back.sessions.map(({ user }) => user)).toEqual([second.user]);
	});

	test("another user in the session is not dressed as the one before", () => {
		const { value, residue } = converted(client.upgrade(legacy));
		const sessions = value.sessions.map((session) => ({ ...session, user_id: "user_9" }));
		const back = converted(client.downgrade({ ...value, sessions }, { to: "legacy", residue })).value;
		expect(back.sessions[0]?.user).toEqual({ id: "user_9", object: "user" });
	});

	test("pending, tasks and strategy wait in the residue for the way up", () => {
		const pending = { ...sessionV1, status: "pending" as const, tasks: [{ key: "choose-organization" }] };
		const client1 = { ...current, sessions: [pending], last_authentication_strategy: "password" };
		const down = converted(client.downgrade(client1, { to: "v1" }));
		expect(down.value.sessions[0]).toEqual({ ...sessionV1, status: "abandoned" });
		expect(converted(client.upgrade(down.value, { residue: down.residue })).value).toEqual(client1);
	});

	test("a value that isn't of the version it is said to be is refused", () => {
		expect(refused(client.downgrade({ ...current, id: 7 as never }, { to: "v1" }))).toEqual(["invalid"]);
	});

	test("a residue from elsewhere is refused, or does no harm", () => {
		const malformed = { "legacy>v1": "x" } as never;
		expect(refused(client.downgrade(current, { to: "legacy", residue: malformed }))).toEqual([
			"residue-malformed",
		]);
		const astray = { undeclared: [{ at: "no pointer", value: 1 }] };
		expect(refused(client.downgrade(current, { to: "legacy", residue: astray }))).toEqual([
			"residue-malformed",
		]);
		const hostile = { "legacy>v1": [{ at: "/sign_up_attempt", value: 7, instead: "sua_1" }] };
		const harmless = converted(client.downgrade(current, { to: "legacy", residue: hostile }));
		expect(harmless.value).toEqual(converted(client.downgrade(current, { to: "legacy" })).value);
		const invalid = {
			"legacy>v1": {
				format: 2 as const,
				revision: "1",
				entries: [
					{ at: "" as const, of: ["client_1"], put: { sign_up_attempt: 7 }, was: { sign_up_attempt: null } },
				],
			},
		};
		const back = converted(
			client.downgrade({ ...current, sign_up_id: null }, { to: "legacy", residue: invalid }),
		);
		expect(back.value.sign_up_attempt).toBeNull();
		expect(back.account).toContainEqual({ kind: "not-restored", step: "v1>legacy", to: "" });
	});
});

describe("detect", () => {
	test.each([
		["legacy", legacy],
		["v1", v1],
		["current", current],
	])("%s", (version, payload) => expect(client.detect(payload)).toEqual({ version }));

	test("the marks of two versions are ambiguous", () => {
		const mixed = { ...legacy, ...current };
		expect(client.detect(mixed)).toMatchObject({ ambiguous: ["legacy", "current"] });
	});

	test("what is nearly v1 is told what is wrong with it as v1", () => {
		const { created_at, ...rest } = v1;
		const detection = client.detect({ ...rest, created_at: String(created_at) });
		expect(detection).toMatchObject({ unknown: true, nearest: "v1" });
		expect(detection.issues?.map(({ code, instanceLocation }) => [code, instanceLocation])).toEqual([
			["unknown-version", ""],
			["invalid", "/created_at"],
		]);
	});

	test.each([
		["camel-case", { object: "client", sessionIds: [] }],
		["session", sessionV1],
		["part-of-a-client", { object: "sign_in_attempt", status: "complete" }],
		["webhook-event", { object: "event", type: "session.created", data: sessionV1 }],
		["api-reply", { response: null, client: null }],
		["deleted", { object: "client", id: "client_1", deleted: true }],
		["list", { data: [], total_count: 0 }],
		["go-sdk-v1", { object: "client", id: "c", session_ids: [], sessions: [], ended: false }],
	])("%s is told apart with a message", (stranger, payload) => {
		expect(client.detect(payload)).toMatchObject({ unknown: true, stranger, issues: [{ code: "stranger" }] });
	});

	test.each([[null], [[]], [7], ["x"], [{}], [undefined]])("%j is of no version", (payload) => {
		expect(client.detect(payload)).toMatchObject({ unknown: true, issues: [{ code: "unknown-version" }] });
	});
});

describe("undeclared properties", () => {
	const session = { ...sessionV1, device: "phone" };
	const payload = { ...v1, sessions: [session], region: "eu" };

	test("reject names them", () => {
		const result = client.upgrade(payload);
		expect(result.issues?.map(({ code, instanceLocation }) => `${code} ${instanceLocation}`)).toEqual([
			"unknown-version ",
			"undeclared /sessions/0/device",
			"undeclared /region",
		]);
	});

	test("keep carries them along, an account entry each", () => {
		const result = converted(client.upgrade(payload, { undeclared: "keep" }));
		expect(result.value).toEqual({ ...current, sessions: [session], region: "eu" });
		expect(result.account.filter(({ kind }) => kind === "kept")).toHaveLength(2);
	});

	test("drop leaves them to the residue, from which downgrade restores them", () => {
		const result = converted(client.upgrade(payload, { undeclared: "drop" }));
		expect(result.value).toEqual(current);
		expect(result.account.filter(({ kind }) => kind === "dropped")).toHaveLength(2);
		expect(converted(client.downgrade(result.value, { to: "v1", residue: result.residue })).value).toEqual(
			payload,
		);
	});

	test("what another version declares is no stray", () => {
		const mixed = { ...current, sign_in_attempt: null };
		expect(client.upgrade(mixed, { undeclared: "drop" }).issues).toBeDefined();
	});
});
