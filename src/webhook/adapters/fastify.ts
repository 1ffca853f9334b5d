import { isBytes } from "../bytes.js";
import type { Readers } from "../event/readers.js";
import type { Receiver } from "../receive/receiver.js";
import type { DeliveryHeaders } from "../signature/headers.js";
import { type Handler, handle } from "./handle.js";

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
	readonly raw: {
		readonly headersSent: boolean;
		readonly writableEnded: boolean;
		readonly destroyed: boolean;
	};
	readonly log: { error(error: unknown): void };
	hijack(): unknown;
	code(status: number): { type(type: string): { send(body: string): unknown } };
}

/**
 * A plugin for Fastify with one route that gets its bodies as bytes; routes outside of it keep their parsers. Fastify's
 * error handler gets what the handler throws, or its log if somebody else has answered meanwhile.
 */
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
		const replyTo = async ({ headers, body }: FastifyRequest) => {
			const bytes = isBytes(body) ? body : new Uint8Array(0);
			return handle(receiver, await receiver.verify({ headers, body: bytes }), handler);
		};
		const answer = async (request: FastifyRequest, reply: FastifyReply) => {
			try {
				const { status, body } = await replyTo(request);
				if (!isAnswered(reply)) return reply.code(status).type("text/plain").send(body);
			} catch (error) {
				if (!isAnswered(reply)) throw error;
				reply.log.error(error);
			}
			// Somebody else has answered: Fastify would do it once more, and throw where nobody catches.
			return reply.hijack();
		};
		scope.route({ method: "POST", url: path, handler: answer });
	};
}

function isAnswered({ raw }: FastifyReply): boolean {
	return raw.headersSent || raw.writableEnded || raw.destroyed;
}
