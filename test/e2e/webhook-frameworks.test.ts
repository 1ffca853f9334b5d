import express from "express";
import fastify from "fastify";
import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import {
	expressHandler,
	fastifyPlugin,
	fetchHandler,
	type Handler,
	nodeHandler,
	type Receiver,
	receiver,
} from "../../src/webhook/index.js";
import { type Served, serve, serveFetch, speak, urlOf } from "../support/serve.js";
import { delivery, plainEvent, SECRET } from "../support/webhook.js";

type Events = Readonly<Record<never, never>>;
type Start = (to: Receiver<Events>, handler: Handler<Events>, onError: () => void) => Promise<Served>;

/** One server each, whose webhooks are at /webhooks. */
const FRAMEWORKS: { readonly [name: string]: Start } = {
	Express: (to, handler, onError) => {
		const app = express();
		app.post("/webhooks", expressHandler(to, handler));
		return serve(app.use(answering(onError)));
	},
	"Express with express.raw": (to, handler, onError) => {
		const app = express();
		app.post("/webhooks", express.raw({ type: "*/*", limit: "10mb" }), expressHandler(to, handler));
		return serve(app.use(answering(onError)));
	},
	async Fastify(to, handler, onError) {
		const app = fastify();
		app.setErrorHandler((error: { readonly statusCode?: number }, _request, reply) => {
			// Fastify itself refuses what is larger than the limit that the plugin gives it.
			if (error.statusCode === undefined) onError();
			reply.code(error.statusCode ?? 500).send();
		});
		await app.register(fastifyPlugin(to, handler), { path: "/webhooks" });
		await app.listen({ port: 0, host: "127.0.0.1" });
		return { url: urlOf(app.server), close: () => app.close() };
	},
	"node:http": (to, handler, onError) => serve(nodeHandler(to, handler, onError)),
	Hono: (to, handler, onError) => {
		const app = new Hono();
		const post = fetchHandler(to, handler, onError);
		app.post("/webhooks", (context) => post(context.req.raw));
		return serveFetch((request) => app.fetch(request));
	},
	"a route handler of Next.js": (to, handler, onError) => serveFetch(fetchHandler(to, handler, onError)),
};

function answering(onError: () => void): express.ErrorRequestHandler {
	// Express knows an error handler by its four parameters.
	return (_error, _request, response, _next) => {
		onError();
		response.sendStatus(500);
	};
}

describe.each(Object.entries(FRAMEWORKS))("%s", (_, start) => {
	const handler = vi.fn<Handler<Events>>();
	const onError = vi.fn();
	let server: Served;

	beforeAll(async () => {
		server = await start(
			receiver({ secrets: SECRET, events: {}, maxBytes: 100_000 }),
			(received) => handler(received),
			onError,
		);
	});
	afterAll(() => server.close());

	async function post(sent: { headers: Record<string, string>; body: Uint8Array }): Promise<number> {
		const headers = { "content-type": "application/json", ...sent.headers };
		const body = Buffer.from(sent.body);
		const response = await fetch(`${server.url}/webhooks`, { method: "POST", headers, body });
		await response.text();
		return response.status;
	}

	test("an authentic delivery reaches the handler, once, byte for byte", async () => {
		// White space and a name out of order, which a body parser would lose.
		const body = Buffer.from(`${JSON.stringify(plainEvent, null, 2).replace("curl", "Zoë \\u00e9")} \n`);
		const sent = await delivery(body);
		expect([await post(sent), await post(sent)]).toEqual([200, 200]);
		expect(handler).toHaveBeenCalledTimes(1);
		expect(handler.mock.calls[0]?.[0].event).toEqual(JSON.parse(body.toString()));
	});

	test("a forged, a stale and an oversized one don't", async () => {
		handler.mockClear();
		const sent = await delivery(plainEvent);
		expect(await post({ ...sent, body: Buffer.from("{}") })).toBe(401);
		expect(await post({ ...sent, headers: {} })).toBe(400);
		expect(await post(await delivery(plainEvent, { timestamp: 1_700_000_000 }))).toBe(400);
		expect(await post(await delivery(Buffer.alloc(100_001, " ")))).toBe(413);
		expect(handler).not.toHaveBeenCalled();
	});

	test("it may come without a type of its content", async () => {
		handler.mockClear();
		const sent = await delivery(plainEvent);
		expect(statusOf(await speak(server.url, requestText(sent)))).toBe(200);
		expect(handler).toHaveBeenCalledTimes(1);
	});

	test("one that says its id twice doesn't reach the handler", async () => {
		handler.mockClear();
		const sent = await delivery(plainEvent, { id: "msg_1" });
		const twice = requestText(sent).replace("svix-id", "svix-id: msg_1\r\nSvix-Id");
		expect(statusOf(await speak(server.url, twice))).toBe(400);
		expect(handler).not.toHaveBeenCalled();
	});

	test("nor one that hangs up in its midst, or doesn't end", async () => {
		handler.mockClear();
		const sent = await delivery(plainEvent);
		const text = requestText(sent);
		await speak(server.url, text.slice(0, -10), { hangUp: true });
		const chunk = `4e20\r\n${" ".repeat(20_000)}\r\n`;
		const chunked = requestText(
			{ ...sent, body: Buffer.from(chunk.repeat(6)) },
			"transfer-encoding: chunked",
		);
		// The connection may be gone before the reply is read.
		expect([413, undefined]).toContain(statusOf(await speak(server.url, chunked).catch(() => "")));
		expect(handler).not.toHaveBeenCalled();
		expect(await post(sent)).toBe(200);
	});

	test("what is authentic but no event, or empty, is accepted and not handled", async () => {
		handler.mockClear();
		expect(await post(await delivery({ hello: 1 }))).toBe(202);
		expect(await post(await delivery(Buffer.alloc(0)))).toBe(202);
		expect(handler).not.toHaveBeenCalled();
	});

	test("a handler that throws makes the sender try again", async () => {
		handler.mockReset();
		handler.mockRejectedValueOnce(new Error("the database is away"));
		const sent = await delivery(plainEvent);
		expect(await post(sent)).toBe(500);
		expect(onError).toHaveBeenCalledTimes(1);
		expect(await post(sent)).toBe(200);
		expect(handler).toHaveBeenCalledTimes(2);
	});
});

