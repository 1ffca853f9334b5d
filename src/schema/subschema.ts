import { escapeToken, isObject, type Json, type JsonObject } from "../json/index.js";
import { vocabulary } from "./dialect/vocabulary.js";
import type { SchemaPlace } from "./error.js";

/** A schema at its place in a file. */
export interface Subschema extends SchemaPlace {
	readonly schema: JsonObject | boolean;
}

/** The subschemas directly below one of 2020-12, in the order of the document. */
export function childrenOf(parent: Subschema): Subschema[] {
	if (typeof parent.schema === "boolean") return [];
	return Object.entries(parent.schema).flatMap(([name, held]) => {
		const place = { file: parent.file, keywordLocation: `${parent.keywordLocation}/${escapeToken(name)}` };
		return childrenIn(place, name, held);
	});
}

/** The parent's schema, of 2020-12, with each subschema directly below it replaced; all else stays. */
export function mapChildren(parent: Subschema, replace: (child: Subschema) => Json): JsonObject | boolean {
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

function childrenIn(place: SchemaPlace, name: string, held: Json): Subschema[] {
	const below = (token: string) => `${place.keywordLocation}/${escapeToken(token)}`;
	const holds = vocabulary("draft2020-12").get(name);
	if (holds === "schema" && isSchema(held)) return [{ ...place, schema: held }];
	if (holds === "schemas" && Array.isArray(held)) {
		return held
			.filter(isSchema)
			.map((schema, index) => ({ ...place, keywordLocation: below(String(index)), schema }));
	}
	if (holds !== "schema map" || !isObject(held)) return [];
	return Object.entries(held).flatMap(([key, schema]) =>
		isSchema(schema) ? [{ ...place, keywordLocation: below(key), schema }] : [],
	);
}

/** Whether a value is a schema: an object or a boolean. */
export function isSchema(value: unknown): value is JsonObject | boolean {
	return typeof value === "boolean" || isObject(value);
}
