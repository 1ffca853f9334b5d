import { equal, escapeToken, isObject, type Json } from "../../json/index.js";
import {
	type Dialect,
	declaredDialect,
	dialectNamed,
	dialectOf,
	refStandsAlone,
} from "../dialect/dialects.js";
import { type Holds, vocabulary } from "../dialect/vocabulary.js";
import { SchemaError, type SchemaPlace } from "../error.js";
import type { Subschema } from "../subschema.js";
import { fileUri } from "./uri.js";

/** A subschema, with the URI of the resource that it belongs to, and that resource's dialect. */
export interface ResourceEntry extends Subschema {
	readonly base: string;
	readonly dialect: Dialect;
}

/** A resource's own dynamic anchors: name to where it stands; "" stands for `$recursiveAnchor`. */
type DynamicAnchors = ReadonlyMap<string, ResourceEntry>;

/** Everything in a set of documents that a URI can name. */
export interface Resources {
	/** By URI: the root of each resource. */
	readonly roots: ReadonlyMap<string, ResourceEntry>;
	/** By URI, "#" and name. */
	readonly anchors: ReadonlyMap<string, ResourceEntry>;
	/** By the resource's URI. */
	readonly dynamic: ReadonlyMap<string, DynamicAnchors>;
	/** By file, "#" and JSON Pointer; parents before children. */
	readonly places: ReadonlyMap<string, ResourceEntry>;
}

/** A set of documents, and what is read into those that do not say what they are. */
export interface DocumentSet {
	readonly documents: ReadonlyMap<string, Json>;
	/** Published documents, such as meta-schemas, which a document of the same identifier takes the place of. */
	readonly published: ReadonlyMap<string, Json>;
	/** The dialect of documents that name none. */
	readonly dialect: Dialect;
	/** A document whose dialect is the one above, whatever it names. */
	readonly forced?: string | undefined;
}

// RFC 3986 without quotes, asterisk, brackets and parentheses: nothing that can close a comment or a string.
const SAFE_IDENTIFIER = /^[A-Za-z0-9._~:/?#@!$&+,;=%-]*$/;

/** Finds the resources and anchors of the documents, in the places where each one's dialect has schemas. */
export function findResources(set: DocumentSet): Resources {
	const finder = new Finder();
	for (const [file, document] of set.documents) {
		const dialect = file === set.forced ? set.dialect : dialectOf(file, document, set.dialect);
		finder.enter(file, document, dialect);
	}
	for (const [file, document] of set.published) {
		const dialect = dialectOf(file, document, set.dialect);
		if (finder.roots.has(file)) continue;
		finder.enter(file, document, dialect);
		finder.alias(file);
	}
	return finder;
}

class Finder implements Resources {
	readonly roots = new Map<string, ResourceEntry>();
	readonly anchors = new Map<string, ResourceEntry>();
	readonly dynamic = new Map<string, Map<string, ResourceEntry>>();
	readonly places = new Map<string, ResourceEntry>();

	/** Enters a document with all that is in it. */
	enter(file: string, document: Json, dialect: Dialect): void {
		if (typeof document !== "boolean" && !isObject(document)) {
			throw new SchemaError("schema-invalid", { file, keywordLocation: "" }, NO_SCHEMA);
		}
		const base = fileUri(file);
		const root = this.#visit({ file, keywordLocation: "", schema: document, base, dialect });
		this.roots.set(base, root);
	}

	/** Lets a published document be found by http and https alike. */
	alias(uri: string): void {
		const root = this.roots.get(uri);
		const other = uri.replace(/^https?:/, (scheme) => (scheme === "http:" ? "https:" : "http:"));
		if (root !== undefined && !this.roots.has(other)) this.roots.set(other, root);
	}

	#visit(outer: ResourceEntry): ResourceEntry {
		const entry = resourceOf(outer);
		const { file, keywordLocation, base } = entry;
		this.places.set(`${file}#${keywordLocation}`, entry);
		if (entry.base !== outer.base) add(this.roots, base, entry);
		const { anchor, dynamicAnchor } = anchorsOf(entry);
		if (anchor !== undefined) add(this.anchors, `${base}#${anchor}`, entry);
		if (dynamicAnchor !== undefined) {
			if (dynamicAnchor !== "") add(this.anchors, `${base}#${dynamicAnchor}`, entry);
			const ofResource = this.dynamic.get(base) ?? new Map<string, ResourceEntry>();
			this.dynamic.set(base, ofResource.set(dynamicAnchor, entry));
		}
		for (const child of schemasBelow(entry)) this.#visit(child);
		return entry;
	}
}

const NO_SCHEMA = "a schema is an object or a boolean";

/** The entry in its own resource, where it begins one: with its own base, and the dialect that it names. */
function resourceOf(outer: ResourceEntry): ResourceEntry {
	const { schema, keywordLocation } = outer;
	if (typeof schema === "boolean") return outer;
	// The root of a document has been given its dialect.
	const isRoot = keywordLocation === "";
	const named = !isRoot && typeof schema.$schema === "string" ? dialectNamed(schema.$schema) : undefined;
	const id = identifierOf(schema, named ?? outer.dialect);
	if (id === undefined) return outer;
	const dialect = isRoot ? outer.dialect : (declaredDialect(outer, schema) ?? outer.dialect);
	return { ...outer, base: absolute(outer, id), dialect };
}

