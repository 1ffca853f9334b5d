import type { Claim } from "./claim.js";
import type { Mac } from "./mac.js";

/** A delivery that is known to be authentic; its body may still hold anything. */
export interface Authentic {
	readonly id: string;
	/** When it was sent, in seconds. */
	readonly sentAt: number;
	readonly body: Uint8Array;
}

/** Whether one of the claimed digests is that of the bytes, with one of the keys. */
export async function isAuthentic(claim: Claim, body: Uint8Array, macs: readonly Mac[]): Promise<boolean> {
	let authentic = false;
	for (const mac of macs) {
		const made = mac(claim.head, body);
		const expected = made instanceof Promise ? await made : made;
		for (const digest of claim.digests) authentic = isSame(digest, expected) || authentic;
	}
	return authentic;
}

/** Looks at all bytes, wherever the first difference is, so that the time taken says nothing of it. */
function isSame(digest: Uint8Array, expected: Uint8Array): boolean {
	let difference = digest.length ^ expected.length;
	for (let i = 0; i < expected.length; i++) difference |= (digest[i] ?? 0) ^ (expected[i] ?? 0);
	return difference === 0;
}
