import { isObject, type Json } from "../../json/index.js";

/** A reference out of a document, as it is written there, without its fragment. */
export interface Reference {
	readonly text: string;
	/** The path that it is, from the document's own folder, if it can be one. */
	readonly path: string | undefined;
}

const KEYWORDS = ["$ref", "$dynamicRef"] as const;

/** Every reference out of a document, wherever it stands: one too many is a document too many, no more. */
export function referencesOf(document: Json): readonly Reference[] {
	const texts = new Set<string>();
	const pending: Json[] = [document];
	for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
		if (typeof value !== "object" || value === null) continue;
		if (isObject(value)) {
			for (const name of KEYWORDS) {
				const reference = value[name];
				if (typeof reference === "string") texts.add(reference.replace(/#.*$/s, ""));
			}
		}
		for (const below of Object.values<Json>(value as { readonly [name: string]: Json })) pending.push(below);
	}
	texts.delete("");
	return [...texts].sort().map((text) => ({ text, path: pathOf(text) }));
}

/** The absolute URIs that a reference may be, itself or from the document's `$id`. */
export function absolutes({ text }: Reference, document: Json): readonly string[] {
	const id = isObject(document) ? document.$id : undefined;
	const bases = typeof id === "string" ? [undefined, id] : [undefined];
	return bases.filter((base) => URL.canParse(text, base)).map((base) => new URL(text, base).href);
}

function pathOf(text: string): string | undefined {
	if (/^(?:[A-Za-z][A-Za-z0-9+.-]*:|\/)/.test(text) || text.includes("?")) return undefined;
	try {
		return decodeURIComponent(text);
	} catch {
		return undefined;
	}
}
