import * as crypto from "node:crypto";
import { afterEach, describe, expect, expectTypeOf, test, vi } from "vitest";
import { type Session, session } from "../../../src/clerk/index.js";
import type { JsonObject } from "../../../src/json/index.js";
import {
	memory,
	type Reject,
	receive,
	receiveBytes,
	receiver,
	sentEvent,
	sign,
} from "../../../src/webhook/index.js";
import { sessionV1 } from "../../support/clerk-samples.js";
import { delivery, plainEvent, received, SECRET } from "../../support/webhook.js";

const user = { id: "user_1", object: "user", first_name: "Ada" };
const sessionEvent = { ...plainEvent, type: "session.created", data: { ...sessionV1, user } };

async function request(content: unknown, init: RequestInit = {}): Promise<Request> {
	const { headers, body } = await delivery(content);
	return new Request("http://localhost/", { method: "POST", headers, body: Buffer.from(body), ...init });
}

afterEach(() => vi.restoreAllMocks());

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

	test("say where the text held more than the value", async () => {
		const text = JSON.stringify(plainEvent).replace('"deleted":true', '"count":12345678901234567890');
		const result = received(
			await receiver({ secrets: SECRET }).receiveBytes(await delivery(Buffer.from(text))),
		);
		expect(result.verbatim?.places).toEqual([{ pointer: "/data/count", reason: "number" }]);
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
		expect(rejects[0]?.body).toBe(sent.body);
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

describe("more than maxBytes", () => {
	/** How often a digest was begun. */
	async function hashed(run: () => Promise<unknown>): Promise<number> {
		const createHmac = vi.fn(crypto.createHmac);
		vi.spyOn(process, "getBuiltinModule").mockReturnValue({ ...crypto, createHmac } as never);
		await run();
		return createHmac.mock.calls.length;
	}

	test("is refused before hashing", async () => {
		const sent = await delivery(plainEvent);
		const size = sent.body.length;
		const codes: unknown[] = [];
		const tryOut = async (maxBytes: number) => {
			codes.push((await receiver({ secrets: SECRET, maxBytes }).receiveBytes(sent)).refused);
		};
		expect([await hashed(() => tryOut(size)), await hashed(() => tryOut(size - 1))]).toEqual([1, 0]);
		expect(codes).toEqual([undefined, "too-large"]);
	});

	test("isn't read from a request to its end", async () => {
		const { headers } = await delivery(plainEvent);
		let pulled = 0;
		let cancelled = false;
		const stream = new ReadableStream({
			pull(controller) {
				pulled++;
				controller.enqueue(new Uint8Array(1024));
			},
			cancel() {
				cancelled = true;
			},
		});
		const init = { method: "POST", headers, body: stream, duplex: "half" } as RequestInit; // Node wants duplex
		const result = await receiver({ secrets: SECRET, maxBytes: 10_000 }).receive(
			new Request("http://localhost/", init),
		);
		expect(result).toMatchObject({ refused: "too-large", status: 413 });
		expect([pulled < 20, cancelled]).toEqual([true, true]);
	});

	test("isn't read at all if the headers say so, or are wrong", async () => {
		const lying = await request(plainEvent);
		lying.headers.set("content-length", "99999999");
		expect(await receiver({ secrets: SECRET }).receive(lying)).toMatchObject({ refused: "too-large" });
		const bare = await request(plainEvent, { headers: {} });
		expect(await receiver({ secrets: SECRET }).receive(bare)).toMatchObject({ refused: "header-missing" });
		expect([lying.bodyUsed, bare.bodyUsed]).toEqual([false, false]);
	});
});

describe("a body that isn't there any more", () => {
	test("of a request that was read is a mistake of the program", async () => {
		const used = await request(plainEvent);
		await used.text();
		await expect(receive(used, { secrets: SECRET })).rejects.toMatchObject({ code: "body-consumed" });
	});

	test("as text or as a parsed value is one too", async () => {
		const { headers } = await delivery(plainEvent);
		for (const body of [JSON.stringify(plainEvent), plainEvent, undefined]) {
			const parsed = { headers, body: body as unknown as Uint8Array };
			await expect(receiveBytes(parsed, { secrets: SECRET })).rejects.toMatchObject({
				code: "body-consumed",
			});
		}
	});

	test("because the sender hung up is refused", async () => {
		const { headers } = await delivery(plainEvent);
		const stream = new ReadableStream({
			start: (controller) => controller.error(new Error("reset")),
		});
		const init = { method: "POST", headers, body: stream, duplex: "half" } as RequestInit; // Node wants duplex
		const broken = new Request("http://localhost/", init);
		expect(await receive(broken, { secrets: SECRET })).toMatchObject({ refused: "body-broken" });
	});
});

describe("a repeated id", () => {
	test("is received once, also by options that are written into each call", async () => {
		const { headers, body } = await delivery(plainEvent);
		const results = await Promise.all(
			Array.from({ length: 50 }, () => receiveBytes({ headers, body }, { secrets: Buffer.alloc(24, 5) })),
		);
		expect(new Set(results.map(({ refused }) => refused))).toEqual(new Set(["signature-mismatch"]));
		const sent = await delivery(plainEvent);
		const codes = await Promise.all(
			Array.from({ length: 50 }, async () => (await receiveBytes(sent, { secrets: SECRET })).refused),
		);
		expect(codes.filter((code) => code === undefined)).toHaveLength(1);
	});

	test("that was forged doesn't spoil the true one", async () => {
		const to = receiver({ secrets: SECRET });
		const sent = await delivery(plainEvent);
		expect(await to.receiveBytes({ ...sent, body: Buffer.from("{}") })).toMatchObject({
			refused: "signature-mismatch",
		});
		received(await to.receiveBytes(sent));
	});

	test("is asked of the store that is given", async () => {
		const store = new Set<string>();
		const seen = vi.fn(async (id: string) => store.has(id) || !store.add(id));
		const to = receiver({ secrets: SECRET, seen });
		const sent = await delivery(plainEvent, { id: "msg_9" });
		received(await to.receiveBytes(sent));
		expect(await to.receiveBytes(sent)).toMatchObject({ refused: "duplicate", id: "msg_9" });
		expect(seen.mock.calls).toEqual([["msg_9"], ["msg_9"]]);
	});

	test("is forgotten after many others, so that memory stays bounded", () => {
		const { seen, forget } = memory(3);
		expect(["a", "b", "c", "a", "d", "a"].map(seen)).toEqual([false, false, false, true, false, false]);
		forget("d");
		expect(["d", "c"].map(seen)).toEqual([false, true]);
	});
});

test("sign makes ids that are all different", async () => {
	const ids = new Set<string | undefined>();
	for (let i = 0; i < 100; i++) ids.add((await sign({ body: "", secrets: SECRET }))["svix-id"]);
	expect(ids.size).toBe(100);
});
