import { escapeToken, type Json } from "../json/index.js";
import { type Dialect, refStandsAlone } from "./dialects.js";
import { type Place, SchemaError } from "./error.js";
import { fileUri } from "./locate.js";
import { isObject, type Subschema } from "./subschema.js";
import { vocabulary } from "./vocabulary.js";

/** A subschema of any dialect, with the URI of the resource that it belongs to. */
export interface Entry extends Subschema {
	readonly base: string;
}

/** A resource's own dynamic anchors: name to where it stands; "" stands for `$recursiveAnchor`. */
type DynamicAnchors = ReadonlyMap<string, Entry>;

/** Everything in a set of documents that a URI can name. */
export interface Identified {
	readonly dialect: Dialect;
	readonly documents: ReadonlyMap<string, Json>;
	readonly resources: ReadonlyMap<string, Entry>;
	/** By URI, "#" and name. */
	readonly anchors: ReadonlyMap<string, Entry>;
	/** By the resource's URI. */
	readonly dynamic: ReadonlyMap<string, DynamicAnchors>;
	/** By file, "#" and JSON Pointer. */
	readonly places: ReadonlyMap<string, Entry>;
}

// RFC 3986 without quotes, asterisk, brackets and parentheses: nothing that can close a comment or a string.
const SAFE_IDENTIFIER = /^[A-Za-z0-9._~:/?#@!$&+,;=%-]*$/;

/** Finds the resources and anchors of the documents, in the places where the dialect has schemas. */
export function identify(documents: ReadonlyMap<string, Json>, dialect: Dialect): Identified {
	const resources = new Map<string, Entry>();
	const anchors = new Map<string, Entry>();
	const dynamic = new Map<string, Map<string, Entry>>();
	const places = new Map<string, Entry>();
	const visit = (subschema: Subschema, outer: string): void => {
		const { id, anchor } = names(subschema, dialect);
		const base = id === undefined ? outer : absolute(subschema, id, outer);
		const entry: Entry = { ...subschema, base };
		places.set(`${entry.file}#${entry.keywordLocation}`, entry);
		if (id !== undefined) enter(resources, base, entry);
		if (anchor !== undefined) enter(anchors, `${base}#${anchor}`, entry);
		const dynamicName = dynamicAnchorOf(entry, dialect);
		if (dynamicName !== undefined) {
			if (dynamicName !== "") enter(anchors, `${base}#${dynamicName}`, entry);
			const ofResource = dynamic.get(base) ?? new Map<string, Entry>();
			dynamic.set(base, ofResource.set(dynamicName, entry));
		}
		for (const child of schemasBelow(entry, dialect)) visit(child, base);
	};
	for (const [file, document] of documents) {
		if (typeof document !== "boolean" && !isObject(document)) {
			throw new SchemaError(
				"schema-invalid",
				{ file, keywordLocation: "" },
				"a schema is an object or a boolean",
			);
		}
		visit({ file, keywordLocation: "", schema: document }, fileUri(file));
		const root = places.get(`${file}#`);
		if (root !== undefined) resources.set(fileUri(file), root);
	}
	return { dialect, documents, resources, anchors, dynamic, places };
}

/** The subschemas directly below one, where the dialect's vocabulary holds schemas. */
function schemasBelow(parent: Subschema, dialect: Dialect): Subschema[] {
	if (typeof parent.schema === "boolean") return [];
	const known = vocabulary(dialect);
	return Object.entries(parent.schema).flatMap(([name, held]) => {
		const holds = known.get(name);
		if (holds === undefined || !holds.startsWith("schema")) return [];
		const place = { file: parent.file, keywordLocation: `${parent.keywordLocation}/${escapeToken(name)}` };
		return [...schemasIn(place, holds === "schema map" || holds === "schema or names map", held)];
	});
}

function* schemasIn(place: Place, map: boolean, held: Json): Generator<Subschema> {
	if (!map && (typeof held === "boolean" || isObject(held))) {
		yield { ...place, schema: held };
		return;
	}
	if (typeof held !== "object" || held === null) return;
	for (const [token, schema] of Object.entries<Json>(held as { readonly [token: string]: Json })) {
		if (typeof schema !== "boolean" && !isObject(schema)) continue;
		yield { file: place.file, keywordLocation: `${place.keywordLocation}/${escapeToken(token)}`, schema };
	}
}

function names(subschema: Subschema, dialect: Dialect): { id?: string; anchor?: string } {
	const { schema } = subschema;
	if (typeof schema === "boolean" || dialect === "openapi-3.0") return {};
	if (refStandsAlone(dialect) && typeof schema.$ref === "string") return {};
	const keyword = dialect === "draft4" ? "id" : "$id";
	const id = schema[keyword];
	const anchor = vocabulary(dialect).has("$anchor") ? schema.$anchor : undefined;
	for (const name of [id, anchor, schema.$dynamicAnchor]) {
		if (typeof name === "string" && !SAFE_IDENTIFIER.test(name)) refuse(subschema, keyword);
	}
	if (typeof id === "string" && id.startsWith("#")) {
		return refStandsAlone(dialect) && id !== "#" ? { anchor: id.slice(1) } : {};
	}
	return {
		...(typeof id === "string" ? { id } : {}),
		...(typeof anchor === "string" ? { anchor } : {}),
	};
}

function dynamicAnchorOf(entry: Entry, dialect: Dialect): string | undefined {
	if (typeof entry.schema === "boolean") return undefined;
	if (dialect === "draft2019-09") return entry.schema.$recursiveAnchor === true ? "" : undefined;
	const name = dialect === "draft2020-12" ? entry.schema.$dynamicAnchor : undefined;
	return typeof name === "string" ? name : undefined;
}

function absolute(subschema: Subschema, id: string, outer: string): string {
	try {
		const uri = new URL(id, outer);
		uri.hash = "";
		return uri.href;
	} catch {
		return refuse(subschema, "$id");
	}
}

function enter(index: Map<string, Entry>, name: string, entry: Entry): void {
	const other = index.get(name);
	if (other === undefined || other === entry) {
		index.set(name, entry);
		return;
	}
	throw new SchemaError("identifier-duplicate", entry, `names the same as ${other.keywordLocation}`);
}

function refuse(subschema: Subschema, keyword: string): never {
	const place = { file: subschema.file, keywordLocation: `${subschema.keywordLocation}/${keyword}` };
	throw new SchemaError("identifier-unsafe", place, "a character that an identifier here may not have");
}
