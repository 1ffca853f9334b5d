import { type Handler, handle } from "./handle.js";
import type { DeliveryHeaders } from "./headers.js";
import type { Readers } from "./readers.js";
import type { Receiver } from "./receiver.js";

/** Of a Fastify instance, as much as is needed. */
export interface FastifyScope {
	removeAllContentTypeParsers(): unknown;
	addContentTypeParser(
		type: string,
		options: { parseAs: "buffer"; bodyLimit: number },
		parser: (request: never, body: Uint8Array, done: (error: null, body: Uint8Array) => void) => void,
	): unknown;
	post(path: string, handler: (request: never, reply: never) => Promise<unknown>): unknown;
}

interface FastifyRequest {
	readonly headers: DeliveryHeaders;
	readonly body?: unknown;
}

interface FastifyReply {
	code(status: number): { type(type: string): { send(body: string): unknown } };
}

/** A plugin for Fastify with one route that gets its bodies as bytes; routes outside of it keep their parsers. */
export function fastifyPlugin<R extends Readers>(
	receiver: Receiver<R>,
	handler: Handler<R>,
): (scope: FastifyScope, options: { readonly path: string }) => Promise<void> {
	return async (scope, { path }) => {
		scope.removeAllContentTypeParsers();
		scope.addContentTypeParser(
			"*",
			{ parseAs: "buffer", bodyLimit: receiver.maxBytes },
			(_request, body, done) => done(null, body),
		);
		scope.post(path, async ({ headers, body }: FastifyRequest, reply: FastifyReply) => {
			const bytes = body instanceof Uint8Array ? body : new Uint8Array(0);
			const delivery = await receiver.verify({ headers, body: bytes });
			const answer = await handle(receiver, delivery, handler);
			return reply.code(answer.status).type("text/plain").send(answer.body);
		});
	};
}
