import { describe, expect, test, vi } from "vitest";
import { session } from "../../../src/clerk/index.js";
import {
	fetchHandler,
	type Handler,
	memory,
	type Readers,
	type Receiver,
	receiveBytes,
	receiver,
} from "../../../src/webhook/index.js";
import { delivery, plainEvent, received, SECRET } from "../../support/webhook.js";

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

	test("is known for each of the secrets that were used last", async () => {
		const codes: unknown[] = [];
		for (let i = 0; i < 150; i++) {
			const secrets = Buffer.alloc(24, i);
			const sent = await delivery(plainEvent, { secrets });
			received(await receiveBytes(sent, { secrets }));
			codes.push((await receiveBytes(sent, { secrets })).refused);
		}
		expect(new Set(codes)).toEqual(new Set(["duplicate"]));
	});

	test("is known longest of the secret that is used most", async () => {
		const [often, once] = [
			Buffer.alloc(24, 200),
			await delivery(plainEvent, { secrets: Buffer.alloc(24, 200) }),
		];
		for (let i = 0; i < 150; i++) {
			const secrets = Buffer.alloc(25, i);
			received(await receiveBytes(await delivery(plainEvent, { secrets }), { secrets }));
			const { refused } = await receiveBytes(once, { secrets: often });
			expect(refused).toBe(i === 0 ? undefined : "duplicate");
		}
	});

	test.each([0, Number.NaN])("can't be remembered %s times at most", (limit) => {
		expect(() => memory(limit)).toThrow(expect.objectContaining({ code: "option-invalid" }));
	});
});

describe("a delivery that could not be dealt with", () => {
	/** A store that knows no way back. */
	function store() {
		const ids = new Set<string>();
		return vi.fn(async (id: string) => ids.has(id) || !ids.add(id));
	}

	/** The status of each delivery, or what the handler or the receiver threw. */
	async function statusesOf<R extends Readers>(to: Receiver<R>, handler: Handler<R>, times: number) {
		const { headers, body } = await delivery(plainEvent);
		const outcomes: unknown[] = [];
		const post = fetchHandler(to, handler, (error) => outcomes.push(error));
		for (let i = 0; i < times; i++) {
			const request = new Request("http://localhost/", { method: "POST", headers, body: Buffer.from(body) });
			const { status } = await post(request);
			if (status !== 500) outcomes.push(status);
		}
		return outcomes;
	}

	test("comes again to the handler, though its store can't forget", async () => {
		const away = new Error("the database is away");
		const handler = vi.fn().mockRejectedValueOnce(away).mockRejectedValueOnce(away);
		const to = receiver({ secrets: SECRET, seen: store() });
		expect(await statusesOf(to, handler, 5)).toEqual([away, away, 200, 200, 200]);
		expect(handler).toHaveBeenCalledTimes(3);
	});

	test("comes again to onReject by options that are kept", async () => {
		const onReject = vi.fn().mockRejectedValueOnce(new Error("disk full"));
		const options = { secrets: SECRET, seen: store(), onReject };
		const sent = await delivery({ hello: 1 });
		await expect(receiveBytes(sent, options)).rejects.toThrow("disk full");
		expect(await receiveBytes(sent, options)).toMatchObject({ refused: "event-refused" });
		expect(await receiveBytes(sent, options)).toMatchObject({ refused: "duplicate" });
	});

	test("is told together with a store that fails, too", async () => {
		const [away, gone] = [new Error("the database is away"), new Error("the store is gone")];
		const to = receiver({ secrets: SECRET, seen: store(), forget: () => Promise.reject(gone) });
		const [error] = await statusesOf(to, () => Promise.reject(away), 1);
		expect(error).toMatchObject({ errors: [away, gone] });
	});

	test("because the store failed was not seen", async () => {
		const gone = new Error("the store is gone");
		const seen = store().mockRejectedValueOnce(gone);
		const handler = vi.fn();
		expect(await statusesOf(receiver({ secrets: SECRET, seen }), handler, 3)).toEqual([gone, 200, 200]);
		expect(handler).toHaveBeenCalledTimes(1);
	});

	test("because a lineage is broken was not seen", async () => {
		const broken = new Error("broken");
		const upgrade = vi.spyOn(session, "upgrade").mockImplementationOnce(() => {
			throw broken;
		});
		const to = receiver({ secrets: SECRET, events: { "*": { lineage: session, embedded: {} } } });
		const handler = vi.fn();
		expect(await statusesOf(to, handler, 2)).toEqual([broken, 202]);
		upgrade.mockRestore();
	});
});
