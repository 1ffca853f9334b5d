import type { JsonObject } from "../json/index.js";
import {
	childrenOf,
	DEFINITION,
	type NodeIndex,
	plainSchema,
	type ReadGraph,
	SchemaError,
	type SchemaPlace,
} from "../schema/index.js";
import { pascal, unused } from "./names.js";

/** A named schema of 2020-12 whose every `$ref` is "#/$defs/" and the name of a definition: all that the code makers read. */
export interface Definition extends SchemaPlace {
	readonly name: string;
	readonly schema: JsonObject;
}

/** A version's schema as it was read, and the name of its type. */
export interface VersionGraph {
	readonly typeName: string;
	readonly graph: ReadGraph;
}

interface Found {
	readonly name: string;
	readonly graph: ReadGraph;
	readonly index: NodeIndex;
}

/** The versions' schemas, then every schema that they refer to, in the order of the first reference. */
export function define(versions: readonly VersionGraph[]): Definition[] {
	const names = new Map<string, string>();
	const taken = new Set<string>();
	const found: Found[] = [];
	const enter = (graph: ReadGraph, index: NodeIndex, name: string) => {
		names.set(keyOf(graph, index), name);
		found.push({ name, graph, index });
	};
	for (const { typeName, graph } of versions) {
		const place = placeOf(graph, graph.root);
		if (taken.has(typeName)) throw new SchemaError("name-clash", place, `a second type named ${typeName}`);
		taken.add(typeName);
		enter(graph, graph.root, typeName);
	}
	const owners = ownersOf(versions);
	// `found` grows while it is walked.
	for (const { graph, index } of found) {
		for (const target of targetsBelow(graph, index)) {
			if (!names.has(keyOf(graph, target)))
				enter(graph, target, unused(nameOf(placeOf(graph, target), owners), taken));
		}
	}
	return found.map(({ name, graph, index }) => ({
		name,
		...placeOf(graph, index),
		schema: asObject(plainSchema(graph, index, (child) => names.get(keyOf(graph, child)))),
	}));
}

/** The definition's name that a `$ref` of a definition holds. */
export function referenced(reference: string): string {
	return reference.slice(DEFINITION.length);
}

/** The names of the definitions that a schema needs, its own references' references included. */
export function closure(definitions: readonly Definition[], name: string): string[] {
	const byName = new Map(definitions.map((definition) => [definition.name, definition]));
	const needed = new Set<string>();
	const pending = [name];
	for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
		for (const reference of references(byName.get(next)?.schema ?? true)) {
			if (needed.has(reference)) continue;
			needed.add(reference);
			pending.push(reference);
		}
	}
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

/** Where the references of a node and of all below it lead, but for what is below those. */
function targetsBelow(graph: ReadGraph, index: NodeIndex): NodeIndex[] {
	const { references = [], below } = graph.written[index] ?? {};
	return [...references, ...[...(below?.values() ?? [])].flatMap((child) => targetsBelow(graph, child))];
}

/** By file that only one version is of: the name of that version's type. */
function ownersOf(versions: readonly VersionGraph[]): ReadonlyMap<string, string> {
	const owners = new Map<string, string>();
	const files = versions.map(({ graph }) => placeOf(graph, graph.root).file);
	for (const [at, { typeName }] of versions.entries()) {
		const file = files[at] ?? "";
		if (files.indexOf(file) === files.lastIndexOf(file)) owners.set(file, typeName);
	}
	return owners;
}

/** A name for a schema that is no version: its file's (a version's: its type's), then its last key. */
function nameOf({ file, keywordLocation }: SchemaPlace, owners: ReadonlyMap<string, string>): string {
	const owner = owners.get(file) ?? pascal(file.replace(/(?:\.schema)?\.(?:jsonc?|ya?ml)$/, ""));
	const key = keywordLocation.slice(keywordLocation.lastIndexOf("/") + 1);
	const name = keywordLocation === "" ? owner : owner + pascal(` ${key}`);
	return /^[\p{Lu}\p{Lo}]/u.test(name) ? name : `Schema${name}`;
}

function asObject(schema: JsonObject | boolean): JsonObject {
	if (typeof schema !== "boolean") return schema;
	return schema ? {} : { not: {} };
}

function placeOf({ nodes }: ReadGraph, index: NodeIndex): SchemaPlace {
	return nodes[index]?.place ?? { file: "", keywordLocation: "" };
}

function keyOf({ written }: ReadGraph, index: NodeIndex): string {
	return written[index]?.key ?? "";
}
