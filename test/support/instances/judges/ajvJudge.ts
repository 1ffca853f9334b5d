import { Ajv2020 } from "ajv/dist/2020.js";
import type { Schema } from "../subschema.js";
import type { Judge } from "./judge.js";

/** Judges by ajv, strictly: a keyword or a format that it does not know is an error. */
export function ajvJudge(documents: Readonly<Record<string, Schema>>, uri: string): Judge {
	const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
	for (const [at, schema] of Object.entries(documents)) ajv.addSchema(withUri(schema, at), at);
	const validate = ajv.getSchema(uri);
	if (validate === undefined) throw new Error(`no document ${uri}`);
	return (instance) => validate(instance) === true;
}

function withUri(schema: Schema, uri: string): Exclude<Schema, boolean> {
	if (typeof schema === "boolean") throw new Error(`the document ${uri} is a boolean`);
	return { ...schema, $id: uri };
}
