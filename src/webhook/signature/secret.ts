import { isBytes } from "../bytes.js";
import { WebhookError } from "../error.js";
import { decodeBase64 } from "./base64.js";

/** A signing secret: base64, with or without the prefix "whsec_", or the bytes themselves. */
export type Secret = string | Uint8Array;

const PREFIX = "whsec_";
/** Standard Webhooks asks for 192 bits at least. */
const SHORTEST = 24;

/** The keys of one secret or of several; throws a WebhookError, which never quotes them. */
export function keysOf(secrets: Secret | readonly Secret[]): readonly Uint8Array[] {
	const all = isList(secrets) ? secrets : [secrets];
	if (all.length === 0) throw new WebhookError("secret-missing");
	return all.map(keyOf);
}

function isList(secrets: Secret | readonly Secret[]): secrets is readonly Secret[] {
	return Array.isArray(secrets);
}

function keyOf(secret: Secret | undefined | null, index: number): Uint8Array {
	// An environment variable that isn't set is undefined, whatever the types say.
	if (secret === undefined || secret === null || secret.length === 0) throw failure("secret-missing", index);
	const key = typeof secret === "string" ? decodeBase64(withoutPrefix(secret)) : bytesOf(secret);
	if (key === undefined) throw failure("secret-malformed", index);
	if (key.length < SHORTEST) throw failure("secret-short", index);
	return key;
}

function withoutPrefix(secret: string): string {
	return secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret;
}

/** A copy: what the caller does to the bytes later must not change the key. */
function bytesOf(secret: unknown): Uint8Array | undefined {
	return isBytes(secret) ? Uint8Array.from(secret) : undefined;
}

function failure(code: "secret-missing" | "secret-malformed" | "secret-short", index: number): WebhookError {
	return new WebhookError(code, ` (secret ${index + 1})`);
}
