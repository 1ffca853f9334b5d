import "@hyperjump/json-schema/draft-2020-12";
import "@hyperjump/json-schema/draft-2019-09";
import "@hyperjump/json-schema/draft-07";
import "@hyperjump/json-schema/draft-06";
import "@hyperjump/json-schema/draft-04";
import {
	registerSchema,
	type SchemaObject,
	setShouldValidateFormat,
	unregisterSchema,
	validate,
} from "@hyperjump/json-schema";
import type { Json } from "../../../src/json/index.js";
import type { Dialect, SchemaSource } from "../../../src/schema/index.js";

const URIS: Partial<Record<Dialect, string>> = {
	"draft2020-12": "https://json-schema.org/draft/2020-12/schema",
	"draft2019-09": "https://json-schema.org/draft/2019-09/schema",
	draft7: "http://json-schema.org/draft-07/schema",
	draft6: "http://json-schema.org/draft-06/schema",
	draft4: "http://json-schema.org/draft-04/schema",
};

// As the judges here: formats annotate.
setShouldValidateFormat(false);

let count = 0;

/** What @hyperjump/json-schema makes of a schema, compiled once; undefined if it refuses it. */
export async function thirdJudge({
	documents,
	root,
	dialect,
}: SchemaSource): Promise<((instance: Json) => boolean) | undefined> {
	const uri = dialect && URIS[dialect];
	const registered: string[] = [];
	const register = (document: Json, own: string) => {
		registerSchema(document as SchemaObject, own, uri);
		registered.push(own);
	};
	try {
		for (const [name, document] of documents) {
			if (name === root) continue;
			const { id, $id = id } = document as { readonly id?: string; readonly $id?: string };
			if ($id !== undefined) register(document, $id);
		}
		const own = `https://judge.test/${count++}`;
		register(documents.get(root) ?? true, own);
		const judge = await validate(own);
		return (instance) => judge(instance as never).valid;
	} catch {
		return undefined;
	} finally {
		for (const own of registered) unregisterSchema(own);
	}
}
