import type { Json } from "../json/index.js";
import { SchemaError } from "./error.js";
import { isObject } from "./subschema.js";

/** The dialects that the compat engine reads. */
export type Dialect = "draft2020-12" | "draft2019-09" | "draft7" | "draft6" | "draft4" | "openapi-3.0";

const URIS: ReadonlyMap<string, Dialect> = new Map([
	["https://json-schema.org/draft/2020-12/schema", "draft2020-12"],
	["https://json-schema.org/draft/2019-09/schema", "draft2019-09"],
	["http://json-schema.org/draft-07/schema", "draft7"],
	["http://json-schema.org/draft-06/schema", "draft6"],
	["http://json-schema.org/draft-04/schema", "draft4"],
]);

/** Whether the dialect takes `$ref` alone and ignores the keywords beside it. */
export function refStandsAlone(dialect: Dialect): boolean {
	return dialect !== "draft2020-12" && dialect !== "draft2019-09";
}

/** The dialect that the option names, else the document's `$schema`, else 2020-12; throws a SchemaError for others. */
export function dialectOf(file: string, document: Json, option: Dialect | undefined): Dialect {
	if (option !== undefined) return option;
	const declared = isObject(document) ? document.$schema : undefined;
	if (declared === undefined) return "draft2020-12";
	const known = typeof declared === "string" ? URIS.get(declared.replace(/#$/, "")) : undefined;
	if (known !== undefined) return known;
	throw new SchemaError(
		"dialect-unsupported",
		{ file, keywordLocation: "/$schema" },
		"not one of the dialects that upshape reads, and nothing is fetched",
	);
}
