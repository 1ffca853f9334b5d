import { describe, expect, expectTypeOf, test, vi } from "vitest";
import { type Session, session } from "../../../src/clerk/index.js";
import { type Json, type JsonObject, write } from "../../../src/json/index.js";
import { type Reject, receive, receiver, sentEvent, sign } from "../../../src/webhook/index.js";
import { sessionV1 } from "../../support/clerk-samples.js";
import { delivery, plainEvent, received, SECRET } from "../../support/webhook.js";

const user = { id: "user_1", object: "user", first_name: "Ada" };
const sessionEvent = { ...plainEvent, type: "session.created", data: { ...sessionV1, user } };

async function request(content: unknown, init: RequestInit = {}): Promise<Request> {
	const { headers, body } = await delivery(content);
	return new Request("http://localhost/", { method: "POST", headers, body: Buffer.from(body), ...init });
}

describe("events", () => {
	test("of sessions carry a current Session", async () => {
		const result = received(await receive(await request(sessionEvent), { secrets: SECRET }));
		if (result.matched !== "session.*") throw new Error("not matched");
		expectTypeOf(result.event.data).toEqualTypeOf<Session>();
		expectTypeOf(result.event.type).toEqualTypeOf<`session.${string}`>();
		expect(result.event.data).toEqual(sessionV1);
		expect(result.from).toEqual({ event: "current", data: "current" });
		expect(result.account).toEqual([{ kind: "dropped", step: "apart", from: "/data/user" }]);
		expect(sentEvent(result).value).toEqual(sessionEvent);
		expect(sentEvent(JSON.parse(JSON.stringify(result))).value).toEqual(sessionEvent);
	});

	test("that no lineage reads pass with their data untouched", async () => {
		const result = received(await receiver({ secrets: SECRET }).receiveBytes(await delivery(plainEvent)));
		if (result.matched !== undefined) throw new Error("matched");
		expectTypeOf(result.event.data).toEqualTypeOf<JsonObject>();
		expect(result.event).toEqual(plainEvent);
		expect(result.from).toEqual({ event: "current" });
		expect([result.account, result.residue]).toEqual([[], { event: {}, data: {} }]);
	});

	test("are found by their type before any pattern, and by the longest pattern", async () => {
		const stub = { lineage: session, apart: { user: "user_id" } };
		const to = receiver({
			secrets: SECRET,
			events: { "*": stub, "session.*": session, "session.c*": stub, "session.ended": session },
		});
		const matched = async (type: string) =>
			received(await to.receiveBytes(await delivery({ ...sessionEvent, type }))).matched;
		expect(await matched("session.created")).toBe("session.c*");
		expect(await matched("session.ended")).toBe("session.ended");
		expect(await matched("session.revoked")).toBe("session.*");
		expect(await matched("sessions")).toBe("*");
	});

	test("of a type that objects inherit are like any other", async () => {
		const odd = { ...plainEvent, type: "constructor" };
		expect(received(await receiver({ secrets: SECRET }).receiveBytes(await delivery(odd))).matched).toBe(
			undefined,
		);
	});

	test("keep what no schema declares, or are refused for it, as asked", async () => {
		const newer = { ...sessionEvent, data: { ...sessionEvent.data, mood: "good" }, sequence: 7 };
		const kept = received(await receiver({ secrets: SECRET }).receiveBytes(await delivery(newer)));
		expect(kept.event).toMatchObject({ sequence: 7, data: { mood: "good" } });
		expect(kept.account.filter(({ kind }) => kind === "kept")).toHaveLength(2);
		expect(sentEvent(kept).value).toEqual(newer);
		const strict = receiver({ secrets: SECRET, undeclared: "reject" });
		expect(await strict.receiveBytes(await delivery(newer))).toMatchObject({ refused: "event-refused" });
	});

	test("can't be restored without the lineage that read them", async () => {
		const events = { "user.deleted": { lineage: session, apart: { user: "user_id" } } };
		const sent = { ...sessionEvent, type: "user.deleted" };
		const result = received(await receiver({ secrets: SECRET, events }).receiveBytes(await delivery(sent)));
		expect(sentEvent(result, events).value).toEqual(sent);
		expect(() => sentEvent(result)).toThrow(expect.objectContaining({ code: "option-invalid" }));
	});

	test("say where the text held more than the value, and have it written", async () => {
		const text = JSON.stringify(plainEvent).replace('"deleted":true', '"count":12345678901234567890');
		const result = received(
			await receiver({ secrets: SECRET }).receiveBytes(await delivery(Buffer.from(text))),
		);
		expect(result.verbatim?.places).toEqual([{ pointer: "/data/count", reason: "number" }]);
		expect(write(result.event as unknown as Json, result.verbatim)).toBe(text);
	});

	test("have what is set apart written as it was, too", async () => {
		const metadata = '{"count":12345678901234567890,"rate":1.0}';
		const text = JSON.stringify(sessionEvent).replace('"Ada"', metadata);
		const { event, residue, verbatim } = received(
			await receiver({ secrets: SECRET }).receiveBytes(await delivery(Buffer.from(text))),
		);
		expect(write(residue as unknown as Json, verbatim)).toContain(metadata);
		expect(verbatim?.unplaced(event as unknown as Json, residue as unknown as Json)).toEqual([]);
		expect(verbatim?.unplaced(event as unknown as Json)).toHaveLength(2);
	});
});

describe("an authentic delivery that can't be read", () => {
	const legacy = { ...sessionEvent, data: { object: "session", id: "sess_1" } };

	test.each([
		["empty", Buffer.alloc(0), "empty", undefined],
		["no JSON", Buffer.from("{"), "unreadable", ""],
		["no event", { hello: 1 }, "event-refused", ""],
		["no Session", legacy, "data-refused", "/data"],
	])("(%s) gets a 2xx, and its bytes are handed on", async (_, content, code, place) => {
		const rejects: Reject[] = [];
		const to = receiver({ secrets: SECRET, onReject: (reject) => void rejects.push(reject) });
		const sent = await delivery(content, { id: "msg_7" });
		const result = await to.receiveBytes(sent);
		expect(result).toMatchObject({ refused: code, status: 202, id: "msg_7" });
		if (result.refused !== undefined) expect(result.issues?.[0]?.instanceLocation).toBe(place);
		expect(rejects).toMatchObject([{ id: "msg_7", refusal: { refused: code } }]);
		expect(rejects[0]?.body).toEqual(Uint8Array.from(sent.body));
	});

	test("counts as unseen if nobody could keep its bytes", async () => {
		let full = true;
		const onReject = vi.fn(() => {
			if (full) throw new Error("disk full");
		});
		const to = receiver({ secrets: SECRET, onReject });
		const sent = await delivery(legacy);
		await expect(to.receiveBytes(sent)).rejects.toThrow("disk full");
		full = false;
		expect(await to.receiveBytes(sent)).toMatchObject({ refused: "data-refused" });
		expect(await to.receiveBytes(sent)).toMatchObject({ refused: "duplicate", status: 200 });
		expect(onReject).toHaveBeenCalledTimes(2);
	});

	test("is not handed on if it is forged", async () => {
		const onReject = vi.fn();
		const { headers } = await delivery(legacy);
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
