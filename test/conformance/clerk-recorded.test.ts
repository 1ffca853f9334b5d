import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { client, clientEnvelope, session, sessionEnvelope, sessionsOf } from "../../src/clerk/index.js";
import type { Json } from "../../src/json/index.js";
import type { AnyLineage } from "../support/laws.js";
import { converted } from "../support/results.js";
import { sharedPath, sharedThere } from "../support/shared.js";

/** What becomes of a recorded document: the version that it is of and what the account says at least, or its foreign name. */
type Fate =
	| { readonly from: string; readonly account?: readonly string[]; readonly at?: string }
	| { readonly stranger: string; readonly message: string }
	| { readonly nearest: string };

const RECORDED: Readonly<Record<string, Fate>> = {
	"c01-go-v1-client.json": { stranger: "go-sdk-v1", message: "add them" },
	"c03-ruby-2021-06-03.json": {
		from: "bapi-2021",
		account: ["defaulted /sessions", "unit-changed /created_at"],
	},
	"c05-swift-fapi-2024.json": { from: "fapi", at: "/response", account: ["dropped /sessions/0/user"] },
	"c07-rust-fapi-2025.json": {
		from: "fapi",
		account: ["unit-changed /created_at", "dropped /captcha_bypass"],
	},
	"c09-go-v2-marshalled-nil-slices.json": {
		from: "go-sdk",
		account: ["derived /session_ids", "defaulted /sessions"],
	},
	"c10-go-v2-marshalled-pending.json": { from: "v2" },
	"c12-python-docs-v1-seconds.json": {
		from: "v1",
		account: ["unit-changed /created_at", "unit-changed /sessions/0/expire_at"],
	},
	"c15-deleted.json": { stranger: "deleted", message: "leave it out" },
	"c16-response-null.json": { stranger: "api-reply", message: "leave it out" },
	"c20-current-future-member.json": { nearest: "current" },
	"e01-webhook-session-created-2022.json": { from: "current", at: "/data" },
	"s01-go-v1-session.json": { stranger: "bapi-2021-session", message: "add them" },
	"s04-fapi-session-2024.json": {
		from: "fapi",
		account: ["dropped /user", "dropped /public_user_data", "dropped /last_active_token"],
	},
	"s06-webhook-data-with-user.json": { from: "current", at: "" },
	"s08-fapi-active-session.json": { from: "fapi", account: ["dropped /user"] },
	"s12-bapi-current-tasks-empty.json": { from: "current" },
	"s13-bapi-pending-no-tasks.json": { from: "current" },
	"s14-bapi-pending-tasks.json": { from: "current" },
};

describe.skipIf(!sharedThere)("every recorded document (needs ../shared)", () => {
	const read = (file: string): Json =>
		JSON.parse(readFileSync(sharedPath("clerk", "recorded", file), "utf8"));

	test("is in the table", () => {
		expect(readdirSync(sharedPath("clerk", "recorded")).sort()).toEqual(Object.keys(RECORDED));
	});

	test.each(Object.entries(RECORDED))("%s", (file, fate) => {
		const document = read(file);
		const isClient = file.startsWith("c");
		const envelope = isClient ? clientEnvelope : sessionEnvelope;
		const lineage = (isClient ? client : sessionsOf("client_1")) as unknown as AnyLineage;
		const opened = envelope.unwrap(document);
		const payload = opened ? opened.payload : document;
		if (!("from" in fate)) {
			const detection = lineage.detect(payload);
			const message = detection.issues?.map((issue) => issue.message).join();
			if ("nearest" in fate) expect(detection).toMatchObject(fate);
			else
				expect([detection, message]).toMatchObject([
					{ stranger: fate.stranger },
					expect.stringContaining(fate.message),
				]);
			return;
		}
		expect(opened?.at).toBe(fate.at);
		const { value, from, account, residue } = converted(lineage.upgrade(payload));
		expect(from).toBe(fate.from);
		const told = account.map((entry) => [entry.kind, "from" in entry ? entry.from : entry.to].join(" "));
		expect(told).toEqual(expect.arrayContaining([...(fate.account ?? [])]));
		const back = converted(lineage.downgrade(value, { to: from, residue })).value as Json;
		expect(opened ? envelope.wrap(back, opened.envelope) : back).toEqual(document);
	});

	test("current sessions pass as they stand", () => {
		for (const file of ["s12-bapi-current-tasks-empty.json", "s13-bapi-pending-no-tasks.json"]) {
			const payload = read(file);
			expect(converted(session.upgrade(payload)).value).toBe(payload);
		}
	});

	test("a member that nobody has declared yet may be kept", () => {
		const payload = read("c20-current-future-member.json");
		expect(converted(client.upgrade(payload, { undeclared: "keep" })).value).toEqual(payload);
	});
});
