import { hash } from "node:crypto";
import type { Target } from "../target.js";

/** By what a rollback knows that a document is again what it was: the SHA-256 of its text, in base64. */
export function hashOf(document: string): string {
	return hash("sha256", document, "base64");
}

/** How many characters a hash has. */
export const HASH_LENGTH = 44;

/** Where the residue has the old documents of those that were written whole, and as what: a json is its text. */
export function originalsOf({ columnType }: Target): { readonly originals: string; readonly type: string } {
	return columnType === "json"
		? { originals: "texts", type: "text" }
		: { originals: "documents", type: "jsonb" };
}
