import type { clerkEvents, Readers } from "../event/readers.js";
import type { Received } from "../event/receipt.js";
import { keysOf } from "../signature/secret.js";
import { type Memory, memory } from "./memory.js";
import { type Delivery, type ReceiveOptions, Receiver } from "./receiver.js";
import type { Refusal } from "./refusal.js";

/** Receives a web-standard request: authentic, then typed and current, or refused with a status for the sender. */
export async function receive<const R extends Readers = typeof clerkEvents>(
	request: Request,
	options: ReceiveOptions<R> | Receiver<R>,
): Promise<Received<R> | Refusal> {
	return receiverOf(options).receive(request);
}

/** The same for headers and bytes, however they came. */
export async function receiveBytes<const R extends Readers = typeof clerkEvents>(
	delivery: Delivery,
	options: ReceiveOptions<R> | Receiver<R>,
): Promise<Received<R> | Refusal> {
	return receiverOf(options).receiveBytes(delivery);
}

/** By the options that they were made of. */
const receivers = new WeakMap<object, unknown>();

function receiverOf<R extends Readers>(options: ReceiveOptions<R> | Receiver<R>): Receiver<R> {
	if (options instanceof Receiver) return options;
	const known = receivers.get(options);
	// Made of the same options, so of the same type.
	if (known) return known as Receiver<R>;
	const made = new Receiver(options.seen ? options : { ...options, ...memoryFor(options) });
	receivers.set(options, made);
	return made;
}

/** By secrets, of which a program has few. Options written into each call would otherwise forget each id at once. */
const memories = new Map<string, Memory>();
const MOST_MEMORIES = 100;

function memoryFor({ secrets }: Pick<ReceiveOptions, "secrets">): Memory {
	const name = keysOf(secrets).join(" ");
	const found = memories.get(name) ?? memory();
	// The one that was used last comes last, so that the first one is the least missed.
	memories.delete(name);
	memories.set(name, found);
	const [first = ""] = memories.keys();
	if (memories.size > MOST_MEMORIES) memories.delete(first);
	return found;
}
