import { Ajv2019 } from "ajv/dist/2019.js";
import { Ajv2020 } from "ajv/dist/2020.js";
import { Ajv } from "ajv/dist/ajv.js";
import type { Json } from "../json/index.js";
import type { Dialect } from "./dialects.js";
import { type EarlyDialect, earlyMetaSchema } from "./early-meta.js";
import { isObject } from "./subschema.js";

const VOCABULARIES = [
	"core",
	"applicator",
	"unevaluated",
	"validation",
	"meta-data",
	"format-annotation",
	"format",
	"content",
];

const URIS: Partial<Record<Dialect, readonly string[]>> = {
	"draft2020-12": parts("https://json-schema.org/draft/2020-12"),
	"draft2019-09": parts("https://json-schema.org/draft/2019-09"),
	draft7: ["http://json-schema.org/draft-07/schema"],
	draft6: ["http://json-schema.org/draft-06/schema"],
	draft4: ["http://json-schema.org/draft-04/schema"],
};

const KNOWN = new Map<Dialect, ReadonlyMap<string, Json>>();

/** The dialect's own meta-schemas by URI, which schemas may refer to without handing them in. */
export function metaSchemas(dialect: Dialect): ReadonlyMap<string, Json> {
	const known = KNOWN.get(dialect);
	if (known !== undefined) return known;
	const uris = URIS[dialect] ?? [];
	const made = new Map(isEarly(dialect) ? earlyOf(dialect, uris) : carriedOf(dialect, uris));
	KNOWN.set(dialect, made);
	return made;
}

function isEarly(dialect: Dialect): dialect is EarlyDialect {
	return dialect === "draft4" || dialect === "draft6";
}

function earlyOf(dialect: EarlyDialect, uris: readonly string[]): readonly (readonly [string, Json])[] {
	return uris.map((uri) => [uri, earlyMetaSchema(dialect, uri)]);
}

/** Those that ajv carries along. */
function carriedOf(dialect: Dialect, uris: readonly string[]): readonly (readonly [string, Json])[] {
	if (uris.length === 0) return [];
	const ajv = ajvOf(dialect);
	return uris.flatMap((uri): [string, Json][] => {
		const schema: unknown = ajv.getSchema(uri)?.schema;
		return isObject(schema) ? [[uri, schema]] : [];
	});
}

function ajvOf(dialect: Dialect): Ajv | Ajv2019 | Ajv2020 {
	if (dialect === "draft2020-12") return new Ajv2020();
	return dialect === "draft2019-09" ? new Ajv2019() : new Ajv();
}

/** Whether the value holds a reference to a meta-schema of the dialect, at any depth. */
export function refersToMeta(value: Json, dialect: Dialect): boolean {
	if (typeof value !== "object" || value === null) return false;
	if (!Array.isArray(value)) {
		const { $ref } = value as { readonly [name: string]: Json };
		if (typeof $ref === "string" && isMeta($ref, dialect)) return true;
	}
	return Object.values<Json>(value as { readonly [name: string]: Json }).some((held) =>
		refersToMeta(held, dialect),
	);
}

function isMeta(reference: string, dialect: Dialect): boolean {
	return (URIS[dialect] ?? []).some((uri) => reference === uri || reference.startsWith(`${uri}#`));
}

function parts(base: string): readonly string[] {
	return [`${base}/schema`, ...VOCABULARIES.map((name) => `${base}/meta/${name}`)];
}
