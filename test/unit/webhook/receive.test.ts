import { describe, expect, test, vi } from "vitest";
import { type RejectedDelivery, receive, receiver, sign } from "../../../src/webhook/index.js";
import { delivery, plainEvent, received, SECRET } from "../../support/webhook.js";

test("a request is received by its options or by a receiver that was made of them", async () => {
	const { headers, body } = await delivery(plainEvent);
	const request = () =>
		new Request("http://localhost/", { method: "POST", headers, body: Buffer.from(body) });
	const options = { secrets: SECRET, seen: () => false };
	expect(received(await receive(request(), options)).event).toEqual(plainEvent);
	expect(received(await receive(request(), receiver(options))).event).toEqual(plainEvent);
});

describe("an authentic delivery that can't be read", () => {
	const noSession = { ...plainEvent, type: "session.created", data: { object: "session", id: "sess_1" } };

	test.each([
		["empty", Buffer.alloc(0), "empty", undefined],
		["no JSON", Buffer.from("{"), "unreadable", ""],
		["no event", { hello: 1 }, "event-refused", ""],
		["no Session", noSession, "data-refused", "/data"],
	])("(%s) gets a 2xx, and its bytes are handed on", async (_, content, code, place) => {
		const rejects: RejectedDelivery[] = [];
		const to = receiver({ secrets: SECRET, onReject: (reject) => void rejects.push(reject) });
		const sent = await delivery(content, { id: "msg_7" });
		const result = await to.receiveBytes(sent);
		expect(result).toMatchObject({ refused: code, status: 202, id: "msg_7" });
		const [issue] = result.refused === undefined ? [] : (result.issues ?? []);
		expect(issue?.instanceLocation).toBe(place);
		if (issue && "path" in issue) expect(issue.path).toEqual(place === "" ? [] : ["data"]);
		expect(rejects).toMatchObject([{ id: "msg_7", refusal: { refused: code } }]);
		expect(rejects[0]?.body).toEqual(Uint8Array.from(sent.body));
	});

	test("counts as unseen if nobody could keep its bytes", async () => {
		let full = true;
		const onReject = vi.fn(() => {
			if (full) throw new Error("disk full");
		});
		const to = receiver({ secrets: SECRET, onReject });
		const sent = await delivery(noSession);
		await expect(to.receiveBytes(sent)).rejects.toThrow("disk full");
		full = false;
		expect(await to.receiveBytes(sent)).toMatchObject({ refused: "data-refused" });
		expect(await to.receiveBytes(sent)).toMatchObject({ refused: "duplicate", status: 200 });
		expect(onReject).toHaveBeenCalledTimes(2);
	});

	test("is not handed on if it is forged", async () => {
		const onReject = vi.fn();
		const { headers } = await delivery(noSession);
		const forged = { headers, body: Buffer.from("{}") };
		const result = await receiver({ secrets: SECRET, onReject }).receiveBytes(forged);
		expect(result).toMatchObject({ refused: "signature-mismatch", status: 401 });
		expect(onReject).not.toHaveBeenCalled();
	});
});

test("sign makes ids that are all different", async () => {
	const ids = new Set<string | undefined>();
	for (let i = 0; i < 100; i++) ids.add((await sign({ body: "", secrets: SECRET }))["svix-id"]);
	expect(ids.size).toBe(100);
});
