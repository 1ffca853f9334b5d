/**
 * Headers as frameworks have them: a `Headers`, an object of any case whose values may be lists, pairs of name and
 * value, or names and values in turn (`rawHeaders` of node:http).
 */
export type DeliveryHeaders =
	| { get(name: string): string | null }
	| Iterable<readonly [name: string, value: string]>
	| readonly string[]
	| { readonly [name: string]: string | readonly string[] | undefined };

/** The three headers of one family, as they came. */
export interface SignatureHeaders {
	readonly id: string;
	readonly timestamp: string;
	readonly signature: string;
}

/** The families of names that senders use; the first one whose three headers are all there counts. */
const FAMILIES = ["svix", "webhook"] as const;

/** The prefix of the headers' names: "svix-id" or "webhook-id". */
export type Family = (typeof FAMILIES)[number];

/** The headers that say who sent a delivery and when; never one of this family and one of that. */
export function signatureHeaders(
	headers: DeliveryHeaders,
): SignatureHeaders | "header-missing" | "header-malformed" {
	const valuesOf = finderIn(headers);
	for (const family of FAMILIES) {
		const id = valuesOf(`${family}-id`);
		if (id.length === 0) continue;
		const timestamp = valuesOf(`${family}-timestamp`);
		const signature = valuesOf(`${family}-signature`);
		if (timestamp.length === 0 || signature.length === 0) continue;
		// Of two that differ, this side might look at one and somebody before it at the other.
		if (id.length + timestamp.length + signature.length > 3) return "header-malformed";
		return { id: id[0] ?? "", timestamp: timestamp[0] ?? "", signature: signature[0] ?? "" };
	}
	return "header-missing";
}

/** Finds the values of a header, whose name is given in lower case; empty ones are as good as none. */
function finderIn(headers: DeliveryHeaders): (name: string) => readonly string[] {
	// Some event formats leave headers out, whatever the types say.
	if (typeof headers !== "object" || headers === null) return () => [];
	if (isGetter(headers)) return (name) => given(headers.get(name));
	// Once, as what iterates may do so only once.
	const pairs = isIterable(headers) ? pairsOf(headers) : Object.entries(headers);
	return (name) => pairs.flatMap(([key, value]) => named(key, value, name));
}

function named(key: string, value: unknown, name: string): readonly string[] {
	if (typeof key !== "string" || key.length !== name.length || key.toLowerCase() !== name) return [];
	return Array.isArray(value) ? value.flatMap(given) : given(value);
}

function given(value: unknown): readonly string[] {
	return typeof value === "string" && value !== "" ? [value] : [];
}

/** A Map has `get` too, but knows only the case that its names are in. */
function isGetter(headers: DeliveryHeaders): headers is { get(name: string): string | null } {
	return "get" in headers && typeof headers.get === "function" && !(headers instanceof Map);
}

function isIterable(
	headers: DeliveryHeaders,
): headers is Iterable<readonly [string, string]> | readonly string[] {
	return Symbol.iterator in headers;
}

function pairsOf(
	headers: Iterable<readonly [string, string]> | readonly string[],
): (readonly [string, unknown])[] {
	const all: readonly unknown[] = [...headers];
	if (typeof all[0] !== "string") return all.filter(isPair);
	return all.flatMap((name, i) => (i % 2 === 0 ? [[String(name), all[i + 1]] as const] : []));
}

function isPair(entry: unknown): entry is readonly [string, unknown] {
	return Array.isArray(entry) && entry.length === 2;
}
