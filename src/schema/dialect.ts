import { Ajv2020 } from "ajv/dist/2020.js";
import type { Json } from "../json/index.js";
import { SchemaError } from "./error.js";
import { isObject } from "./subschema.js";

/** The one dialect that upshape speaks so far. */
export const DIALECT = "https://json-schema.org/draft/2020-12/schema";

let metaSchemas: Ajv2020 | undefined;

/** Throws a SchemaError unless the document is a valid schema by the meta-schema of 2020-12. */
export function checkDialect(file: string, document: Json): void {
	const declared = isObject(document) ? document.$schema : undefined;
	if (declared !== undefined && !isDialect(declared)) {
		const place = { file, keywordLocation: "/$schema" };
		throw new SchemaError(
			"dialect-unsupported",
			place,
			`only ${DIALECT} is supported, and nothing is fetched`,
		);
	}
	if (!isObject(document) && typeof document !== "boolean") {
		throw new SchemaError(
			"schema-invalid",
			{ file, keywordLocation: "" },
			"a schema is an object or a boolean",
		);
	}
	// Only ajv's own meta-schemas become code here; the document is their data.
	metaSchemas ??= new Ajv2020({ strict: false, validateFormats: false });
	if (metaSchemas.validate(DIALECT, document) === true) return;
	const error = metaSchemas.errors?.[0];
	const place = { file, keywordLocation: error?.instancePath ?? "" };
	throw new SchemaError(
		"schema-invalid",
		place,
		`not valid by 2020-12: ${error?.message ?? "unknown reason"}`,
	);
}

/** Whether a `$schema` names the dialect that upshape speaks. */
export function isDialect(uri: unknown): boolean {
	return uri === DIALECT || uri === `${DIALECT}#`;
}
