import { isObject, type Json, type JsonObject } from "../../json/index.js";
import { type Definition, referenced } from "../definitions.js";

/** What holds for the root of every instance of a version that is an object. */
export interface Look {
	/** Whether every instance is an object. */
	readonly isObject: boolean;
	readonly required: ReadonlySet<string>;
	/** Declared names, in the document's order. */
	readonly declared: readonly string[];
	/** Whether no instance has a property of the name. */
	readonly forbids: (name: string) => boolean;
	/** By name: the only values that the property can have, if it is there; not if they are many. */
	readonly values: ReadonlyMap<string, readonly Scalar[]>;
}

/** A value of JSON that holds no other. */
export type Scalar = string | number | boolean | null;

/** What a version's schema says about the root, as far as it says so plainly; the rest only makes detection slower. */
export function lookOf(definitions: readonly Definition[], name: string): Look {
	const schemas = conjuncts(definitions, name, new Set());
	const properties = schemas.flatMap(({ properties: held }) => (isObject(held) ? Object.entries(held) : []));
	const values = new Map<string, readonly Scalar[]>();
	for (const [property, schema] of properties) {
		const scalars = scalarsOf(schema);
		if (scalars !== undefined && !values.has(property)) values.set(property, scalars);
	}
	const forbidden = new Set(
		properties.filter(([, schema]) => schema === false).map(([property]) => property),
	);
	const closed = schemas.filter(
		(schema) => schema.additionalProperties === false && schema.patternProperties === undefined,
	);
	return {
		isObject: schemas.some(({ type }) => type === "object"),
		required: new Set(
			schemas.flatMap(({ required }) => (Array.isArray(required) ? required.map(String) : [])),
		),
		declared: [...new Set(properties.map(([property]) => property))],
		forbids: (property) =>
			forbidden.has(property) ||
			closed.some(({ properties: held }) => !isObject(held) || !Object.hasOwn(held, property)),
		values,
	};
}

/** The schemas that all hold for the root: its own, and those that it leads to by `$ref` and allOf. */
function conjuncts(definitions: readonly Definition[], name: string, seen: Set<string>): JsonObject[] {
	if (seen.has(name)) return [];
	seen.add(name);
	const schema = definitions.find((definition) => definition.name === name)?.schema;
	return schema === undefined ? [] : conjunctsOf(definitions, schema, seen);
}

function conjunctsOf(definitions: readonly Definition[], schema: Json, seen: Set<string>): JsonObject[] {
	if (!isObject(schema)) return [];
	const { $ref, allOf } = schema;
	return [
		schema,
		...(typeof $ref === "string" ? conjuncts(definitions, referenced($ref), seen) : []),
		...(Array.isArray(allOf) ? allOf.flatMap((member: Json) => conjunctsOf(definitions, member, seen)) : []),
	];
}

/** With more values than this, the look would cost more than the validator that it saves. */
const MOST_VALUES = 64;

function scalarsOf(schema: Json): readonly Scalar[] | undefined {
	if (!isObject(schema)) return undefined;
	const values: Json | undefined = "const" in schema ? [schema.const ?? null] : schema.enum;
	return Array.isArray(values) && values.length <= MOST_VALUES && values.every(isScalar) ? values : undefined;
}

function isScalar(value: Json): value is Scalar {
	return typeof value !== "object" || value === null;
}
