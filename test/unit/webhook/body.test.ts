import * as crypto from "node:crypto";
import { afterEach, describe, expect, test, vi } from "vitest";
import { receive, receiveBytes, receiver } from "../../../src/webhook/index.js";
import { delivery, plainEvent, received, SECRET } from "../../support/webhook.js";

async function request(content: unknown, init: RequestInit = {}): Promise<Request> {
	const { headers, body } = await delivery(content);
	return new Request("http://localhost/", { method: "POST", headers, body: Buffer.from(body), ...init });
}

/** A request whose body comes from a stream, with more headers than those of the signature. */
async function streamed(body: ReadableStream, more: Record<string, string> = {}): Promise<Request> {
	const { headers } = await delivery(plainEvent);
	// Node wants duplex for a body that streams; its types don't know it yet.
	const init = { method: "POST", headers: { ...headers, ...more }, body, duplex: "half" } as RequestInit;
	return new Request("http://localhost/", init);
}

/** A stream that has no end, and how often it was asked for more. */
function endless(cancel: () => unknown = () => {}) {
	const asked = vi.fn((controller: ReadableStreamDefaultController) => {
		controller.enqueue(new Uint8Array(1024));
	});
	const cancelled = vi.fn(cancel as () => void);
	return { stream: new ReadableStream({ pull: asked, cancel: cancelled }), asked, cancelled };
}

afterEach(() => vi.restoreAllMocks());

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

	test("is refused of a request, too, and that much is not", async () => {
		const { length } = JSON.stringify(plainEvent);
		const codes: unknown[] = [];
		for (const maxBytes of [length, length - 1]) {
			codes.push((await receiver({ secrets: SECRET, maxBytes }).receive(await request(plainEvent))).refused);
		}
		expect(codes).toEqual([undefined, "too-large"]);
	});

	test.each([
		["that doesn't say its length", {}],
		["that lies about it", { "content-length": "10" }],
	])("isn't read to its end, of a request %s", async (_, headers) => {
		const { stream, asked, cancelled } = endless();
		const to = receiver({ secrets: SECRET, maxBytes: 10_000 });
		expect(await to.receive(await streamed(stream, headers))).toMatchObject({
			refused: "too-large",
			status: 413,
		});
		expect(asked.mock.calls.length).toBeLessThan(20);
		expect(cancelled).toHaveBeenCalledOnce();
	});

	test.each([
		["never ends", () => new Promise(() => {})],
		["fails", () => Promise.reject(new Error("reset"))],
	])("is refused though giving up %s", async (_, cancel) => {
		const to = receiver({ secrets: SECRET, maxBytes: 10_000 });
		const result = await to.receive(await streamed(endless(cancel).stream));
		expect(result).toMatchObject({ refused: "too-large" });
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

	test("of a request that somebody else reads is one, too", async () => {
		const locked = await request(plainEvent);
		locked.body?.getReader();
		await expect(receive(locked, { secrets: SECRET })).rejects.toMatchObject({ code: "body-consumed" });
	});

	test("because the sender hung up is refused", async () => {
		const stream = new ReadableStream({ start: (controller) => controller.error(new Error("reset")) });
		expect(await receive(await streamed(stream), { secrets: SECRET })).toMatchObject({
			refused: "body-broken",
		});
	});

	test("because a stream holds texts is refused without a word of them", async () => {
		const stream = new ReadableStream({
			start(controller) {
				controller.enqueue(JSON.stringify(plainEvent));
				controller.close();
			},
		});
		expect(await receive(await streamed(stream), { secrets: SECRET })).toEqual({
			refused: "body-broken",
			status: 400,
			message: "the body ended before its time",
		});
	});
});

describe("a body whose memory is used again", () => {
	const later = () => new Promise<void>((resolve) => setTimeout(resolve, 5));
	const seen = () => later().then(() => false);

	test("is read as it was verified", async () => {
		const { headers, body } = await delivery(plainEvent);
		const result = receiver({ secrets: SECRET, seen }).receiveBytes({ headers, body });
		overwrite(body);
		expect(received(await result).event).toEqual(plainEvent);
	});

	test("by the stream that it came from, too", async () => {
		const { headers, body } = await delivery(plainEvent);
		const stream = new ReadableStream({
			start(controller) {
				controller.enqueue(body);
				controller.close();
			},
		});
		const init = { method: "POST", headers, body: stream, duplex: "half" } as RequestInit; // Node wants duplex
		const slow = () => {
			overwrite(body);
			return later().then(() => false);
		};
		const to = receiver({ secrets: SECRET, seen: slow });
		expect(received(await to.receive(new Request("http://localhost/", init))).event).toEqual(plainEvent);
	});

	function overwrite(body: Uint8Array): void {
		const bytes = Buffer.from(body.buffer, body.byteOffset, body.length);
		bytes.write("ins_9", bytes.indexOf("ins_1"));
	}
});
