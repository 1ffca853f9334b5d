import { isBytes } from "./bytes.js";
import { type Handler, handle } from "./handle.js";
import type { DeliveryHeaders } from "./headers.js";
import type { Readers } from "./readers.js";
import type { Receiver } from "./receiver.js";

/** Of a Fastify instance, as much as is needed; its own types tell how these functions are called. */
export interface FastifyScope {
	removeAllContentTypeParsers(): unknown;
	addContentTypeParser(type: string, options: object, parser: (...args: never[]) => unknown): unknown;
	route(route: object): unknown;
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
			(_request: unknown, body: Uint8Array, done: (error: null, body: Uint8Array) => void) =>
				done(null, body),
		);
		const answer = async ({ headers, body }: FastifyRequest, reply: FastifyReply) => {
			const bytes = isBytes(body) ? body : new Uint8Array(0);
			const delivery = await receiver.verify({ headers, body: bytes });
			const { status, body: text } = await handle(receiver, delivery, handler);
			return reply.code(status).type("text/plain").send(text);
		};
		scope.route({ method: "POST", url: path, handler: answer });
	};
}
