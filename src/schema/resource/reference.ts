import { escapeToken, isObject, type Json, type Pointer, parsePointer } from "../../json/index.js";
import { declaredDialect } from "../dialect/dialects.js";
import { SchemaError } from "../error.js";
import type { ResourceEntry, Resources } from "./resources.js";
import { fileUri, fragmentOf } from "./uri.js";

/** For each dynamic anchor's name, the outermost schema of the dynamic scope that carries it. */
export type Scope = ReadonlyMap<string, ResourceEntry>;

/** The scope once the entry's resource has been entered; what is further out wins. */
export function enterResource(resources: Resources, scope: Scope, entry: ResourceEntry): Scope {
	const own = resources.dynamic.get(entry.base);
	if (own === undefined || [...own.keys()].every((name) => scope.has(name))) return scope;
	return new Map([...own, ...scope]);
}

/** Where a `$ref` leads; throws a SchemaError if that is nowhere in the documents. */
export function follow(
	resources: Resources,
	from: ResourceEntry,
	reference: string,
	keyword = "$ref",
): ResourceEntry {
	const place = { file: from.file, keywordLocation: `${from.keywordLocation}/${keyword}` };
	const { uri, fragment } = split(reference, from.base) ?? {};
	if (uri === undefined || fragment === undefined) {
		throw new SchemaError("ref-dangling", place, "not a URI reference");
	}
	const resource = resources.roots.get(uri) ?? beside(resources, from, reference);
	const anchored = resources.anchors.get(`${resource?.base ?? uri}#${fragment}`);
	if (resource === undefined && anchored === undefined) {
		throw new SchemaError("ref-outside", place, "leads outside the given files; nothing is read or fetched");
	}
	const target = anchored ?? (resource && atPointer(resources, resource, fragment));
	if (target === undefined) throw new SchemaError("ref-dangling", place, "leads to no schema");
	return target;
}

/** The document whose path the reference is, from the file that holds it: identifiers need not tell where files are. */
function beside(resources: Resources, from: ResourceEntry, reference: string): ResourceEntry | undefined {
	const { uri } = split(reference, fileUri(from.file)) ?? {};
	return uri === undefined ? undefined : resources.roots.get(uri);
}

/** Where a `$dynamicRef` leads within a dynamic scope. */
export function followDynamic(
	resources: Resources,
	from: ResourceEntry,
	reference: string,
	scope: Scope,
): ResourceEntry {
	const target = follow(resources, from, reference, "$dynamicRef");
	const name = split(reference, from.base)?.fragment ?? "";
	const dynamic = typeof target.schema !== "boolean" && target.schema.$dynamicAnchor === name && name !== "";
	return dynamic ? (scope.get(name) ?? target) : target;
}

/** Where a `$recursiveRef` leads within a dynamic scope. */
export function followRecursive(resources: Resources, from: ResourceEntry, scope: Scope): ResourceEntry {
	const target = follow(resources, from, "#", "$recursiveRef");
	const recursive = typeof target.schema !== "boolean" && target.schema.$recursiveAnchor === true;
	return recursive ? (scope.get("") ?? target) : target;
}

/** The schema at a place of a document; throws a SchemaError if there is none. */
export function schemaAt(resources: Resources, file: string, pointer: Pointer): ResourceEntry {
	const root = resources.places.get(`${file}#`);
	const entry = root && atPointer(resources, root, pointer);
	if (entry !== undefined) return entry;
	throw new SchemaError("document-unreadable", { file, keywordLocation: pointer }, "no schema stands there");
}

function atPointer(
	resources: Resources,
	resource: ResourceEntry,
	fragment: string,
): ResourceEntry | undefined {
	if (fragment === "") return resource;
	if (!fragment.startsWith("/")) return undefined;
	let at: ResourceEntry = resource;
	let value: Json = resource.schema;
	let keywordLocation = resource.keywordLocation;
	for (const token of parsePointer(fragment)) {
		if (typeof value !== "object" || value === null || !Object.hasOwn(value, token)) return undefined;
		value = (value as { readonly [token: string]: Json })[token] ?? null;
		keywordLocation += `/${escapeToken(token)}`;
		at = resources.places.get(`${at.file}#${keywordLocation}`) ?? at;
	}
	if (at.keywordLocation === keywordLocation) return at;
	if (typeof value !== "boolean" && !isObject(value)) return undefined;
	// A schema may stand where the dialect knows none; its base is then that of the schema around it, and its dialect
	// too, unless it names one.
	const dialect = isObject(value) ? declaredDialect({ file: at.file, keywordLocation }, value) : undefined;
	return { file: at.file, keywordLocation, schema: value, base: at.base, dialect: dialect ?? at.dialect };
}

function split(reference: string, base: string): { uri: string; fragment: string } | undefined {
	try {
		const url = new URL(reference, base);
		const fragment = fragmentOf(url);
		url.hash = "";
		return { uri: url.href, fragment };
	} catch {
		return undefined;
	}
}
