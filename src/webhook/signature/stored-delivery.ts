import { isObject, type JsonObject, read } from "../../json/index.js";
import { decodeBase64 } from "./base64.js";
import { ID } from "./claim.js";

/** A delivery that was kept, to be signed and sent again. */
export interface StoredDelivery {
	/** The id that it had, if that was kept too. */
	readonly id?: string;
	readonly body: Uint8Array;
}

/**
 * What one line of a file keeps of a delivery: the event itself, whose bytes are the body as they stand; or
 * `{id, body}` with the body as a text, or `{id, body_base64}` with its bytes. Undefined if it is neither.
 */
export function storedDelivery(line: Uint8Array): StoredDelivery | undefined {
	const document = read(line);
	const value = document.issues ? undefined : document.value;
	if (!isObject(value)) return undefined;
	if (value.object === "event") return { body: line };
	const body = bodyOf(value);
	if (body === undefined) return undefined;
	const { id } = value;
	if (id === undefined) return { body };
	return typeof id === "string" && ID.test(id) ? { id, body } : undefined;
}

function bodyOf({ body, body_base64: base64 }: JsonObject): Uint8Array | undefined {
	if (typeof body === "string" && base64 === undefined) return new TextEncoder().encode(body);
	return typeof base64 === "string" && body === undefined ? decodeBase64(base64) : undefined;
}
