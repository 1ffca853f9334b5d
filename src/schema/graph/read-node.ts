import { isObject, type Json, type JsonObject } from "../../json/index.js";
import type { Dialect } from "../dialect/dialects.js";
import { isRetired, vocabulary } from "../dialect/vocabulary.js";
import type { SchemaPlace } from "../error.js";
import { ALL_TYPES, type Node, type NodeIndex, TYPE_BITS } from "./node.js";

/** Gives the node of a schema directly below the one that is read, by the keyword that holds it and its name or index there. */
export type Below = (schema: Json, keyword: string, token?: string) => NodeIndex;

type Draft = { -readonly [Part in keyof Node]: Node[Part] };

/** What a schema object asserts apart from its references; its values are of the right shapes already. */
export function readNode(place: SchemaPlace, schema: JsonObject, dialect: Dialect, below: Below): Draft {
	const seen = ofDialect(schema, dialect);
	const node: Draft = { place };
	readTypes(node, seen);
	readPlain(node, seen);
	readExclusive(node, seen);
	readItems(node, seen, below);
	readContains(node, seen, dialect, below);
	readProperties(node, seen, below);
	readDependencies(node, seen, below);
	readCombinators(node, seen, below);
	// Retired in 2019-09: some validators obey it still, some don't.
	if (schema.dependencies !== undefined && isRetired("dependencies", dialect)) node.opaque = "dependencies";
	return node;
}

/** The schema without keywords of other dialects, which are not seen from here on. */
function ofDialect(schema: JsonObject, dialect: Dialect): JsonObject {
	const known = vocabulary(dialect);
	const names = Object.keys(schema);
	if (names.every((name) => known.has(name))) return schema;
	return Object.fromEntries(Object.entries(schema).filter(([name]) => known.has(name)));
}

function readTypes(node: Draft, schema: JsonObject): void {
	const { type, nullable } = schema;
	if (type !== undefined) {
		const names = new Set<unknown>(Array.isArray(type) ? type : [type]);
		let types = nullable === true ? TYPE_BITS.null : 0;
		for (const [name, bit] of Object.entries(TYPE_BITS)) if (names.has(name)) types |= bit;
		if (names.has("integer")) {
			if ((types & TYPE_BITS.number) === 0) node.integer = true;
			types |= TYPE_BITS.number;
		}
		if (types !== ALL_TYPES || node.integer) node.types = types;
	}
	const values: (readonly Json[])[] = [];
	if (Array.isArray(schema.enum)) values.push(schema.enum);
	if (schema.const !== undefined) values.push([schema.const]);
	if (values.length > 0) node.values = values;
}

const COUNTS = [
	"multipleOf",
	"minimum",
	"maximum",
	"minLength",
	"maxLength",
	"minItems",
	"maxItems",
	"minProperties",
	"maxProperties",
] as const;

function readPlain(node: Draft, schema: JsonObject): void {
	for (const name of COUNTS) {
		const value = schema[name];
		if (typeof value === "number") node[name] = value;
	}
	if (typeof schema.pattern === "string") node.pattern = schema.pattern;
	if (typeof schema.format === "string") node.format = schema.format;
	if (schema.uniqueItems === true) node.uniqueItems = true;
	const required = strings(schema.required);
	if (required.length > 0) node.required = required;
}

/** Draft 4 and OpenAPI 3.0 turn the bound itself into an exclusive one; later dialects have a bound of its own. */
function readExclusive(node: Draft, schema: JsonObject): void {
	const { exclusiveMinimum, exclusiveMaximum } = schema;
	if (typeof exclusiveMinimum === "number") node.exclusiveMinimum = exclusiveMinimum;
	if (typeof exclusiveMaximum === "number") node.exclusiveMaximum = exclusiveMaximum;
	if (exclusiveMinimum === true && node.minimum !== undefined) {
		node.exclusiveMinimum = node.minimum;
		delete node.minimum;
	}
	if (exclusiveMaximum === true && node.maximum !== undefined) {
		node.exclusiveMaximum = node.maximum;
		delete node.maximum;
	}
}

function readItems(node: Draft, schema: JsonObject, below: Below): void {
	const { prefixItems, items, additionalItems, unevaluatedItems } = schema;
	if (Array.isArray(prefixItems)) node.prefixItems = list(prefixItems, "prefixItems", below);
	if (Array.isArray(items)) {
		node.prefixItems = list(items, "items", below);
		if (additionalItems !== undefined) node.items = below(additionalItems, "additionalItems");
	} else if (items !== undefined) {
		node.items = below(items, "items");
	}
	if (unevaluatedItems !== undefined) node.unevaluatedItems = below(unevaluatedItems, "unevaluatedItems");
}

function readContains(node: Draft, schema: JsonObject, dialect: Dialect, below: Below): void {
	const { contains, minContains, maxContains } = schema;
	if (contains === undefined) return;
	node.contains = below(contains, "contains");
	if (typeof minContains === "number") node.minContains = minContains;
	if (typeof maxContains === "number") node.maxContains = maxContains;
	if (dialect === "draft2020-12") node.containsEvaluates = true;
}

function readProperties(node: Draft, schema: JsonObject, below: Below): void {
	const { properties, patternProperties, additionalProperties, propertyNames, unevaluatedProperties } =
		schema;
	if (isObject(properties)) node.properties = map(properties, "properties", below);
	if (isObject(patternProperties)) {
		node.patternProperties = map(patternProperties, "patternProperties", below);
	}
	if (additionalProperties !== undefined) {
		node.additionalProperties = below(additionalProperties, "additionalProperties");
	}
	if (propertyNames !== undefined) node.propertyNames = below(propertyNames, "propertyNames");
	if (unevaluatedProperties !== undefined) {
		node.unevaluatedProperties = below(unevaluatedProperties, "unevaluatedProperties");
	}
}

function readDependencies(node: Draft, schema: JsonObject, below: Below): void {
	const required = new Map<string, readonly string[]>();
	const schemas = new Map<string, NodeIndex>();
	for (const keyword of ["dependencies", "dependentRequired", "dependentSchemas"]) {
		const held = schema[keyword];
		for (const [name, dependency] of isObject(held) ? Object.entries(held) : []) {
			if (Array.isArray(dependency)) required.set(name, strings(dependency));
			else schemas.set(name, below(dependency, keyword, name));
		}
	}
	if (required.size > 0) node.dependentRequired = required;
	if (schemas.size > 0) node.dependentSchemas = schemas;
}

function readCombinators(node: Draft, schema: JsonObject, below: Below): void {
	for (const name of ["allOf", "anyOf", "oneOf"] as const) {
		const held = schema[name];
		if (Array.isArray(held)) node[name] = list(held, name, below);
	}
	if (schema.not !== undefined) node.not = below(schema.not, "not");
	if (schema.if === undefined) return;
	for (const name of ["if", "then", "else"] as const) {
		const held = schema[name];
		if (held !== undefined) node[name] = below(held, name);
	}
}

function list(schemas: readonly Json[], keyword: string, below: Below): NodeIndex[] {
	return schemas.map((schema, index) => below(schema, keyword, String(index)));
}

function map(schemas: JsonObject, keyword: string, below: Below): Map<string, NodeIndex> {
	return new Map(Object.entries(schemas).map(([name, schema]) => [name, below(schema, keyword, name)]));
}

function strings(value: Json | undefined): string[] {
	return Array.isArray(value) ? value.filter((name) => typeof name === "string") : [];
}
