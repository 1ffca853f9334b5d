import { expect, test, vi } from "vitest";
import { fetchHandler, memory, receiver } from "../../../src/webhook/index.js";
import { delivery, plainEvent, SECRET } from "../../support/webhook.js";

const sent = await delivery(plainEvent);

function request(): Request {
	const { headers, body } = sent;
	return new Request("http://localhost/", { method: "POST", headers, body: Buffer.from(body) });
}

function unexpected(error: unknown): never {
	expect.unreachable(String(error));
}

const later = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

test("of 1,000 deliveries of one id, 50 at a time, the handler sees one", async () => {
	const handler = vi.fn(() => later(5));
	const post = fetchHandler(receiver({ secrets: SECRET }), handler, unexpected);
	const statuses: number[] = [];
	for (let round = 0; round < 20; round++) {
		const responses = await Promise.all(Array.from({ length: 50 }, () => post(request())));
		statuses.push(...responses.map(({ status }) => status));
	}
	console.log(
		`${statuses.length} deliveries of one id, 50 at a time: the handler ran ${handler.mock.calls.length} time`,
	);
	expect(handler).toHaveBeenCalledTimes(1);
	expect(new Set(statuses)).toEqual(new Set([200]));
});

test("a store that takes its time makes no difference", async () => {
	const { seen, forget } = memory();
	const handler = vi.fn();
	const slowly = async (id: string) => {
		await later(3);
		return seen(id);
	};
	const slow = receiver({ secrets: SECRET, forget, seen: slowly });
	await Promise.all(Array.from({ length: 50 }, () => fetchHandler(slow, handler, unexpected)(request())));
	expect(handler).toHaveBeenCalledTimes(1);
});

test("a handler that takes its time holds up its own repetitions, and nothing else", async () => {
	const waiting: (() => void)[] = [];
	const handler = vi.fn(() => new Promise<void>((resolve) => waiting.push(resolve)));
	const post = fetchHandler(receiver({ secrets: SECRET }), handler, unexpected);
	const replied = vi.fn();
	const held = [post(request()).then(replied), post(request()).then(replied)];
	const { headers, body } = await delivery(plainEvent);
	const other = new Request("http://localhost/", { method: "POST", headers, body: Buffer.from(body) });
	const another = post(other);
	await vi.waitFor(() => expect(waiting).toHaveLength(2));
	waiting[1]?.();
	expect((await another).status).toBe(200);
	expect(replied).not.toHaveBeenCalled();
	waiting[0]?.();
	await Promise.all(held);
	expect(replied.mock.calls.map(([{ status }]) => status)).toEqual([200, 200]);
	expect(handler).toHaveBeenCalledTimes(2);
});

test("a handler that fails gets the delivery again, and who waited for it is told so", async () => {
	const handler = vi.fn(async () => {
		await later(5);
		if (handler.mock.calls.length === 1) throw new Error("the database is away");
	});
	const onError = vi.fn();
	const post = fetchHandler(receiver({ secrets: SECRET }), handler, onError);
	const outcomes = await Promise.all([post(request()), post(request())]);
	expect(outcomes.map(({ status }) => status)).toEqual([500, 500]);
	expect(onError).toHaveBeenCalledTimes(2);
	expect((await post(request())).status).toBe(200);
	expect((await post(request())).status).toBe(200);
	expect(handler).toHaveBeenCalledTimes(2);
});

test("a refusal's code is all that the sender is told", async () => {
	const post = fetchHandler(receiver({ secrets: Buffer.alloc(32) }), () => {}, unexpected);
	const response = await post(request());
	expect([response.status, await response.text()]).toEqual([401, "signature-mismatch"]);
});
