import type { Json, JsonObject } from "../../../src/json/index.js";

/** Keywords of OpenAPI 3.0 whose schema accepts more as the schemas below it do. */
const ONE: ReadonlySet<string> = new Set(["items", "additionalProperties"]);
const LIST: ReadonlySet<string> = new Set(["allOf", "anyOf"]);
const MAP: ReadonlySet<string> = new Set(["properties"]);
/** Those for which that does not hold: a branch that accepts more can make them accept less. */
const NOT_MONOTONE: ReadonlySet<string> = new Set(["oneOf", "not"]);

/**
 * A schema of OpenAPI 3.0 that accepts whatever the given one accepts, whatever its dangling references may mean:
 * such a reference becomes a schema that accepts all, and a keyword that this could tighten is left out. If not even
 * this schema has an instance, the given one has none.
 */
export function upperBound(schema: Json, isDangling: (reference: string) => boolean): Json {
	if (!isObject(schema)) return schema;
	if (typeof schema.$ref === "string" && isDangling(schema.$ref)) return {};
	const bound = (below: Json) => upperBound(below, isDangling);
	const entries = Object.entries(schema).flatMap(([keyword, held]): [string, Json][] => {
		if (NOT_MONOTONE.has(keyword)) return dangles(held, isDangling) ? [] : [[keyword, held]];
		if (ONE.has(keyword)) return [[keyword, bound(held)]];
		if (LIST.has(keyword) && Array.isArray(held)) return [[keyword, held.map(bound)]];
		if (!MAP.has(keyword) || !isObject(held)) return [[keyword, held]];
		const map = Object.entries(held).map(([name, below]) => [name, bound(below)] as const);
		return [[keyword, Object.fromEntries(map)]];
	});
	return Object.fromEntries(entries);
}

function dangles(value: Json, isDangling: (reference: string) => boolean): boolean {
	if (typeof value !== "object" || value === null) return false;
	if (isObject(value) && typeof value.$ref === "string" && isDangling(value.$ref)) return true;
	return Object.values<Json>(value as { readonly [name: string]: Json }).some((one) =>
		dangles(one, isDangling),
	);
}

function isObject(value: Json): value is JsonObject {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
