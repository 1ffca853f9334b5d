import { hasSchema, registerSchema, type SchemaObject, validate } from "@hyperjump/json-schema/draft-2020-12";
import type { Schema } from "../subschema.js";
import type { Judge } from "./judge.js";

/** Judges by @hyperjump/json-schema; a URI stands for one document as long as the process lives. */
export async function hyperjumpJudge(
	documents: Readonly<Record<string, Schema>>,
	uri: string,
): Promise<Judge> {
	for (const [at, schema] of Object.entries(documents)) {
		// A schema document is JSON, which is what their type spells out.
		if (!hasSchema(at)) registerSchema(schema as SchemaObject, at);
	}
	const judge = await validate(uri);
	// Their Json is ours without readonly, and they change no instance.
	return (instance) => judge(instance as Parameters<typeof judge>[0], "FLAG").valid;
}
