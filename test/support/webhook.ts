import { readFileSync } from "node:fs";
import { type Family, type Refusal, type Secret, sign } from "../../src/webhook/index.js";
import { sharedPath } from "./shared.js";

/** A secret of the shape that Clerk gives out; made up. */
export const SECRET = "whsec_dXBzaGFwZSB0ZXN0cywgbm9ib2R5J3Mgc2VjcmV0";

/** The session events of the judging material. */
export const SESSION_EVENTS = ["Created", "Ended", "Pending", "Removed", "Revoked"] as const;

/** The bytes of the published example of a session event. */
export function sessionEventExample(name: (typeof SESSION_EVENTS)[number]): Uint8Array {
	return readFileSync(sharedPath("clerk", "webhooks", `Session${name}EventPayloadExample.json`));
}

/** A small event that no lineage reads. */
export const plainEvent = {
	data: { id: "user_1", deleted: true },
	object: "event",
	type: "user.deleted",
	timestamp: 1_716_883_200_123,
	instance_id: "ins_1",
	event_attributes: { http_request: { client_ip: "203.0.113.7", user_agent: "curl" } },
} as const;

/** A delivery, signed now or when it says; a value is sent as JSON. */
export async function delivery(
	content: unknown,
	more: { id?: string; timestamp?: number; family?: Family; secrets?: Secret | readonly Secret[] } = {},
): Promise<{ readonly headers: Record<string, string>; readonly body: Uint8Array }> {
	const body = content instanceof Uint8Array ? content : Buffer.from(JSON.stringify(content));
	return { headers: await sign({ body, secrets: SECRET, ...more }), body };
}

/** The result of a delivery that a test counts on being received. */
export function received<T extends { readonly refused?: undefined }>(result: T | Refusal): T {
	if (result.refused === undefined) return result as T; // a Refusal has a code there
	throw new Error(`refused: ${result.refused} ${JSON.stringify(result.issues ?? [])}`);
}
