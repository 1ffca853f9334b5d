import type { Json } from "../../../src/json/index.js";

type Keywords = { readonly [keyword: string]: Json };
type Properties = { readonly [name: string]: Json };

/**
 * Whether a small instance is valid by a small schema of 2020-12: an oracle that shares nothing with the product, for
 * schemas that refer to definitions only, and for numbers that doubles hold in quarters.
 */
export function isValid(schema: Json, instance: Json): boolean {
	if (typeof schema === "object" && schema !== null && "$defs" in schema) {
		definitions = schema.$defs as Properties;
	}
	return look(schema, instance) !== undefined;
}

// Those of the schema that is being judged: small schemas have them at the root only.
let definitions: Properties = {};

/** What the schema has evaluated, if the instance is valid. */
function look(schema: Json, instance: Json): Set<string | number> | undefined {
	if (typeof schema === "boolean") return schema ? new Set() : undefined;
	const keywords = schema as Keywords;
	const evaluated = new Set<string | number>();
	for (const keyword in keywords) {
		if (keyword.startsWith("unevaluated")) continue;
		const rule = RULES[keyword];
		if (rule === undefined) throw new Error(`no rule for ${keyword}`);
		if (!rule(keywords[keyword] as never, instance, keywords, evaluated)) return undefined;
	}
	for (const [key, value] of unevaluated(keywords, instance, evaluated)) {
		const rest = keywords[typeof key === "number" ? "unevaluatedItems" : "unevaluatedProperties"];
		if (rest === undefined) continue;
		if (!isValid(rest, value)) return undefined;
		evaluated.add(key);
	}
	return evaluated;
}

function unevaluated(
	keywords: Keywords,
	instance: Json,
	evaluated: ReadonlySet<string | number>,
): readonly (readonly [string | number, Json])[] {
	if (!("unevaluatedItems" in keywords || "unevaluatedProperties" in keywords)) return [];
	const all: (readonly [string | number, Json])[] = isList(instance)
		? instance.map((item, index) => [index, item])
		: isMap(instance)
			? Object.entries(instance)
			: [];
	return all.filter(([key]) => !evaluated.has(key));
}

type Rule = (held: never, instance: Json, keywords: Keywords, evaluated: Set<string | number>) => boolean;

