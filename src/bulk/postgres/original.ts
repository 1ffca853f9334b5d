import { hash } from "node:crypto";

/** By what a rollback knows that a document is again what it was: the SHA-256 of its text, in base64. */
export function hashOf(document: string): string {
	return hash("sha256", document, "base64");
}

/** How many characters a hash has. */
export const HASH_LENGTH = 44;
