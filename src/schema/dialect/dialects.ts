import { isObject, type Json, type JsonObject } from "../../json/index.js";
import { SchemaError } from "../error.js";

/** The dialects that upshape reads. */
export type Dialect = "draft2020-12" | "draft2019-09" | "draft7" | "draft6" | "draft4" | "openapi-3.0";

/** The newest dialect, in whose words upshape writes schemas. */
export const DIALECT = "https://json-schema.org/draft/2020-12/schema";

// Without scheme and "#", as http and https, with "#" and without, are all in use.
const NAMES: ReadonlyMap<string, Dialect> = new Map([
	["json-schema.org/draft/2020-12/schema", "draft2020-12"],
	["json-schema.org/draft/2019-09/schema", "draft2019-09"],
	["json-schema.org/draft-07/schema", "draft7"],
	["json-schema.org/draft-06/schema", "draft6"],
	["json-schema.org/draft-04/schema", "draft4"],
	["spec.openapis.org/oas/3.1/dialect/base", "draft2020-12"],
	// A misspelling that many published schemas have (skaffold's, for one), and that names no place of its own.
	["json-schema-org/draft-07/schema", "draft7"],
]);

/** Whether the dialect takes `$ref` alone and ignores the keywords beside it. */
export function refStandsAlone(dialect: Dialect): boolean {
	return dialect !== "draft2020-12" && dialect !== "draft2019-09";
}

/** The dialect that a `$schema` names, in any of its common spellings; undefined if none that upshape reads. */
export function dialectNamed(uri: string): Dialect | undefined {
	return NAMES.get(
		uri
			.trim()
			.replace(/^https?:\/\//, "")
			.replace(/#$/, ""),
	);
}

/**
 * The dialect that a document names by its `$schema`, or by its `openapi` or `asyncapi` member; else the given one.
 * Throws a SchemaError for a `$schema` of another dialect.
 */
export function dialectOf(file: string, document: Json, otherwise: Dialect): Dialect {
	if (!isObject(document)) return otherwise;
	return declaredDialect({ file, keywordLocation: "" }, document) ?? apiDialect(file, document) ?? otherwise;
}

/** The dialect of a schema's own `$schema`; undefined if it has none; throws a SchemaError if it is another one. */
export function declaredDialect(
	{ file, keywordLocation }: { readonly file: string; readonly keywordLocation: string },
	schema: JsonObject,
	keyword = "$schema",
): Dialect | undefined {
	const declared = schema[keyword];
	if (declared === undefined) return undefined;
	const known = typeof declared === "string" ? dialectNamed(declared) : undefined;
	if (known !== undefined) return known;
	const place = { file, keywordLocation: `${keywordLocation}/${keyword}` };
	const why = `${JSON.stringify(declared)} is none of the dialects that upshape reads, and nothing is fetched; name the one that is meant with --dialect`;
	throw new SchemaError("dialect-unsupported", place, why);
}

/** OpenAPI 3.0 has a dialect of its own, 3.1 and later say which, AsyncAPI extends draft 7. */
function apiDialect(file: string, document: JsonObject): Dialect | undefined {
	const { openapi, asyncapi } = document;
	if (typeof openapi === "string") {
		if (/^3\.0\b/.test(openapi)) return "openapi-3.0";
		if (!/^3\.\d/.test(openapi)) return undefined;
		return declaredDialect({ file, keywordLocation: "" }, document, "jsonSchemaDialect") ?? "draft2020-12";
	}
	return typeof asyncapi === "string" ? "draft7" : undefined;
}
