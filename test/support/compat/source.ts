import type { Dialect, SchemaSource } from "../../../src/compat/index.js";
import type { Json } from "../../../src/json/index.js";

/** A source of one document. */
export function source(document: Json, dialect?: Dialect, name = "schema.json"): SchemaSource {
	const documents = new Map([[name, document]]);
	return dialect === undefined ? { documents, root: name } : { documents, root: name, dialect };
}