const RULES: { readonly [keyword: string]: Rule } = {
	$defs: () => true,
	$ref: (reference: string, instance, _, evaluated) =>
		add(evaluated, look(definitions[reference.replace("#/$defs/", "")] ?? false, instance)),
	type: (types: Json, instance) => [types].flat().some((type) => isOfType(String(type), instance)),
	const: (held: Json, instance) => same(held, instance),
	enum: (held: readonly Json[], instance) => held.some((one) => same(one, instance)),
	minimum: (bound: number, instance) => typeof instance !== "number" || instance >= bound,
	maximum: (bound: number, instance) => typeof instance !== "number" || instance <= bound,
	exclusiveMinimum: (bound: number, instance) => typeof instance !== "number" || instance > bound,
	exclusiveMaximum: (bound: number, instance) => typeof instance !== "number" || instance < bound,
	multipleOf: (of: number, instance) => typeof instance !== "number" || Number.isInteger(instance / of),
	minLength: (count: number, instance) => typeof instance !== "string" || [...instance].length >= count,
	maxLength: (count: number, instance) => typeof instance !== "string" || [...instance].length <= count,
	pattern: (source: string, instance) =>
		typeof instance !== "string" || new RegExp(source, "u").test(instance),
	minItems: (count: number, instance) => !isList(instance) || instance.length >= count,
	maxItems: (count: number, instance) => !isList(instance) || instance.length <= count,
	uniqueItems: (held: boolean, instance) =>
		!held || !isList(instance) || new Set(instance.map(text)).size === instance.length,
	prefixItems: (schemas: readonly Json[], instance, _, evaluated) =>
		!isList(instance) ||
		schemas.every((schema, index) => {
			const item = instance[index];
			if (item === undefined) return true;
			evaluated.add(index);
			return isValid(schema, item);
		}),
	items: (schema: Json, instance, { prefixItems = [] }, evaluated) =>
		!isList(instance) ||
		instance.every((item, index) => {
			if (index < (prefixItems as readonly Json[]).length) return true;
			evaluated.add(index);
			return isValid(schema, item);
		}),
	contains: (schema: Json, instance, { minContains = 1, maxContains = 99 }, evaluated) => {
		if (!isList(instance)) return true;
		const found = instance.flatMap((item, index) => (isValid(schema, item) ? [index] : []));
		for (const index of found) evaluated.add(index);
		return found.length >= Number(minContains) && found.length <= Number(maxContains);
	},
	minContains: () => true,
	maxContains: () => true,
	minProperties: (count: number, instance) => !isMap(instance) || Object.keys(instance).length >= count,
	maxProperties: (count: number, instance) => !isMap(instance) || Object.keys(instance).length <= count,
	required: (names: readonly string[], instance) =>
		!isMap(instance) || names.every((name) => Object.hasOwn(instance, name)),
	propertyNames: (schema: Json, instance) =>
		!isMap(instance) || Object.keys(instance).every((name) => isValid(schema, name)),
	properties: (schemas: Properties, instance, _, evaluated) =>
		!isMap(instance) ||
		Object.entries(schemas).every(([name, schema]) => {
			if (!Object.hasOwn(instance, name)) return true;
			evaluated.add(name);
			return isValid(schema, instance[name] ?? null);
		}),
	patternProperties: (schemas: Properties, instance, _, evaluated) =>
		!isMap(instance) ||
		Object.entries(schemas).every(([pattern, schema]) =>
			Object.entries(instance).every(([name, value]) => {
				if (!new RegExp(pattern, "u").test(name)) return true;
				evaluated.add(name);
				return isValid(schema, value);
			}),
		),
	additionalProperties: (schema: Json, instance, { properties = {}, patternProperties = {} }, evaluated) =>
		!isMap(instance) ||
		Object.entries(instance).every(([name, value]) => {
			const isMatch = Object.keys(patternProperties as Properties).some((pattern) =>
				new RegExp(pattern, "u").test(name),
			);
			if (isMatch || Object.hasOwn(properties as Properties, name)) return true;
			evaluated.add(name);
			return isValid(schema, value);
		}),
	dependentRequired: (needs: { readonly [name: string]: readonly string[] }, instance) =>
		!isMap(instance) ||
		Object.entries(needs).every(
			([name, others]) =>
				!Object.hasOwn(instance, name) || others.every((other) => Object.hasOwn(instance, other)),
		),
	dependentSchemas: (schemas: Properties, instance, _, evaluated) =>
		!isMap(instance) ||
		Object.entries(schemas).every(
			([name, schema]) => !Object.hasOwn(instance, name) || add(evaluated, look(schema, instance)),
		),
	allOf: (schemas: readonly Json[], instance, _, evaluated) =>
		schemas.every((schema) => add(evaluated, look(schema, instance))),
	anyOf: (schemas: readonly Json[], instance, _, evaluated) =>
		schemas.filter((schema) => add(evaluated, look(schema, instance))).length > 0,
	oneOf: (schemas: readonly Json[], instance, _, evaluated) =>
		schemas.filter((schema) => add(evaluated, look(schema, instance))).length === 1,
	not: (schema: Json, instance) => !isValid(schema, instance),
	if: (schema: Json, instance, { then: met = true, else: missed = true }, evaluated) =>
		add(evaluated, look(schema, instance))
			? add(evaluated, look(met, instance))
			: add(evaluated, look(missed, instance)),
	// biome-ignore lint/suspicious/noThenProperty: JSON Schema's word
	then: () => true,
	else: () => true,
};

function add(evaluated: Set<string | number>, more: ReadonlySet<string | number> | undefined): boolean {
	for (const key of more ?? []) evaluated.add(key);
	return more !== undefined;
}

function isOfType(type: string, instance: Json): boolean {
	if (type === "integer") return Number.isInteger(instance);
	if (type === "array") return isList(instance);
	if (type === "object") return isMap(instance);
	return type === (instance === null ? "null" : typeof instance);
}

function isList(instance: Json): instance is readonly Json[] {
	return Array.isArray(instance);
}

function isMap(instance: Json): instance is Properties {
	return typeof instance === "object" && instance !== null && !Array.isArray(instance);
}

function same(one: Json, other: Json): boolean {
	return text(one) === text(other);
}

/** The value as text, the names of its properties in order. */
function text(value: Json): string {
	if (isList(value)) return `[${value.map(text).join()}]`;
	if (!isMap(value)) return JSON.stringify(value);
	return `{${Object.keys(value)
		.sort()
		.map((name) => `${JSON.stringify(name)}:${text(value[name] ?? null)}`)
		.join()}}`;
}