/** The keyword that identifies the schema as a resource, and what it says. */
function identifierOf(
	schema: { readonly [name: string]: Json },
	dialect: Dialect,
): readonly [keyword: string, id: string] | undefined {
	if (dialect === "openapi-3.0") return undefined;
	if (refStandsAlone(dialect) && typeof schema.$ref === "string") return undefined;
	const keyword = dialect === "draft4" ? "id" : "$id";
	const id = schema[keyword];
	return typeof id === "string" && !id.startsWith("#") ? [keyword, id] : undefined;
}

function anchorsOf(entry: ResourceEntry): { anchor?: string; dynamicAnchor?: string } {
	const { schema, dialect } = entry;
	if (typeof schema === "boolean" || dialect === "openapi-3.0") return {};
	if (refStandsAlone(dialect)) {
		const keyword = dialect === "draft4" ? "id" : "$id";
		const id = schema[keyword];
		// Generators write "#/properties/name" as the identifier of what stands there, which names nothing new.
		if (typeof schema.$ref === "string" || typeof id !== "string" || !/^#[^/]/.test(id)) return {};
		checkSafe(entry, keyword, id);
		return { anchor: id.slice(1) };
	}
	const { $anchor, $dynamicAnchor, $recursiveAnchor } = schema;
	if (typeof $anchor === "string") checkSafe(entry, "$anchor", $anchor);
	const anchor = typeof $anchor === "string" ? { anchor: $anchor } : {};
	if (dialect === "draft2019-09")
		return { ...anchor, ...($recursiveAnchor === true ? { dynamicAnchor: "" } : {}) };
	if (typeof $dynamicAnchor !== "string") return anchor;
	checkSafe(entry, "$dynamicAnchor", $dynamicAnchor);
	return { ...anchor, dynamicAnchor: $dynamicAnchor };
}

function absolute(at: ResourceEntry, [keyword, id]: readonly [keyword: string, id: string]): string {
	checkSafe(at, keyword, id);
	try {
		const uri = new URL(id, at.base);
		uri.hash = "";
		return uri.href;
	} catch {
		return refuse(at, keyword);
	}
}

function checkSafe(at: SchemaPlace, keyword: string, identifier: string): void {
	if (!SAFE_IDENTIFIER.test(identifier)) refuse(at, keyword);
}

function refuse({ file, keywordLocation }: SchemaPlace, keyword: string): never {
	const place = { file, keywordLocation: `${keywordLocation}/${keyword}` };
	throw new SchemaError("identifier-unsafe", place, "a character that an identifier here may not have");
}

/** Two of one name are no clash if they say the same: bundlers leave copies. */
function add(index: Map<string, ResourceEntry>, name: string, entry: ResourceEntry): void {
	const other = index.get(name);
	if (other === undefined) {
		index.set(name, entry);
		return;
	}
	if (equal(other.schema, entry.schema) && other.dialect === entry.dialect) return;
	const where = other.file === entry.file ? `#${other.keywordLocation}` : other.file;
	throw new SchemaError("identifier-duplicate", entry, `names the same as ${where}, and says something else`);
}

/** What holds schemas whatever the dialect says of it: definitions by either name, and those of API documents. */
const HOLDERS: ReadonlyMap<string, Holds> = new Map([
	["$defs", "schema map"],
	["definitions", "schema map"],
]);

/** The subschemas directly below one, where its dialect's vocabulary holds schemas. */
function schemasBelow(parent: ResourceEntry): ResourceEntry[] {
	if (typeof parent.schema === "boolean") return [];
	const { file, base, dialect } = parent;
	const known = vocabulary(dialect);
	const own: ResourceEntry[] = [];
	for (const [name, held] of Object.entries(parent.schema)) {
		const holds = known.get(name) ?? HOLDERS.get(name);
		if (holds === undefined || !holds.startsWith("schema")) continue;
		const isMap = holds === "schema map" || holds === "schema or names map";
		const at = { file, keywordLocation: `${parent.keywordLocation}/${escapeToken(name)}` };
		for (const { keywordLocation, schema } of schemasIn(at, isMap, held))
			own.push({ file, keywordLocation, schema, base, dialect });
	}
	return parent.keywordLocation === "" ? [...own, ...componentsOf(parent)] : own;
}

/** The named schemas of an OpenAPI or AsyncAPI document, each in the dialect that it names, else in the document's. */
function componentsOf(document: ResourceEntry): ResourceEntry[] {
	const { file, schema } = document;
	if (typeof schema === "boolean" || (schema.openapi === undefined && schema.asyncapi === undefined))
		return [];
	const { components } = schema;
	const schemas = isObject(components) ? components.schemas : undefined;
	const named = [...schemasIn({ file, keywordLocation: "/components/schemas" }, true, schemas ?? null)];
	return named.map((child) => {
		const declared = typeof child.schema === "boolean" ? undefined : declaredDialect(child, child.schema);
		return { ...document, ...child, dialect: declared ?? document.dialect };
	});
}

function* schemasIn(place: SchemaPlace, map: boolean, held: Json): Generator<Subschema> {
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
