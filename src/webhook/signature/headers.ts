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

const NAMES = new Set(
	FAMILIES.flatMap((family) => [`${family}-id`, `${family}-timestamp`, `${family}-signature`]),
);

/** The headers that say who sent a delivery and when; never one of this family and one of that. */
export function signatureHeaders(
	headers: DeliveryHeaders,
): SignatureHeaders | "header-missing" | "header-malformed" {
	const found = valuesIn(headers);
	for (const family of FAMILIES) {
		const id = found.get(`${family}-id`);
		const timestamp = found.get(`${family}-timestamp`);
		const signature = found.get(`${family}-signature`);
		if (!id || !timestamp || !signature) continue;
		// Of two that differ, this side might look at one and somebody before it at the other.
		if (id.length + timestamp.length + signature.length > 3) return "header-malformed";
		return { id: id[0] ?? "", timestamp: timestamp[0] ?? "", signature: signature[0] ?? "" };
	}
	return "header-missing";
}

/** The values of the headers that count, by their names in lower case; empty ones are as good as none. */
function valuesIn(headers: DeliveryHeaders): ReadonlyMap<string, readonly string[]> {
	const found = new Map<string, string[]>();
	for (const [key, value] of pairsOf(headers)) {
		const name = typeof key === "string" ? key.toLowerCase() : "";
		if (!NAMES.has(name)) continue;
		for (const one of Array.isArray(value) ? value : [value]) {
			if (typeof one !== "string" || one === "") continue;
			const before = found.get(name);
			if (before) before.push(one);
			else found.set(name, [one]);
		}
	}
	return found;
}

type Pairs = Iterable<readonly [name: unknown, value: unknown]>;

function pairsOf(headers: DeliveryHeaders): Pairs {
	// Some event formats leave headers out, whatever the types say.
	if (typeof headers !== "object" || headers === null) return [];
	if (isGetter(headers)) return [...NAMES].map((name) => [name, headers.get(name)]);
	if (!isIterable(headers)) return Object.entries(headers);
	const all: readonly unknown[] = [...headers];
	if (typeof all[0] !== "string") return all.filter(isPair);
	return all.flatMap((name, i) => (i % 2 === 0 ? [[name, all[i + 1]] as const] : []));
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

function isPair(entry: unknown): entry is readonly [unknown, unknown] {
	return Array.isArray(entry) && entry.length === 2;
}
