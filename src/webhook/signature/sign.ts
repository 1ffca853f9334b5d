import { isBytes } from "../bytes.js";
import { WebhookError } from "../error.js";
import { encodeBase64 } from "./base64.js";
import { ID } from "./claim.js";
import type { Family } from "./headers.js";
import { macOf } from "./mac.js";
import { keysOf, type Secret } from "./secret.js";

/** What is to be sent, and by which names. */
export interface SignOptions {
	/** The body that will be sent, byte for byte; a text is sent in UTF-8. */
	readonly body: Uint8Array | string;
	/** One secret, or the several of a rotation: then each of them signs. */
	readonly secrets: Secret | readonly Secret[];
	/** Identifies the delivery; a random one if not given. */
	readonly id?: string;
	/** When it is sent, in seconds; now if not given. */
	readonly timestamp?: number;
	/** Svix' names (the default, as Clerk sends them) or those of Standard Webhooks. */
	readonly family?: Family;
}

/** The headers that make a delivery authentic; throws a WebhookError for what can't be signed. */
export async function sign(options: SignOptions): Promise<Record<string, string>> {
	const { id = `msg_${randomName()}`, timestamp = Math.floor(Date.now() / 1000), family = "svix" } = options;
	if (!ID.test(id) || !Number.isSafeInteger(timestamp) || timestamp < 0) {
		throw new WebhookError("delivery-malformed");
	}
	const body = bytesOf(options.body);
	const signatures: string[] = [];
	for (const key of keysOf(options.secrets)) {
		signatures.push(`v1,${encodeBase64(await macOf(key)(`${id}.${timestamp}.`, body))}`);
	}
	return {
		[`${family}-id`]: id,
		[`${family}-timestamp`]: String(timestamp),
		[`${family}-signature`]: signatures.join(" "),
	};
}

function bytesOf(body: unknown): Uint8Array {
	if (typeof body === "string") return new TextEncoder().encode(body);
	if (isBytes(body)) return body;
	throw new WebhookError("delivery-malformed");
}

function randomName(): string {
	return globalThis.crypto.randomUUID().replaceAll("-", "");
}
