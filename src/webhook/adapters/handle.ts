import type { Readers } from "../event/readers.js";
import type { Received } from "../event/receipt.js";
import { forgetAfter } from "../receive/memory.js";
import type { Receiver } from "../receive/receiver.js";
import type { Refusal } from "../receive/refusal.js";
import type { Authentic } from "../signature/verify.js";

/** What a program does with a delivery; it is waited for, and if it throws, the sender is told to try again. */
export type Handler<R extends Readers> = (received: Received<R>) => unknown;

/** Gets what the handler throws, and mistakes of the program such as a body that was parsed before. */
export type OnError = (error: unknown) => unknown;

/** What the sender gets. */
export interface Reply {
	readonly status: number;
	/** The refusal's code, or nothing. */
	readonly body: string;
}

const FINE: Reply = { status: 200, body: "" };

/** The handler's runs that have not ended, by receiver and id. */
const running = new WeakMap<object, Map<string, Promise<Reply>>>();

/**
 * Runs the handler for a delivery, once for each id, and says what to reply. A repetition that comes while the
 * handler runs waits for it and gets the same reply. If the handler throws, the id is forgotten and so does this.
 */
export async function handle<R extends Readers>(
	receiver: Receiver<R>,
	delivery: Authentic | Refusal,
	handler: Handler<R>,
): Promise<Reply> {
	if ("refused" in delivery) return replyTo(delivery);
	const runs = running.get(receiver) ?? new Map<string, Promise<Reply>>();
	running.set(receiver, runs);
	const before = runs.get(delivery.id);
	if (before) return before;
	const run = runOnce(receiver, delivery, handler).finally(() => runs.delete(delivery.id));
	runs.set(delivery.id, run);
	return run;
}

async function runOnce<R extends Readers>(
	receiver: Receiver<R>,
	delivery: Authentic,
	handler: Handler<R>,
): Promise<Reply> {
	const received = await receiver.admit(delivery);
	if (received.refused !== undefined) return replyTo(received);
	try {
		await handler(received);
	} catch (error) {
		throw await forgetAfter(error, delivery.id, receiver);
	}
	return FINE;
}

/** Hands an error on; what `onError` throws or rejects with has nowhere to go, and must not end the process. */
export async function tell(onError: OnError, error: unknown): Promise<void> {
	try {
		await onError(error);
	} catch {}
}

function replyTo({ refused, status }: Refusal): Reply {
	return { status, body: refused };
}
