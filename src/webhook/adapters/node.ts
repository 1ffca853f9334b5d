import { isBytes } from "../bytes.js";
import { WebhookError } from "../error.js";
import type { Readers } from "../event/readers.js";
import { Chunks, declaredLength } from "../receive/body.js";
import type { Receiver } from "../receive/receiver.js";
import { refusal } from "../receive/refusal.js";
import { type Handler, handle, type OnError, type Reply, tell } from "./handle.js";

/** Of a request of node:http or Express, as much as is needed. */
export interface NodeRequest {
	readonly method?: string | undefined;
	readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
	/** What a body parser before has left. */
	readonly body?: unknown;
	readonly readableEnded: boolean;
	readonly destroyed: boolean;
	on(event: string, listener: (chunk: Uint8Array) => void): unknown;
	off(event: string, listener: (chunk: Uint8Array) => void): unknown;
	pause(): unknown;
}

/** Of a response of node:http or Express, as much as is needed. */
export interface NodeResponse {
	statusCode: number;
	readonly headersSent: boolean;
	readonly writableEnded: boolean;
	readonly destroyed: boolean;
	setHeader(name: string, value: string): unknown;
	end(body: string): unknown;
}

/**
 * A request listener for node:http. Its promise never rejects: what the handler throws goes to `onError`, and the
 * sender gets 500, so that it tries again. A request that is no POST gets 405. A response that somebody else has
 * answered meanwhile, such as a timeout, is left alone.
 */
export function nodeHandler<R extends Readers>(
	receiver: Receiver<R>,
	handler: Handler<R>,
	onError: OnError,
): (request: NodeRequest, response: NodeResponse) => Promise<void> {
	return async (request, response) => {
		try {
			if (request.method === "POST") send(response, await replyTo(request, receiver, handler));
			else refuseMethod(response);
		} catch (error) {
			tell(onError, error);
			send(response, { status: 500, body: "" });
		}
	};
}

/**
 * A route handler for Express. Its promise never rejects: Express gets what the handler throws, also where somebody
 * else has answered. No body parser but express.raw may come before.
 */
export function expressHandler<R extends Readers>(
	receiver: Receiver<R>,
	handler: Handler<R>,
): (request: NodeRequest, response: NodeResponse, next: OnError) => Promise<void> {
	return async (request, response, next) => {
		try {
			send(response, await replyTo(request, receiver, handler));
		} catch (error) {
			tell(next, error);
		}
	};
}

async function replyTo<R extends Readers>(
	request: NodeRequest,
	receiver: Receiver<R>,
	handler: Handler<R>,
): Promise<Reply> {
	const body = await bodyOf(request, receiver.maxBytes);
	const delivery =
		typeof body === "string" ? refusal(body) : await receiver.verify({ headers: request.headers, body });
	return handle(receiver, delivery, handler);
}

/** Answers, unless somebody else has, or the connection is gone: more would throw. */
function send(response: NodeResponse, { status, body }: Reply): void {
	if (response.headersSent || response.writableEnded || response.destroyed) return;
	response.statusCode = status;
	response.setHeader("content-type", "text/plain");
	// The rest of what is too large isn't read, so the connection can't be used again.
	if (status === 413) response.setHeader("connection", "close");
	response.end(body);
}

function refuseMethod(response: NodeResponse): void {
	if (!response.headersSent) response.setHeader("allow", "POST");
	send(response, { status: 405, body: "" });
}

/** The bytes of the body: those that express.raw has left, or else those of the stream. */
async function bodyOf(
	request: NodeRequest,
	maxBytes: number,
): Promise<Uint8Array | "too-large" | "body-broken"> {
	if (isBytes(request.body)) return request.body;
	if (request.readableEnded) throw new WebhookError("body-consumed");
	if (request.destroyed) return "body-broken";
	const length = request.headers["content-length"];
	if (typeof length === "string" && declaredLength(length) > maxBytes) return "too-large";
	return new Promise((resolve) => {
		const chunks = new Chunks(maxBytes);
		const onData = (chunk: Uint8Array): void => {
			if (!chunks.add(chunk)) settle("too-large");
		};
		const onEnd = () => settle(chunks.join());
		const onBroken = () => settle("body-broken");
		const settle = (outcome: Uint8Array | "too-large" | "body-broken"): void => {
			request.off("data", onData);
			request.pause();
			resolve(outcome);
		};
		request.on("data", onData);
		request.on("end", onEnd);
		request.on("error", onBroken);
		request.on("close", onBroken);
	});
}
