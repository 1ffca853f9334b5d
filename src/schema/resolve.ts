import { SchemaError } from "./error.js";
import type { Located } from "./locate.js";
import type { Subschema } from "./subschema.js";
import { fileUri, fragmentOf } from "./uri.js";

type ReferenceKeyword = "$ref" | "$dynamicRef";

interface Index {
	/** By a resource's URI: its root. */
	readonly resources: ReadonlyMap<string, Located>;
	/** By URI, "#" and the anchor's name. */
	readonly anchors: ReadonlyMap<string, Located>;
	/** By file, "#" and JSON Pointer. */
	readonly places: ReadonlyMap<string, Located>;
	/** By name: how many schemas of the set carry this dynamic anchor. */
	readonly dynamicAnchors: ReadonlyMap<string, number>;
}

/** A function that finds where a subschema's reference leads; it throws a SchemaError if that is nowhere in the set. */
export function resolver(
	located: readonly Located[],
): (of: Subschema, keyword: ReferenceKeyword) => Subschema {
	const index = indexOf(located);
	return (of, keyword) => {
		const from = index.places.get(placeKey(of));
		const reference = typeof of.schema === "boolean" ? undefined : of.schema[keyword];
		const place = { file: of.file, keywordLocation: `${of.keywordLocation}/${keyword}` };
		if (from === undefined || typeof reference !== "string") {
			throw new SchemaError("ref-dangling", place, "no reference here");
		}
		const url = parse(reference, from.base);
		if (url === undefined) throw new SchemaError("ref-dangling", place, "not a URI reference");
		const fragment = fragmentOf(url);
		url.hash = "";
		const resource = index.resources.get(url.href);
		if (resource === undefined) {
			throw new SchemaError(
				"ref-outside",
				place,
				"leads outside the given files; nothing is read or fetched",
			);
		}
		const target = find(index, resource, url.href, fragment);
		if (target === undefined) throw new SchemaError("ref-dangling", place, "leads to no schema");
		if (keyword === "$dynamicRef") checkDynamic(index, target, fragment, place);
		return target;
	};
}

function indexOf(located: readonly Located[]): Index {
	const resources = new Map<string, Located>();
	const anchors = new Map<string, Located>();
	const places = new Map<string, Located>();
	const dynamicAnchors = new Map<string, number>();
	for (const subschema of located) {
		places.set(placeKey(subschema), subschema);
		if (subschema.keywordLocation === "") resources.set(fileUri(subschema.file), subschema);
	}
	for (const subschema of located) {
		if (typeof subschema.schema === "boolean") continue;
		const { $id, $anchor, $dynamicAnchor } = subschema.schema;
		if (typeof $id === "string") enter(resources, subschema.base, subschema, "$id");
		if (typeof $anchor === "string") enter(anchors, `${subschema.base}#${$anchor}`, subschema, "$anchor");
		if (typeof $dynamicAnchor === "string") {
			enter(anchors, `${subschema.base}#${$dynamicAnchor}`, subschema, "$dynamicAnchor");
			dynamicAnchors.set($dynamicAnchor, (dynamicAnchors.get($dynamicAnchor) ?? 0) + 1);
		}
	}
	// Anchors of a document without $id are reached by the file's URI, which is then its base.
	return { resources, anchors, places, dynamicAnchors };
}

function enter(names: Map<string, Located>, name: string, subschema: Located, keyword: string): void {
	const other = names.get(name);
	if (other !== undefined && other !== subschema) {
		const place = { file: subschema.file, keywordLocation: `${subschema.keywordLocation}/${keyword}` };
		throw new SchemaError("identifier-duplicate", place, `names the same as in ${other.file}`);
	}
	names.set(name, subschema);
}

function find(index: Index, resource: Located, uri: string, fragment: string): Located | undefined {
	if (fragment === "") return resource;
	if (!fragment.startsWith("/")) {
		return index.anchors.get(`${uri}#${fragment}`) ?? index.anchors.get(`${resource.base}#${fragment}`);
	}
	return index.places.get(`${resource.file}#${resource.keywordLocation}${fragment}`);
}

/** With one anchor of the name in the whole set, where a $dynamicRef leads does not depend on the way there. */
function checkDynamic(index: Index, target: Located, fragment: string, place: Located | PlaceOf): void {
	const dynamic = typeof target.schema !== "boolean" && target.schema.$dynamicAnchor === fragment;
	if (!dynamic || index.dynamicAnchors.get(fragment) === 1) return;
	throw new SchemaError("keyword-unsupported", place, "$dynamicRef among several $dynamicAnchor of the name");
}

type PlaceOf = { readonly file: string; readonly keywordLocation: string };

function placeKey(place: PlaceOf): string {
	return `${place.file}#${place.keywordLocation}`;
}

function parse(reference: string, base: string): URL | undefined {
	try {
		return new URL(reference, base);
	} catch {
		return undefined;
	}
}
