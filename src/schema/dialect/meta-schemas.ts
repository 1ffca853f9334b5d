import { Ajv2019 } from "ajv/dist/2019.js";
import { Ajv2020 } from "ajv/dist/2020.js";
import { Ajv } from "ajv/dist/ajv.js";
import { isObject, type Json } from "../../json/index.js";
import type { Dialect } from "./dialects.js";
import { DRAFT4 } from "./draft4.js";
import { DRAFT6 } from "./draft6.js";

const VOCABULARIES = [
	"core",
	"applicator",
	"unevaluated",
	"validation",
	"meta-data",
	"format-annotation",
	"format-assertion",
	"format",
	"content",
];

type Published = readonly (readonly [uri: string, schema: Json])[];

/** The meta-schemas of each dialect; those that ajv carries along are taken from it. */
const MAKERS: { readonly [dialect in Exclude<Dialect, "openapi-3.0">]: () => Published } = {
	"draft2020-12": () => carried(new Ajv2020(), parts("https://json-schema.org/draft/2020-12")),
	"draft2019-09": () => carried(new Ajv2019(), parts("https://json-schema.org/draft/2019-09")),
	draft7: () => carried(new Ajv(), ["http://json-schema.org/draft-07/schema"]),
	draft6: () => [["http://json-schema.org/draft-06/schema", DRAFT6]],
	draft4: () => [["http://json-schema.org/draft-04/schema", DRAFT4]],
};

const made = new Map<() => Published, Published>();

const NONE: ReadonlyMap<string, Json> = new Map();

/** The meta-schemas that some of the documents refer to, by URI; whoever refers to one need not hand it in. */
export function referredMetaSchemas(documents: ReadonlyMap<string, Json>): ReadonlyMap<string, Json> {
	const hosts = new Set<string>();
	for (const document of documents.values()) findMetaReferences(document, hosts);
	if (hosts.size === 0) return NONE;
	const wanted = Object.entries(MAKERS).filter(([dialect]) => hosts.has(FOLDERS.get(dialect) ?? ""));
	return new Map(wanted.flatMap(([, make]) => published(make)));
}

/** Where the meta-schemas of a dialect are published, as references begin. */
const FOLDERS: ReadonlyMap<string, string> = new Map([
	["draft2020-12", "json-schema.org/draft/2020-12"],
	["draft2019-09", "json-schema.org/draft/2019-09"],
	["draft7", "json-schema.org/draft-07"],
	["draft6", "json-schema.org/draft-06"],
	["draft4", "json-schema.org/draft-04"],
]);

const REFERENCE = /^https?:\/\/(json-schema\.org\/draft(?:-\d+|\/[\d-]+))\//;

/** Adds the folders of meta-schemas that references of the value lead to, at any depth. */
function findMetaReferences(value: Json, found: Set<string>): void {
	if (typeof value !== "object" || value === null) return;
	for (const [name, held] of Object.entries<Json>(value as { readonly [name: string]: Json })) {
		if (typeof held === "object") findMetaReferences(held, found);
		else if (typeof held === "string" && (name === "$ref" || name === "$dynamicRef")) {
			const folder = REFERENCE.exec(held)?.[1];
			if (folder !== undefined) found.add(folder);
		}
	}
}

function published(make: () => Published): Published {
	const known = made.get(make) ?? make();
	made.set(make, known);
	return known;
}

function carried({ schemas }: Pick<Ajv, "schemas">, uris: readonly string[]): Published {
	return uris.flatMap((uri): Published => {
		// Asking ajv for a schema would compile it, which needs leave to make code from strings.
		const schema: unknown = schemas[uri]?.schema;
		return isObject(schema) ? [[uri, schema]] : [];
	});
}

function parts(base: string): readonly string[] {
	return [`${base}/schema`, ...VOCABULARIES.map((name) => `${base}/meta/${name}`)];
}
