import type { Json, JsonObject } from "../json/index.js";
import {
	CODE_KEYWORDS,
	childrenOf,
	mapChildren,
	type Place,
	SchemaError,
	type SchemaSet,
	type Subschema,
} from "../schema/index.js";
import type { VersionFile } from "./lineages.js";
import { pascal, unused } from "./names.js";

/**
 * A named schema whose every `$ref` is "#/$defs/" and the name of a definition: all that the code makers read.
 * It has no identifiers, no dynamic references and no definitions of its own.
 */
export interface Definition extends Place {
	readonly name: string;
	readonly schema: JsonObject;
}

const PREFIX = "#/$defs/";

// Places and names of schemas: resolved before, and of no use to those who read definitions.
const DROPPED = new Set([
	...CODE_KEYWORDS,
	...[
		"$id",
		"$schema",
		"$anchor",
		"$dynamicAnchor",
		"$ref",
		"$dynamicRef",
		"$defs",
		"definitions",
		"$comment",
	],
]);

/** The versions' schemas, then every schema that they refer to, in the order of the first reference. */
export function define(set: SchemaSet, versions: readonly VersionFile[]): Definition[] {
	const names = new Map<string, string>();
	const taken = new Set<string>();
	const found: { readonly name: string; readonly at: Subschema }[] = [];
	const enter = (at: Subschema, name: string) => {
		names.set(keyOf(at), name);
		found.push({ name, at });
	};
	for (const { file, typeName } of versions) {
		if (taken.has(typeName)) {
			throw new SchemaError("name-clash", { file, keywordLocation: "" }, `a second type named ${typeName}`);
		}
		taken.add(typeName);
		enter(set.root(file), typeName);
	}
	// `found` grows while it is walked.
	for (const { at } of found) {
		for (const target of targetsBelow(set, at)) {
			if (!names.has(keyOf(target))) enter(target, unused(nameOf(target, names), taken));
		}
	}
	return found.map(({ name, at }) => ({
		name,
		file: at.file,
		keywordLocation: at.keywordLocation,
		schema: asObject(copy(set, at, names)),
	}));
}

/** The definition's name that a `$ref` of a definition holds. */
export function referenced(reference: string): string {
	return reference.slice(PREFIX.length);
}

/** The names of the definitions that a schema needs, its own references' references included. */
export function closure(definitions: readonly Definition[], name: string): string[] {
	const byName = new Map(definitions.map((definition) => [definition.name, definition]));
	const needed = new Set<string>();
	const visit = (schema: JsonObject | boolean | undefined): void => {
		for (const reference of references(schema ?? true)) {
			if (needed.has(reference)) continue;
			needed.add(reference);
			visit(byName.get(reference)?.schema);
		}
	};
	visit(byName.get(name)?.schema);
	return definitions.map((definition) => definition.name).filter((other) => needed.has(other));
}

/** The names of the definitions that a schema of a definition refers to itself. */
export function references(schema: JsonObject | boolean): string[] {
	return [...everySchema(schema)].flatMap(({ $ref }) => (typeof $ref === "string" ? [referenced($ref)] : []));
}

/** The schema and all below it, but for booleans. */
export function* everySchema(schema: JsonObject | boolean): Generator<JsonObject> {
	if (typeof schema === "boolean") return;
	yield schema;
	for (const child of childrenOf({ file: "", keywordLocation: "", schema })) yield* everySchema(child.schema);
}

function copy(set: SchemaSet, at: Subschema, names: ReadonlyMap<string, string>): JsonObject | boolean {
	const copied = mapChildren(at, (child) => {
		const name = names.get(keyOf(child));
		return name === undefined ? copy(set, child, names) : { $ref: PREFIX + name };
	});
	if (typeof copied === "boolean") return copied;
	const kept = Object.entries(copied).filter(([keyword]) => !DROPPED.has(keyword));
	return Object.fromEntries([...referencesOf(set, at, names), ...kept]);
}

/** `$ref` and `$dynamicRef`, which came to mean the same; if both are there, the second goes into an allOf. */
function referencesOf(set: SchemaSet, at: Subschema, names: ReadonlyMap<string, string>): [string, Json][] {
	const references = targets(set, at).map((target) => PREFIX + (names.get(keyOf(target)) ?? ""));
	const [first, second] = references;
	if (first === undefined) return [];
	if (second === undefined || second === first) return [["$ref", first]];
	throw new SchemaError("keyword-unsupported", at, "$ref and $dynamicRef side by side");
}

function targetsBelow(set: SchemaSet, at: Subschema): Subschema[] {
	const below = childrenOf(at).filter((child) => !DROPPED.has(child.keyword));
	return [...targets(set, at), ...below.flatMap((child) => targetsBelow(set, child))];
}

function targets(set: SchemaSet, at: Subschema): Subschema[] {
	const { schema } = at;
	if (typeof schema === "boolean") return [];
	return (["$ref", "$dynamicRef"] as const)
		.filter((keyword) => typeof schema[keyword] === "string")
		.map((keyword) => set.target(at, keyword));
}

/** A name for a schema that is no version: its file's (a version's: its type's), then its last key. */
function nameOf(at: Subschema, names: ReadonlyMap<string, string>): string {
	const owner = names.get(`${at.file}#`) ?? pascal(at.file.replace(/\.schema\.json$/, ""));
	const key = at.keywordLocation.slice(at.keywordLocation.lastIndexOf("/") + 1);
	const name = at.keywordLocation === "" ? owner : owner + pascal(` ${key}`);
	return /^[A-Z]/.test(name) ? name : `Schema${name}`;
}

function asObject(schema: JsonObject | boolean): JsonObject {
	if (typeof schema !== "boolean") return schema;
	return schema ? {} : { not: {} };
}

function keyOf(place: Place): string {
	return `${place.file}#${place.keywordLocation}`;
}
