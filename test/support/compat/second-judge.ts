import "@hyperjump/json-schema/draft-2020-12";
import "@hyperjump/json-schema/draft-2019-09";
import "@hyperjump/json-schema/draft-07";
import "@hyperjump/json-schema/draft-06";
import "@hyperjump/json-schema/draft-04";
import { registerSchema, type SchemaObject, unregisterSchema, validate } from "@hyperjump/json-schema";
import type { Dialect } from "../../../src/compat/index.js";
import type { Json } from "../../../src/json/index.js";

const URIS: Partial<Record<Dialect, string>> = {
	"draft2020-12": "https://json-schema.org/draft/2020-12/schema",
	"draft2019-09": "https://json-schema.org/draft/2019-09/schema",
	draft7: "http://json-schema.org/draft-07/schema",
	draft6: "http://json-schema.org/draft-06/schema",
	draft4: "http://json-schema.org/draft-04/schema",
};

let count = 0;

/** Whether a second, independent validator accepts the instance; undefined if it refuses the schema. */
export async function secondJudge(
	schema: Json,
	dialect: Dialect,
	instance: Json,
): Promise<boolean | undefined> {
	const uri = `https://judge.test/${count++}`;
	try {
		const { $schema, ...rest } = schema as { [name: string]: Json };
		registerSchema((typeof schema === "boolean" ? schema : rest) as SchemaObject, uri, URIS[dialect]);
		const output = await validate(uri, instance as never);
		return output.valid;
	} catch {
		return undefined;
	} finally {
		unregisterSchema(uri);
	}
}
