import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Json } from "../../src/json/index.js";
import { shippedJudges } from "../support/instances/judges/index.js";
import { sharedPath, sharedThere } from "../support/shared.js";

/** Which of the schemas accept the payload, exactly; the reason for those that none accepts. v2 and bapi-2021 widen v1. */
const PAYLOADS: Readonly<Record<string, readonly string[]>> = {
	"legacy-bare.json": ["clerk-client/legacy"],
	"v1-allset.json": ["clerk-client/v1", "clerk-client/v2", "clerk-client/bapi-2021"],
	"v1-nullids.json": ["clerk-client/v1", "clerk-client/v2", "clerk-client/bapi-2021"],
	"current-allset.json": ["clerk-client/current"],
	"current-nulls.json": ["clerk-client/current"],
	// Enveloped: the door to them is `unwrap`, not a schema.
	"legacy-enveloped-empty.json": [],
	"legacy-enveloped-session.json": [],
	// Of the Backend API of 2021, without `sessions`.
	"v1-2021-seconds.json": ["clerk-client/bapi-2021"],
	"bapi-client-0.json": ["clerk-client/bapi-2021"],
	// Not whole: no `created_at` and `updated_at`.
	"session-standalone.json": [],
	// Parts of a Client.
	"fapi-sign_in_attempt.json": [],
	"fapi-sign_up_attempt-object.json": [],
	"user.json": [],
	// Broken: an unknown status, a timestamp with a fraction.
	"bad-status.json": [],
	"bad-float-ts.json": [],
};

/** The session of each webhook example, once its `user` is taken out: which versions accept it. */
const WEBHOOK_SESSIONS: Readonly<Record<string, readonly string[]>> = {
	SessionCreated: ["clerk-session/v1", "clerk-session/v2", "clerk-session/current"],
	SessionEnded: ["clerk-session/v1", "clerk-session/v2", "clerk-session/current"],
	SessionRemoved: ["clerk-session/v1", "clerk-session/v2", "clerk-session/current"],
	SessionRevoked: ["clerk-session/v1", "clerk-session/v2", "clerk-session/current"],
	SessionPending: ["clerk-session/v2", "clerk-session/current"],
};

function acceptedBy(value: Json): string[] {
	return [...shippedJudges].filter(([, judge]) => judge(value)).map(([name]) => name);
}

function read(...segments: string[]): { readonly [name: string]: Json } {
	return JSON.parse(readFileSync(sharedPath("clerk", ...segments), "utf8"));
}

describe.skipIf(!sharedThere)("the recorded payloads (needs ../shared)", () => {
	test("every file has its verdict", () => {
		expect(readdirSync(sharedPath("clerk", "payloads")).sort()).toEqual(Object.keys(PAYLOADS).sort());
	});

	for (const [file, expected] of Object.entries(PAYLOADS)) {
		test(`${file}: ${expected.join(", ") || "no version"}`, () => {
			expect(acceptedBy(read("payloads", file))).toEqual(expected);
		});
	}

	for (const file of ["legacy-enveloped-empty.json", "legacy-enveloped-session.json"]) {
		test(`${file}: legacy once it is out of its envelope`, () => {
			const { response } = read("payloads", file);
			expect(acceptedBy(response ?? null)).toEqual(["clerk-client/legacy"]);
		});
	}

	test("an attempt is at home in a legacy Client, each in its own place", () => {
		const client = read("payloads", "legacy-bare.json");
		const signIn = read("payloads", "fapi-sign_in_attempt.json");
		const signUp = read("payloads", "fapi-sign_up_attempt-object.json");
		const placed = { ...client, sign_in_attempt: signIn, sign_up_attempt: signUp };
		const swapped = { ...client, sign_in_attempt: signUp, sign_up_attempt: signIn };
		expect(acceptedBy(placed)).toEqual(["clerk-client/legacy"]);
		expect(acceptedBy(swapped)).toEqual([]);
	});

	test("a user is at home in a legacy Session, and only there", () => {
		const session = legacySession();
		const user = read("payloads", "user.json");
		expect(acceptedBy({ ...session, user })).toEqual(["clerk-session/legacy"]);
		expect(acceptedBy({ ...session, user: null })).toEqual([]);
		expect(acceptedBy({ ...session, user, user_id: "user_1" })).toEqual([]);
	});

	for (const [event, expected] of Object.entries(WEBHOOK_SESSIONS)) {
		test(`${event} carries a Session beside its user: ${expected.join(", ")}`, () => {
			const { data } = read("webhooks", `${event}EventPayloadExample.json`);
			const { user, ...session } = data as { readonly [name: string]: Json }; // FACTS: data is a Session
			expect(user).toBeDefined();
			expect(acceptedBy(session)).toEqual(expected);
			expect(acceptedBy({ ...session, user: user ?? null })).toEqual([]);
		});
	}
});

function legacySession(): { readonly [name: string]: Json } {
	const { response } = read("payloads", "legacy-enveloped-session.json");
	const { sessions } = response as { sessions: readonly { readonly [name: string]: Json }[] }; // a legacy Client
	return sessions[0] ?? {};
}
