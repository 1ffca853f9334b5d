import { escapeToken, type Json, type JsonObject } from "../json/index.js";
import type { Place } from "./error.js";
import { keyword } from "./keywords.js";

/** A schema at its place in a file. */
export interface Subschema extends Place {
	readonly schema: JsonObject | boolean;
}

/** A subschema directly below another one, and the keyword that holds it. */
export interface Child extends Subschema {
	readonly keyword: string;
	/** The property's or definition's name, where the keyword holds a map. */
	readonly name?: string;
}

/** Whether the value is a JSON object. */
export function isObject(value: unknown): value is JsonObject {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The subschemas directly below this one, in the order of the document. */
export function childrenOf(parent: Subschema): Child[] {
	if (typeof parent.schema === "boolean") return [];
	return Object.entries(parent.schema).flatMap(([name, held]) => {
		const place = { file: parent.file, keywordLocation: `${parent.keywordLocation}/${escapeToken(name)}` };
		return childrenIn(place, name, held);
	});
}

/** The parent's schema with each subschema directly below it replaced; all else stays. */
export function mapChildren(parent: Subschema, replace: (child: Child) => Json): JsonObject | boolean {
	if (typeof parent.schema === "boolean") return parent.schema;
	const replaced = new Map(childrenOf(parent).map((child) => [child.keywordLocation, replace(child)]));
	const below = (location: string, held: Json): Json => {
		const own = replaced.get(location);
		if (own !== undefined) return own;
		if (Array.isArray(held)) {
			return held.map((item: Json, index) => replaced.get(`${location}/${index}`) ?? item);
		}
		if (!isObject(held)) return held;
		return mapValues(held, (name, item) => replaced.get(`${location}/${escapeToken(name)}`) ?? item);
	};
	return mapValues(parent.schema, (name, held) =>
		below(`${parent.keywordLocation}/${escapeToken(name)}`, held),
	);
}

function mapValues(object: JsonObject, map: (name: string, held: Json) => Json): JsonObject {
	return Object.fromEntries(Object.entries(object).map(([name, held]) => [name, map(name, held)]));
}

function childrenIn(place: Place, name: string, held: Json): Child[] {
	const below = (token: string) => `${place.keywordLocation}/${escapeToken(token)}`;
	const holds = keyword(name)?.holds;
	if (holds === "schema" && isSchema(held)) return [{ ...place, keyword: name, schema: held }];
	if (holds === "schemas" && Array.isArray(held)) {
		return held.filter(isSchema).map((schema, index) => ({
			...place,
			keywordLocation: below(String(index)),
			keyword: name,
			schema,
		}));
	}
	if (holds !== "schema map" || !isObject(held)) return [];
	return Object.entries(held).flatMap(([key, schema]) =>
		isSchema(schema) ? [{ ...place, keywordLocation: below(key), keyword: name, name: key, schema }] : [],
	);
}

function isSchema(value: unknown): value is JsonObject | boolean {
	return typeof value === "boolean" || isObject(value);
}
