import { READ_DEFAULTS } from "../../json/index.js";
import type { Suspect, Undeclared } from "../../lineage/index.js";
import { isBytes } from "../bytes.js";
import { WebhookError } from "../error.js";
import { type OpenOptions, open } from "../event/open.js";
import { clerkEvents, type Readers, readingsOf } from "../event/readers.js";
import type { Received } from "../event/receipt.js";
import { atLeast } from "../option.js";
import { type Claim, claimOf } from "../signature/claim.js";
import type { DeliveryHeaders } from "../signature/headers.js";
import { type Mac, macOf } from "../signature/mac.js";
import { keysOf, type Secret } from "../signature/secret.js";
import { type Authentic, isAuthentic } from "../signature/verify.js";
import { readBody } from "./body.js";
import { forgetAfter, forgetful, type Memory, memory } from "./memory.js";
import { type Refusal, type RefusalCode, refusal } from "./refusal.js";

/** How deliveries are received. */
export interface ReceiveOptions<R extends Readers = typeof clerkEvents> extends Partial<Memory> {
	/** One signing secret, or several while they are rotated. */
	readonly secrets: Secret | readonly Secret[];
	/** How far a timestamp may be from now, either way, in seconds; 300 if not given. */
	readonly tolerance?: number;
	/** The time in milliseconds; Date.now if not given. */
	readonly now?: () => number;
	/** The bytes that a body may have; 1 MiB if not given. */
	readonly maxBytes?: number;
	/** How deep the document may nest; 1,000 if not given. */
	readonly maxDepth?: number;
	/** Which lineage reads the data of which events; those of Clerk if not given. */
	readonly events?: R;
	/** What to do with properties that no schema declares: "keep" if not given, as senders add some before schemas do. */
	readonly undeclared?: Undeclared;
	/** What to do with values that are valid but hardly meant: "tell", in the account, if not given. */
	readonly suspect?: Suspect;
	/** Gets what is authentic but can't be read, once for each id, and is waited for; the sender is told that all is well. */
	readonly onReject?: (reject: RejectedDelivery) => unknown;
}

/** An authentic delivery that can't be read, with its bytes as they came. */
export interface RejectedDelivery extends Authentic {
	readonly refusal: Refusal;
}

/** A delivery before it is known to be authentic. */
export interface Delivery {
	readonly headers: DeliveryHeaders;
	/** The bytes as they came: a text, or a parsed value, is not what was signed. */
	readonly body: Uint8Array;
}

/** A receiver for one endpoint; throws a WebhookError for a secret or an option that can't be right. */
export function receiver<const R extends Readers = typeof clerkEvents>(
	options: ReceiveOptions<R>,
): Receiver<R> {
	return new Receiver(options);
}

/** Receives the deliveries of one endpoint. */
export class Receiver<R extends Readers> {
	/** The bytes that a body may have. */
	readonly maxBytes: number;
	readonly #macs: readonly Mac[];
	readonly #tolerance: number;
	readonly #now: () => number;
	readonly #opening: OpenOptions;
	readonly #memory: Memory;
	readonly #onReject: ReceiveOptions["onReject"];

	/** @internal Use `receiver(options)`. */
	constructor(options: ReceiveOptions<R>) {
		this.#macs = keysOf(options.secrets).map(macOf);
		this.#tolerance = atLeast(0, "tolerance", options.tolerance ?? 300);
		this.maxBytes = atLeast(1, "maxBytes", options.maxBytes ?? 1024 * 1024);
		const maxDepth = atLeast(1, "maxDepth", options.maxDepth ?? READ_DEFAULTS.maxDepth);
		this.#now = options.now ?? Date.now;
		this.#opening = {
			maxBytes: this.maxBytes,
			maxDepth,
			undeclared: options.undeclared ?? "keep",
			suspect: options.suspect ?? "tell",
			readingOf: readingsOf(options.events ?? clerkEvents),
		};
		this.#memory = memoryOf(options);
		this.#onReject = options.onReject;
	}

	/** Whether the delivery is authentic, in time and not too large; it may be a repetition, and hold anything. */
	async verify({ headers, body }: Delivery): Promise<Authentic | Refusal> {
		if (!isBytes(body)) throw new WebhookError("body-consumed");
		if (body.length > this.maxBytes) return refusal("too-large");
		const claim = this.#claim(headers);
		if (typeof claim === "string") return refusal(claim);
		// A copy: whoever uses the memory again meanwhile must not change what is read after it was verified.
		return this.#settle(claim, new Uint8Array(body));
	}

	/** The same for a request; what its headers rule out is refused before its body is read. */
	async verifyRequest(request: Request): Promise<Authentic | Refusal> {
		const claim = this.#claim(request.headers);
		if (typeof claim === "string") return refusal(claim);
		const body = await readBody(request, this.maxBytes);
		return typeof body === "string" ? refusal(body) : this.#settle(claim, body);
	}

	/** Receives a web-standard request. */
	async receive(request: Request): Promise<Received<R> | Refusal> {
		const delivery = await this.verifyRequest(request);
		return "refused" in delivery ? delivery : this.admit(delivery);
	}

	/** Receives headers and bytes, however they came. */
	async receiveBytes(delivery: Delivery): Promise<Received<R> | Refusal> {
		const authentic = await this.verify(delivery);
		return "refused" in authentic ? authentic : this.admit(authentic);
	}

	/** Reads an authentic delivery, unless it is a repetition. */
	async admit(delivery: Authentic): Promise<Received<R> | Refusal> {
		if (await this.#memory.seen(delivery.id)) return refusal("duplicate", { id: delivery.id });
		try {
			const opened = open(delivery, this.#opening);
			if (opened.refused !== undefined) await this.#onReject?.({ ...delivery, refusal: opened });
			// What the table's types say of the data is what the lineage of the pattern made of it.
			return opened as unknown as Received<R> | Refusal;
		} catch (error) {
			// Nobody has the bytes, so the sender must try again.
			throw await forgetAfter(error, delivery.id, this);
		}
	}

	/** Lets the next delivery of that id count as the first: for a handler that failed. */
	async forget(id: string): Promise<void> {
		await this.#memory.forget(id);
	}

	#claim(headers: DeliveryHeaders): Claim | RefusalCode {
		return claimOf(headers, this.#tolerance, this.#now());
	}

	async #settle(claim: Claim, body: Uint8Array): Promise<Authentic | Refusal> {
		if (!(await isAuthentic(claim, body, this.#macs))) return refusal("signature-mismatch");
		return { id: claim.id, sentAt: claim.timestamp, body };
	}
}

function memoryOf({ seen, forget }: Partial<Memory>): Memory {
	if (!seen) return memory();
	return forget ? { seen, forget } : forgetful(seen);
}