/** A delivery as it goes over the wire. */
function requestText(
	{ headers, body }: { headers: Record<string, string>; body: Uint8Array },
	framing = `content-length: ${body.length}`,
): string {
	const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
	const head = ["POST /webhooks HTTP/1.1", "host: localhost", "connection: close", framing, ...lines];
	return `${head.join("\r\n")}\r\n\r\n${Buffer.from(body).toString("latin1")}`;
}

function statusOf(reply: string): number | undefined {
	const [, status] = /^HTTP\/1\.1 (\d+)/.exec(reply) ?? [];
	return status === undefined ? undefined : Number(status);
}

test("Express with express.json before it says what is wrong", async () => {
	const errors: unknown[] = [];
	const app = express();
	app.use(express.json());
	app.post(
		"/webhooks",
		expressHandler(receiver({ secrets: SECRET }), () => {}),
	);
	const note: express.ErrorRequestHandler = (error, _request, response, _next) => {
		errors.push(error.code);
		response.sendStatus(500);
	};
	const server = await serve(app.use(note));
	const { headers, body } = await delivery(plainEvent);
	const { status } = await fetch(`${server.url}/webhooks`, {
		method: "POST",
		headers: { "content-type": "application/json", ...headers },
		body: Buffer.from(body),
	});
	await server.close();
	expect([status, errors]).toEqual([500, ["body-consumed"]]);
});

test("Fastify's other routes keep their parsers", async () => {
	const app = fastify();
	await app.register(
		fastifyPlugin(receiver({ secrets: SECRET }), () => {}),
		{ path: "/webhooks" },
	);
	app.post("/echo", async ({ body }) => body);
	const response = await app.inject({ method: "POST", url: "/echo", payload: { hello: 1 } });
	await app.close();
	expect(response.json()).toEqual({ hello: 1 });
});

describe("on node:http", () => {
	/** A server that says what became of each request, which it may look at later. */
	async function watched(later = 0) {
		const onError = vi.fn();
		const handler = vi.fn();
		const handle = nodeHandler(receiver({ secrets: SECRET, maxBytes: 1_000 }), handler, onError);
		const replies: Promise<number>[] = [];
		const served = await serve((request, response) => {
			const listen = async () => {
				if (later > 0) await new Promise((resolve) => setTimeout(resolve, later));
				await handle(request, response);
				return response.statusCode;
			};
			replies.push(listen());
		});
		return { served, replies, handler, onError };
	}

	test.each([
		["at once", 0],
		["after the sender has gone", 50],
	])(
		"a delivery that hangs up, looked at %s, is not handled and leaves nothing waiting",
		async (_, later) => {
			const { served, replies, handler, onError } = await watched(later);
			const text = requestText(await delivery(plainEvent));
			await speak(served.url, text.slice(0, -10), { hangUp: true });
			await vi.waitFor(() => expect(replies).toHaveLength(1));
			// Nobody is there to read a status, so the response is as Node made it.
			expect(await replies[0]).toBe(200);
			expect(handler).not.toHaveBeenCalled();
			expect(onError).not.toHaveBeenCalled();
			await served.close();
		},
	);

	test("a delivery that says that it is too large isn't waited for, nor is there another one behind it", async () => {
		const { served, replies } = await watched();
		const text = requestText(await delivery(plainEvent), "content-length: 1001");
		const reply = await speak(served.url, text.replace("connection: close\r\n", ""));
		expect([statusOf(reply), await replies[0]]).toEqual([413, 413]);
		expect(reply.toLowerCase()).toContain("connection: close");
		await served.close();
	});
});

test("a body that grows without end is cut off", async () => {
	const server = await serve(
		nodeHandler(
			receiver({ secrets: SECRET, maxBytes: 1_000 }),
			() => {},
			() => {},
		),
	);
	const { headers } = await delivery(plainEvent);
	let sent = 0;
	const body = new ReadableStream({
		pull(controller) {
			sent += 10_000;
			if (sent > 100_000_000) controller.close();
			else controller.enqueue(new Uint8Array(10_000));
		},
	});
	// Node wants duplex for a body that streams; its types don't know it yet.
	const init = { method: "POST", headers, body, duplex: "half" } as RequestInit;
	const outcome = await fetch(server.url, init).then(
		({ status }) => status,
		() => "cut off",
	);
	await server.close();
	expect([413, "cut off"]).toContain(outcome);
	expect(sent).toBeLessThan(100_000_000);
});
