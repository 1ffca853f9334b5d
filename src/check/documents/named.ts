import {
	escapeToken,
	isObject,
	type Json,
	type JsonObject,
	type Pointer,
	valueAt,
} from "../../json/index.js";
import { type Dialect, isAnnotation, isNaming, vocabulary } from "../../schema/index.js";

/** What a document is: one schema, several that it names, or none at all. */
export type Content =
	| { readonly kind: "schema" }
	| { readonly kind: "named"; readonly schemas: ReadonlyMap<string, Pointer> }
	| { readonly kind: "none" };

/**
 * What stands at a place of a document: a schema if it asserts anything; else the schemas that it names: those of
 * OpenAPI and AsyncAPI documents, of a list of tools (Model Context Protocol), of `$defs` and `definitions`.
 */
export function contentOf(value: JsonObject | boolean, at: Pointer, dialect: Dialect): Content {
	if (typeof value === "boolean") return { kind: "schema" };
	const schemas = namedIn(value, at);
	if (isApi(value)) return schemas.size > 0 ? { kind: "named", schemas } : { kind: "none" };
	const names = Object.keys(value);
	const known = vocabulary(dialect);
	if (names.some((name) => known.has(name) && !isNaming(name))) return { kind: "schema" };
	if (schemas.size > 0) return { kind: "named", schemas };
	// What has only annotations allows everything; what has something else was not meant as a schema.
	return { kind: names.every((name) => isAnnotation(name) || isNaming(name)) ? "schema" : "none" };
}

function isApi({ openapi, asyncapi, swagger }: JsonObject): boolean {
	return [openapi, asyncapi, swagger].some((version) => typeof version === "string");
}

const HOLDERS = ["/components/schemas", "/$defs", "/definitions"] as const;

function namedIn(value: JsonObject, at: Pointer): Map<string, Pointer> {
	const named = new Map<string, Pointer>();
	const enter = (held: Json | undefined, holder: Pointer) => {
		for (const [name, schema] of isObject(held) ? Object.entries(held) : []) {
			if (typeof schema === "boolean" || isObject(schema))
				named.set(`${holder}/${escapeToken(name)}`, `${at}${holder}/${escapeToken(name)}`);
		}
	};
	for (const holder of HOLDERS) enter(valueAt(value, holder), holder);
	if (/\/(?:schemas|\$defs|definitions)$/.test(at)) enter(value, "");
	for (const [name, message] of entriesAt(value, "/components/messages")) {
		const payload = isObject(message) ? message.payload : undefined;
		const place = `/components/messages/${escapeToken(name)}/payload`;
		if (isObject(payload)) named.set(place, at + place);
	}
	for (const [name, place] of toolsIn(value)) named.set(name, at + place);
	return named;
}

/** The schemas of tools, by the tools' names, as their order says nothing. */
function* toolsIn(value: JsonObject): Generator<[name: string, place: Pointer]> {
	for (const list of ["/tools", "/result/tools"]) {
		for (const [index, tool] of entriesAt(value, list)) {
			if (!isObject(tool) || typeof tool.name !== "string") continue;
			for (const part of ["inputSchema", "outputSchema"]) {
				if (isObject(tool[part]))
					yield [`/tools/${escapeToken(tool.name)}/${part}`, `${list}/${index}/${part}`];
			}
		}
	}
}

function entriesAt(value: JsonObject, place: Pointer): [string, Json][] {
	const held = valueAt(value, place);
	return typeof held === "object" && held !== null ? Object.entries<Json>(held as JsonObject) : [];
}
