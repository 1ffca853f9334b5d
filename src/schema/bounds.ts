import { escapeToken, type Json } from "../json/index.js";
import { SchemaError } from "./error.js";

/** How big a set of schemas may be; beyond, it is refused before anything reads it. */
export interface Bounds {
	/** Nesting of objects and arrays in one document. */
	readonly depth: number;
	/** Values in one document: objects, arrays and scalars together. */
	readonly values: number;
	/** Documents in the set. */
	readonly documents: number;
	/** Subschemas that one instance can be led through without a step into it; refs and branches multiply. */
	readonly branches: number;
}

/** Far above any honest schema, low enough that generating takes seconds, not hours. */
export const DEFAULT_BOUNDS: Bounds = { depth: 100, values: 200_000, documents: 1_000, branches: 100_000 };

type Container = readonly Json[] | { readonly [name: string]: Json };

/** Throws a SchemaError unless the document is JSON within the bounds, without own `__proto__` keys. */
export function checkBounds(file: string, document: Json, bounds: Bounds): void {
	// The document itself is one.
	let values = 1;
	// A stack of our own: a hostile document must not overflow the engine's.
	const pending: { value: Json; keywordLocation: string; depth: number }[] = [
		{ value: document, keywordLocation: "", depth: 1 },
	];
	for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
		const { value, keywordLocation, depth } = next;
		if (typeof value !== "object" || value === null) continue;
		if (depth > bounds.depth) {
			throw new SchemaError(
				"too-deep",
				{ file, keywordLocation },
				`nested deeper than ${bounds.depth} levels`,
			);
		}
		for (const [name, child] of entries(value)) {
			if (++values > bounds.values) {
				throw new SchemaError(
					"too-large",
					{ file, keywordLocation: "" },
					`more than ${bounds.values} values`,
				);
			}
			if (name === "__proto__") {
				const place = { file, keywordLocation: `${keywordLocation}/__proto__` };
				throw new SchemaError("own-proto-key", place, "a key named __proto__");
			}
			if (typeof child !== "object" || child === null) continue;
			const location = `${keywordLocation}/${escapeToken(name)}`;
			pending.push({ value: child, keywordLocation: location, depth: depth + 1 });
		}
	}
}

function entries(container: Container): [string, Json][] {
	return Object.entries(container);
}
