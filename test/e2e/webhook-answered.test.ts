import express from "express";
import fastify from "fastify";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
	expressHandler,
	fastifyPlugin,
	fetchHandler,
	nodeHandler,
	receiver,
} from "../../src/webhook/index.js";
import { type Served, serve, serveFetch, speak, urlOf } from "../support/serve.js";
import { delivery, plainEvent, SECRET } from "../support/webhook.js";

// Somebody else, such as a timeout, has answered or ended the response before the adapter does.

type Answer = (raw: {
	writeHead(status: number): unknown;
	end(body?: string): unknown;
	destroy(): unknown;
}) => unknown;
type Work = () => Promise<void>;
type Start = (
	answer: Answer,
	work: Work,
	onError: (error: unknown) => unknown,
	settled: () => void,
) => Promise<Served>;

const to = () => receiver({ secrets: SECRET, events: {} });

/** One server each, which answers by itself before the handler ends. */
const SERVERS: { readonly [name: string]: Start } = {
	"node:http": (answer, work, onError, settled) => {
		const handle = nodeHandler(to(), work, onError);
		return serve((request, response) => {
			setTimeout(() => answer(response), 5);
			handle(request, response).then(settled);
		});
	},
	Express: (answer, work, onError, settled) => {
		const app = express();
		const handle = expressHandler(to(), work);
		app.post("/webhooks", (request, response) => {
			setTimeout(() => answer(response), 5);
			handle(request, response, onError).then(settled);
		});
		return serve(app);
	},
	async Fastify(answer, work, onError, settled) {
		const logger = { level: "error", stream: { write: (line: string) => void onError(line) } };
		const app = fastify({ logger });
		app.addHook("preHandler", async (_request, reply) => void setTimeout(() => answer(reply.raw), 5));
		const settling = async () => {
			setTimeout(settled, 5);
			await work();
		};
		await app.register(fastifyPlugin(to(), settling), { path: "/webhooks" });
		await app.listen({ port: 0, host: "127.0.0.1" });
		return { url: urlOf(app.server), close: () => app.close() };
	},
};

const ANSWERS: readonly (readonly [string, Answer, string])[] = [
	[
		"answered",
		(raw) => {
			raw.writeHead(503);
			raw.end("busy");
		},
		"busy",
	],
	[
		"begun to answer",
		(raw) => {
			raw.writeHead(503);
			setTimeout(() => raw.end("busy"), 60);
		},
		"busy",
	],
	["destroyed", (raw) => raw.destroy(), ""],
];

const WORKS: readonly (readonly [string, Work, number])[] = [
	["ends", () => later(25), 0],
	["throws", () => later(25).then(() => Promise.reject(new Error("the database is away"))), 1],
];

function later(milliseconds: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function sent(method = "POST"): Promise<string> {
	const { headers, body } = await delivery(plainEvent);
	const lines = Object.entries({ ...headers, "content-length": body.length }).map(([k, v]) => `${k}: ${v}`);
	const head = [`${method} /webhooks HTTP/1.1`, "host: localhost", "connection: close", ...lines];
	return `${head.join("\r\n")}\r\n\r\n${Buffer.from(body).toString("latin1")}`;
}

const unhandled = vi.fn();
beforeEach(() => {
	unhandled.mockReset();
	process.on("unhandledRejection", unhandled);
	process.on("uncaughtException", unhandled);
});
afterEach(() => {
	process.off("unhandledRejection", unhandled);
	process.off("uncaughtException", unhandled);
});

describe.each(Object.entries(SERVERS))("%s", (_, start) => {
	describe.each(ANSWERS)("where somebody else has %s", (_, answer, said) => {
		test.each(WORKS)("and the handler %s, the answer stands and nothing is lost", async (_, work, errors) => {
			const onError = vi.fn();
			const settled = vi.fn();
			const server = await start(answer, work, onError, settled);
			const reply = await speak(server.url, await sent()).catch(() => "");
			await vi.waitFor(() => expect(settled).toHaveBeenCalled());
			await later(40);
			await server.close();
			expect(reply.includes(said) && !/^HTTP\/1.1 (?:200|500)/.test(reply)).toBe(true);
			expect(onError).toHaveBeenCalledTimes(errors);
			expect(unhandled).not.toHaveBeenCalled();
		});
	});
});

const THROWING: readonly (readonly [string, () => unknown])[] = [
	[
		"throws",
		() => {
			throw new Error("the log is full");
		},
	],
	["rejects", () => Promise.reject(new Error("the log is full"))],
];

describe.each(THROWING)("an onError that %s", (_, onError) => {
	const failing = () => Promise.reject(new Error("the database is away"));

	test.each([
		["node:http", () => serve(nodeHandler(to(), failing, onError))],
		["fetch", () => serveFetch(fetchHandler(to(), failing, onError))],
	])("is held, and the sender tries again: %s", async (_, start) => {
		const server = await start();
		const replies = [await speak(server.url, await sent()), await speak(server.url, await sent())];
		await server.close();
		expect(replies.map((reply) => reply.slice(0, 12))).toEqual(["HTTP/1.1 500", "HTTP/1.1 500"]);
		expect(unhandled).not.toHaveBeenCalled();
	});

	test("is held where it is Express's next", async () => {
		const handle = expressHandler(to(), failing);
		const settled = vi.fn();
		const server = await serve((request, response) => {
			handle(request, response, onError).then(() => settled(response.end()));
		});
		await speak(server.url, await sent());
		await server.close();
		expect(settled).toHaveBeenCalledTimes(1);
		expect(unhandled).not.toHaveBeenCalled();
	});
});

test.each(["GET", "PUT", "HEAD", "DELETE"])("a %s is no delivery", async (method) => {
	const handler = vi.fn();
	const server = await serve(nodeHandler(to(), handler, handler));
	const reply = await speak(server.url, await sent(method));
	await server.close();
	expect(reply).toMatch(/^HTTP\/1\.1 405 Method Not Allowed\r\n(?:.*\r\n)*allow: POST\r\n/i);
	const response = await fetchHandler(to(), handler, handler)(new Request("http://localhost/", { method }));
	expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
	expect(handler).not.toHaveBeenCalled();
});
