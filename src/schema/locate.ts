import type { Json } from "../json/index.js";
import { SchemaError } from "./error.js";
import { childrenOf, isObject, type Subschema } from "./subschema.js";
import { fileUri } from "./uri.js";

/** A subschema with the base URI that its references start from. */
export interface Located extends Subschema {
	readonly base: string;
}

/** Every subschema of a document, parents before children, each with its base URI. */
export function locate(file: string, document: Json): Located[] {
	const schema = typeof document === "boolean" || isObject(document) ? document : true;
	return locateBelow({ file, keywordLocation: "", schema }, fileUri(file));
}

function locateBelow(subschema: Subschema, outerBase: string): Located[] {
	const base = baseOf(subschema, outerBase);
	const here: Located = { ...subschema, base };
	return [here, ...childrenOf(subschema).flatMap((child) => locateBelow(child, base))];
}

function baseOf(subschema: Subschema, outerBase: string): string {
	const id = typeof subschema.schema === "boolean" ? undefined : subschema.schema.$id;
	if (typeof id !== "string") return outerBase;
	try {
		const uri = new URL(id, outerBase);
		uri.hash = "";
		return uri.href;
	} catch (cause) {
		const place = { file: subschema.file, keywordLocation: `${subschema.keywordLocation}/$id` };
		throw new SchemaError("identifier-unsafe", place, "not a URI reference", { cause });
	}
}
