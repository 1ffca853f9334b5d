import type { RefusalCode } from "../receive/refusal.js";
import { decodeBase64 } from "./base64.js";
import { type DeliveryHeaders, signatureHeaders } from "./headers.js";

/** What a delivery's headers say, before anybody knows whether it is true. */
export interface Claim {
	readonly id: string;
	/** When it was sent, in seconds. */
	readonly timestamp: number;
	/** What is signed before the body: "<id>.<timestamp>." */
	readonly head: string;
	/** The digests that are claimed to be right, at most 16. */
	readonly digests: readonly Uint8Array[];
}

/** Signatures beyond these are not looked at. */
const MOST_SIGNATURES = 16;
/** "v1," and the padded base64 of 32 bytes. */
const SIGNATURE_LENGTH = 3 + 44;

/** Visible ASCII. A dot in an id would let the end of one id pass for the timestamp of another. */
export const ID = /^[!-\-/-~]{1,255}$/;
const DIGITS = /^\d{1,15}$/;

/** Reads the headers of a delivery; `tolerance` is in seconds and `now` in milliseconds. */
export function claimOf(headers: DeliveryHeaders, tolerance: number, now: number): Claim | RefusalCode {
	const found = signatureHeaders(headers);
	if (typeof found === "string") return found;
	if (!ID.test(found.id) || !DIGITS.test(found.timestamp)) return "header-malformed";
	const timestamp = Number(found.timestamp);
	// A clock that says NaN makes everything stale.
	if (!(Math.abs(Math.floor(now / 1000) - timestamp) <= tolerance)) return "stale";
	const digests = digestsOf(found.signature);
	if (digests.length === 0) return "signature-mismatch";
	// As it came: 007 is signed as 007.
	return { id: found.id, timestamp, head: `${found.id}.${found.timestamp}.`, digests };
}

/** The v1 digests among signatures such as "v1,K5oZ... v1a,hnO3...". A long list is not split but walked. */
function digestsOf(signatures: string): readonly Uint8Array[] {
	const digests: Uint8Array[] = [];
	let from = 0;
	for (let count = 0; count < MOST_SIGNATURES && from < signatures.length; count++) {
		const space = signatures.indexOf(" ", from);
		const end = space < 0 ? signatures.length : space;
		if (end - from === SIGNATURE_LENGTH && signatures.startsWith("v1,", from)) {
			const digest = decodeBase64(signatures.slice(from + 3, end));
			if (digest) digests.push(digest);
		}
		from = end + 1;
	}
	return digests;
}
