import { expect, test } from "vitest";
import { session, sessionsOf } from "../../../src/clerk/index.js";
import { sessionLegacy, sessionV1 } from "../../support/clerk-samples.js";
import { converted, refused } from "../../support/results.js";

test("a v1 session is a current one as it stands", () => {
	const result = converted(session.upgrade(sessionV1));
	expect(result.value).toBe(sessionV1);
	expect(result.from).toBe("current");
});

test("a legacy session alone doesn't say which client it belongs to", () => {
	expect(refused(session.upgrade(sessionLegacy))).toEqual(["refused"]);
	expect(converted(sessionsOf("client_1").upgrade(sessionLegacy)).value).toEqual(sessionV1);
});

test("with the residue of its downgrade it does", () => {
	const down = converted(session.downgrade(sessionV1, { to: "legacy" }));
	expect(converted(session.upgrade(down.value, { residue: down.residue })).value).toEqual(sessionV1);
});

test("a 2021 session without created_at is told apart", () => {
	const { created_at, updated_at, ...old } = sessionV1;
	expect(session.detect(old)).toMatchObject({ stranger: "bapi-2021-session" });
});

test("what a downgrade to v1 kept returns, if the version is given", () => {
	const pending = { ...sessionV1, status: "pending" as const, tasks: null };
	const down = converted(session.downgrade(pending, { to: "v1" }));
	const up = converted(session.upgrade(down.value, { from: "v1", residue: down.residue }));
	expect(up.value).toEqual(pending);
});

test("a session that is both v1 and current is v1 to those who ask for v1, a pending one isn't", () => {
	expect(converted(session.upgrade(sessionV1, { to: "v1" })).value).toBe(sessionV1);
	expect(refused(session.upgrade({ ...sessionV1, status: "pending" }, { to: "v1" }))).toEqual([
		"unreachable",
	]);
});

test.each([
	[
		"session-without-user",
		{ object: "session", id: "s", status: "active", user: null, public_user_data: {} },
	],
	["session-with-user", { ...sessionV1, user: { id: "user_1", object: "user" } }],
	["bapi-2021-session", { object: "session", id: "s", user_id: "u", client_id: "c", status: "ended" }],
	["deleted", { object: "session", id: "s", deleted: true }],
])("%s is told apart with a message", (stranger, payload) => {
	expect(session.detect(payload)).toMatchObject({ unknown: true, stranger, issues: [{ code: "stranger" }] });
});
