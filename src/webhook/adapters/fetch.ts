import type { Readers } from "../event/readers.js";
import type { Receiver } from "../receive/receiver.js";
import { type Handler, handle, type OnError, tell } from "./handle.js";

/**
 * A route handler for whatever speaks `Request` and `Response`: Next.js, Hono, Bun, Deno, Workers. Its promise never
 * rejects: what the handler throws goes to `onError`, and the sender gets 500, so that it tries again. A request that
 * is no POST gets 405.
 */
export function fetchHandler<R extends Readers>(
	receiver: Receiver<R>,
	handler: Handler<R>,
	onError: OnError,
): (request: Request) => Promise<Response> {
	return async (request) => {
		if (request.method !== "POST") return new Response("", { status: 405, headers: { allow: "POST" } });
		try {
			const { status, body } = await handle(receiver, await receiver.verifyRequest(request), handler);
			return new Response(body, { status });
		} catch (error) {
			tell(onError, error);
			return new Response("", { status: 500 });
		}
	};
}
