import { createHmac } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { describe, expect, test } from "vitest";
import { receiver, sign } from "../../src/webhook/index.js";
import { delivery, plainEvent, received, SECRET } from "../support/webhook.js";

const body = Buffer.from(JSON.stringify({ ...plainEvent, data: { name: "Zoë 🦄 \u2028" } }));

describe("standardwebhooks", () => {
	test("accepts what sign makes", async () => {
		const headers = await sign({ body, secrets: SECRET, family: "webhook" });
		expect(new Webhook(SECRET).verify(body, headers)).toEqual(JSON.parse(body.toString()));
	});

	test("makes what a receiver accepts", async () => {
		const sentAt = new Date();
		const signature = new Webhook(SECRET).sign("msg_1", sentAt, body);
		const headers = {
			"webhook-id": "msg_1",
			"webhook-timestamp": String(Math.floor(sentAt.getTime() / 1000)),
			"webhook-signature": signature,
		};
		const result = received(await receiver({ secrets: SECRET }).receiveBytes({ headers, body }));
		expect(result.event.data).toEqual({ name: "Zoë 🦄 \u2028" });
	});

	test("signs each of some bodies as sign does", async () => {
		for (let length = 0; length < 300; length += 7) {
			const text = Buffer.from("é".repeat(length));
			const headers = await sign({ body: text, secrets: SECRET, id: "msg_2", timestamp: 1_700_000_000 });
			const theirs = new Webhook(SECRET).sign("msg_2", new Date(1_700_000_000_000), text);
			expect(headers["svix-signature"]).toBe(theirs);
		}
	});
});

test("a sender of Svix' kind, with two secrets in rotation, is understood", async () => {
	const old = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
	const timestamp = String(Math.floor(Date.now() / 1000));
	const signature = [old, SECRET].map((secret) => {
		const key = Buffer.from(secret.slice("whsec_".length), "base64");
		return `v1,${createHmac("sha256", key).update(`msg_3.${timestamp}.`).update(body).digest("base64")}`;
	});
	const headers = {
		"svix-id": "msg_3",
		"svix-timestamp": timestamp,
		"svix-signature": `v1a,bm90IG91cnM= ${signature.join(" ")}`,
	};
	for (const secrets of [old, SECRET]) received(await receiver({ secrets }).receiveBytes({ headers, body }));
	const stranger = receiver({ secrets: `whsec_${Buffer.alloc(32, 8).toString("base64")}` });
	expect(await stranger.receiveBytes({ headers, body })).toMatchObject({ refused: "signature-mismatch" });
});

const clerk = await import("@clerk/backend/webhooks").catch(() => undefined);
if (!clerk) console.log("@clerk/backend can't be loaded: its verifyWebhook is not asked");

describe.skipIf(!clerk)("@clerk/backend's verifyWebhook (needs @clerk/backend)", () => {
	test("accepts what sign makes", async () => {
		const { headers, body: bytes } = await delivery(plainEvent);
		const request = new Request("http://localhost/webhooks", {
			method: "POST",
			headers,
			body: Buffer.from(bytes),
		});
		const verified = await clerk?.verifyWebhook(request, { signingSecret: SECRET });
		expect(verified).toMatchObject({ type: "user.deleted", data: plainEvent.data });
	});
});
