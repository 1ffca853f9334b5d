import { isObject, type Json, type JsonObject } from "../../json/index.js";
import { DEFINITION } from "../../schema/index.js";
import { referenced } from "../definitions.js";
import { camel } from "../names.js";

/** How declared properties and referred types are called in the types to make. */
export interface Naming {
	readonly property: (name: string) => string;
	readonly type: (definition: string) => string;
	/** The schema of a definition. */
	readonly schema: (definition: string) => JsonObject | undefined;
	/** The definitions that are being written out. */
	readonly within?: ReadonlySet<string>;
	/** How many more definitions may be within others. */
	readonly left?: { writings: number };
}

/** So many definitions are written out within others for one schema, where all may refer to each other; then they are only named. */
const MAX_WRITINGS = 20;

/** The schema's own names. */
export function asWritten(schemas: ReadonlyMap<string, JsonObject>): Naming {
	return { property: (name) => name, type: (name) => name, schema: (name) => schemas.get(name) };
}

/** camelCase names for declared properties; definitions in which that changes anything have a second type. */
export function camelCased(schemas: ReadonlyMap<string, JsonObject>, changed: ReadonlySet<string>): Naming {
	const type = (name: string) => (changed.has(name) ? `${name}Camel` : name);
	return { ...asWritten(schemas), property: camel, type };
}

/** A schema for json-schema-to-typescript. */
export type Schema = JsonObject | boolean;

const TYPES = ["array", "boolean", "null", "number", "object", "string"] as const;

/**
 * The schema in the words that json-schema-to-typescript understands rightly. What it would misread is widened, so a
 * valid instance always has the type: tuples become arrays, patterned names become an index of unknown values, and
 * what a type can't say (not, if, bounds, patterns) is left out.
 */
export function typeable(schema: Schema, naming: Naming): Schema {
	return typed(schema, { ...naming, left: { writings: MAX_WRITINGS } });
}

function typed(schema: Schema, naming: Naming, inherited?: readonly string[]): Schema {
	if (typeof schema === "boolean") return schema;
	const types = typesOf(schema) ?? inherited;
	const parts = [...baseOf(schema, types, naming), ...appliedOf(schema, types, naming)];
	if (parts.includes(false)) return false;
	const [only = {}] = parts;
	const merged: Schema = parts.length > 1 ? { allOf: parts } : only;
	if (typeof merged === "boolean" || "$ref" in merged) return merged;
	return { ...comment(schema), ...merged };
}

/** What the schema says itself: nothing, literals, or types with their properties and items. */
function baseOf(schema: JsonObject, types: readonly string[] | undefined, naming: Naming): Schema[] {
	const literals = literalsOf(schema, types);
	if (literals !== undefined) return [union(literals)];
	if (!("type" in schema) && !saysOfContainers(schema)) return [];
	const possible = types ?? TYPES;
	return [
		{
			type: possible.length === 1 ? (possible[0] ?? "null") : possible,
			...(possible.includes("object") ? objectOf(schema, naming) : {}),
			...(possible.includes("array") ? itemsOf(schema, naming) : {}),
		},
	];
}

const OF_CONTAINERS = [
	"properties",
	"required",
	"additionalProperties",
	"patternProperties",
	"items",
	"prefixItems",
] as const;

function saysOfContainers(schema: JsonObject): boolean {
	return OF_CONTAINERS.some((name) => name in schema);
}

/** The schemas that hold for the same instance: a reference, and branches. */
function appliedOf(schema: JsonObject, types: readonly string[] | undefined, naming: Naming): Schema[] {
	const { $ref, allOf, anyOf, oneOf } = schema;
	const branch = (member: Json) => typed(asSchema(member), naming, types);
	const parts: Schema[] = [];
	if (typeof $ref === "string") parts.push(refer(referenced($ref), types, naming));
	if (Array.isArray(allOf)) parts.push(...allOf.map(branch).filter((part) => !allowsAnything(part)));
	for (const union of [anyOf, oneOf]) {
		if (!Array.isArray(union)) continue;
		const members = union.map(branch).filter((member) => member !== false);
		// A branch that says nothing a type could say leaves nothing to choose between.
		if (members.length === 0) parts.push(false);
		else if (!members.some(allowsAnything)) parts.push({ anyOf: members });
	}
	return parts;
}

/**
 * A definition by its name; one that says of containers what they hold, and not that it is one, is written out where
 * its types are known: by itself it would be of every other type, too. Within itself it is only named, so that there is an
 * end, and so it is where too many have been written out; the type is wider there.
 */
