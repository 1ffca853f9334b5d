import { type Handler, handle } from "./handle.js";
import type { Readers } from "./readers.js";
import type { Receiver } from "./receiver.js";

/** A route handler for whatever speaks `Request` and `Response`: Next.js, Hono, Bun, Deno, Workers. */
export function fetchHandler<R extends Readers>(
	receiver: Receiver<R>,
	handler: Handler<R>,
): (request: Request) => Promise<Response> {
	return async (request) => {
		const { status, body } = await handle(receiver, await receiver.verifyRequest(request), handler);
		return new Response(body, { status });
	};
}
