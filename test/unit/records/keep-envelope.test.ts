import { describe, expect, test } from "vitest";
import { client, clientEnvelope, session, sessionEnvelope } from "../../../src/clerk/index.js";
import type { EnvelopeCodec } from "../../../src/lineage/index.js";
import { downgrading, lazily, upgrading } from "../../../src/records/index.js";
import { current, sessionV1, v1 } from "../../support/clerk-samples.js";
import { downgradeText, upgradeText } from "./running.js";

const KEEP = { keepEnvelope: true, size: 7 };

/** A Client of before in a reply, written as nobody writes JSON. */
const REPLY = ` { "client" :null , "at" : [1.0, 1e400, "\\u00e9"], "response": ${JSON.stringify(v1)} ,"b":{"2":0,"1":0} }`;
const reply = (payload: unknown) => REPLY.replace(JSON.stringify(v1), JSON.stringify(payload));

const { expire_at, abandon_at, updated_at, created_at, ...beginning } = sessionV1;
const times = { expire_at, abandon_at, updated_at, created_at };
/** A Session that only v2 accepts. */
const older = { ...beginning, latest_activity: { object: "session_activity", id: "act_1" }, ...times };
const newer = { ...beginning, latest_activity: null, ...times };
const user = '{"id":"user_1","seats":1.50,"object":"user"}';
const data = (payload: object) =>
	JSON.stringify(payload).replace('"client_id"', `"user":${user},"client_id"`);
const event = (text: string) =>
	`{"data" : ${text}, "object":"event",  "type":"session.created","timestamp":1.0}`;

const SESSIONS = { envelope: sessionEnvelope, convert: upgrading(session), keepEnvelope: true };

describe("an envelope that stays around its payload", () => {
	test("is its own bytes; only the payload is replaced, and comes back", async () => {
		const input = `${REPLY}\n${JSON.stringify(v1)}\n`;
		const up = await upgradeText(input, KEEP);
		const made = client.upgrade(v1).value;
		expect(up.output).toBe(`${reply(made)}\n${JSON.stringify(made)}\n`);
		expect(up).toMatchObject({ converted: 2, versions: { v1: 2 } });
		const down = await downgradeText(up.output, up.residue, { ...KEEP, envelope: clientEnvelope });
		expect(down.output).toBe(input);
	});

	test("stays around what was set apart of the payload, too", async () => {
		const up = await upgradeText(`${event(data(older))}\n`, SESSIONS);
		expect(up.output).toBe(`${event(data(newer))}\n`);
		expect(up.account).toEqual([
			expect.objectContaining({ to: "/data/latest_activity" }),
			expect.objectContaining({ kind: "dropped", from: "/data/latest_activity" }),
		]);
		const down = await downgradeText(up.output, up.residue, {
			...SESSIONS,
			convert: downgrading(session),
		});
		expect(down.output).toBe(`${event(data(older))}\n`);
	});

	test("passes whole, as its own bytes, around what is current, and tells what is suspect there", async () => {
		const input = `${event(data({ ...sessionV1, expire_at: 1_622_532_323 }))}\n`;
		const ran = await upgradeText(input, SESSIONS);
		expect(ran.output).toBe(input);
		expect(ran).toMatchObject({ current: 1, suspect: 1, account: [{ to: "/data/expire_at" }] });
	});

	test("is none: a payload with its member set apart is the record", async () => {
		const up = await upgradeText(`${data(older)}\n`, SESSIONS);
		expect(up.output).toBe(`${data(newer)}\n`);
	});

	test("stays in rejects, with the place in the record", async () => {
		const { rejectList } = await upgradeText(`${reply({ ...v1, created_at: "x" })}\n`, KEEP);
		expect(rejectList).toMatchObject([{ code: "unknown-version", instanceLocation: "/response/created_at" }]);
	});

	test("is rejected where what it opens into would not be all of it", async () => {
		const twice = event(data(older)).replace('"object":"event"', `"object":"event","data":${data(older)}`);
		const { rejectList } = await upgradeText(`${twice}\n`, SESSIONS);
		expect(rejectList).toMatchObject([{ code: "inexact", instanceLocation: "/data" }]);
	});

	test("is rejected where a number of the payload would not come out as it was, at its place in the record", async () => {
		const odd = event(data(older)).replace(`"created_at":${created_at}`, `"created_at":${created_at}.0`);
		const { rejectList } = await upgradeText(`${odd}\n`, SESSIONS);
		expect(rejectList).toMatchObject([{ code: "inexact", instanceLocation: "/data/created_at" }]);
	});

	test("is refused where its codec does not give back what it has opened", async () => {
		const lossy: EnvelopeCodec = {
			unwrap(document) {
				const opened = sessionEnvelope.unwrap(document);
				return opened && { ...opened, envelope: { ...Object(opened.envelope), embedded: undefined } };
			},
			wrap: sessionEnvelope.wrap,
		};
		const ran = await upgradeText(`${event(data(older))}\n`, { ...SESSIONS, envelope: lossy });
		expect(ran.rejects).toEqual({ "envelope-differs": 1 });
	});

	test("stays around what reads write back", async () => {
		const written: string[] = [];
		const rows = lazily(client, {
			document: (row: string) => row,
			envelope: clientEnvelope,
			keepEnvelope: true,
			compareAndSet: ({ text }) => written.push(text) > 0,
		});
		expect(rows.read(REPLY)).toMatchObject({ value: { ...v1, last_authentication_strategy: null } });
		await rows.settle();
		expect(written).toEqual([reply(client.upgrade(v1).value)]);
		expect(rows.read(reply(current))).toMatchObject({ from: "current" });
	});
});