function refer(name: string, types: readonly string[] | undefined, naming: Naming): Schema {
	const schema = naming.schema(name);
	const isOpen = schema !== undefined && !("type" in schema) && saysOfContainers(schema);
	const { within = new Set(), left = { writings: 0 } } = naming;
	if (isOpen && types !== undefined && !within.has(name) && (within.size === 0 || left.writings-- > 0)) {
		return typed(schema, { ...naming, within: new Set([...within, name]) }, types);
	}
	return { $ref: DEFINITION + naming.type(name) };
}

function objectOf(schema: JsonObject, naming: Naming): JsonObject {
	const declared = isObject(schema.properties) ? schema.properties : {};
	const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
	const closed = schema.additionalProperties === false && !isObject(schema.patternProperties);
	const properties: [string, Json][] = Object.entries(declared).map(([name, property]) => [
		naming.property(name),
		typed(asSchema(property), naming),
	]);
	for (const name of required) {
		if (!Object.hasOwn(declared, name)) properties.push([name, closed ? false : {}]);
	}
	return {
		properties: Object.fromEntries(properties),
		required: required.map((name) => (Object.hasOwn(declared, name) ? naming.property(name) : name)),
		additionalProperties: closed ? false : properties.length > 0 ? true : indexOf(schema, naming),
	};
}

/** What the values of undeclared names are, where nothing but undeclared names may be there. */
function indexOf(schema: JsonObject, naming: Naming): Schema {
	const { additionalProperties = true, patternProperties } = schema;
	const patterned = isObject(patternProperties) ? Object.values(patternProperties).map(asSchema) : [];
	const members = [...patterned, asSchema(additionalProperties)]
		.filter((member) => member !== false)
		.map((member) => typed(member, naming));
	if (members.some((member) => allowsAnything(member))) return true;
	return members.length === 1 ? (members[0] ?? true) : { anyOf: members };
}

function itemsOf(schema: JsonObject, naming: Naming): JsonObject {
	const prefix = Array.isArray(schema.prefixItems) ? schema.prefixItems.map(asSchema) : [];
	const members = [...prefix, asSchema(schema.items ?? true)]
		.filter((member) => member !== false)
		.map((member) => typed(member, naming));
	if (members.length === 0) return { items: false };
	if (members.some((member) => allowsAnything(member))) return { items: {} };
	return { items: members.length === 1 ? (members[0] ?? {}) : { anyOf: members } };
}

function typesOf({ type }: JsonObject): string[] | undefined {
	if (typeof type === "string") return [type];
	return Array.isArray(type) ? type.map(String) : undefined;
}

/** The values that const and enum leave, of the types that there may be. */
function literalsOf(schema: JsonObject, types: readonly string[] | undefined): Json[] | undefined {
	const values = "const" in schema ? [schema.const ?? null] : schema.enum;
	if (!Array.isArray(values)) return undefined;
	return values.filter((value: Json) => types === undefined || types.some((type) => isOf(value, type)));
}

function isOf(value: Json, type: string): boolean {
	if (value === null) return type === "null";
	if (Array.isArray(value)) return type === "array";
	if (type === "integer") return Number.isInteger(value);
	return typeof value === type;
}

/** Objects and arrays go over as the text of their type, which JSON is: a "$ref" within them means nothing. */
function union(literals: readonly Json[]): Schema {
	const scalars = literals.filter((value) => typeof value !== "object" || value === null);
	const members: Schema[] = literals
		.filter((value) => typeof value === "object" && value !== null)
		.map((value) => ({ tsType: JSON.stringify(value) }));
	if (scalars.length > 0) members.unshift({ enum: scalars });
	const [only = false] = members;
	return members.length > 1 ? { anyOf: members } : only;
}

function comment({ description, deprecated }: JsonObject): JsonObject {
	return {
		...(typeof description === "string" ? { description: safeComment(description) } : {}),
		...(deprecated === true ? { deprecated } : {}),
	};
}

/** No text can end the comment that it stands in, or come back from a file as another one. */
function safeComment(text: string): string {
	return text.replaceAll("*/", "*\\/").replace(/[\u2028\u2029]|\p{Surrogate}/gu, "\ufffd");
}

/** Whether every value has the type. */
export function allowsAnything(schema: Schema): boolean {
	return typeof schema === "boolean" ? schema : Object.keys(schema).every((name) => name === "description");
}

function asSchema(value: Json): Schema {
	return typeof value === "boolean" || isObject(value) ? value : true;
}
