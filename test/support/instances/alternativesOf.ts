import type { Json } from "../../../src/json/index.js";
import {
	type Alternative,
	ANYTHING,
	both,
	type Conjunction,
	type InstanceType,
	TYPES,
} from "./alternative.js";
import {
	type BoundKeyword,
	LOWER_BOUNDS,
	lengthOf,
	numberOf,
	refuseUnknownKeywords,
	stringsOf,
	UPPER_BOUNDS,
} from "./keywords.js";
import { child, type Documents, resolve, type SchemaObject, type Subschema } from "./subschema.js";

/** How often one `$ref` may be followed on the way down: recursive schemas are unfolded so far. */
const UNFOLDINGS = 3;

/** The ways to satisfy all of the subschemas at once; none if it is hopeless (or recursion got too deep). */
export function alternativesOfAll(documents: Documents, conjunction: Conjunction): readonly Alternative[] {
	return conjunction.map((subschema) => alternativesOf(documents, subschema)).reduce(cross, [ANYTHING]);
}

function alternativesOf(documents: Documents, subschema: Subschema): readonly Alternative[] {
	const { schema } = subschema;
	if (typeof schema === "boolean") return schema ? [ANYTHING] : [];
	refuseUnknownKeywords(subschema, schema);
	const branches = (keyword: string) =>
		Array.from({ length: lengthOf(schema, keyword) }, (_, index) =>
			alternativesOf(documents, child(subschema, keyword, index)),
		);
	const parts = [[ownKeywords(subschema, schema)], ...branches("allOf")];
	if (schema.anyOf !== undefined) parts.push(branches("anyOf").flat());
	if (schema.oneOf !== undefined) {
		parts.push(branches("oneOf").flat(), [{ ...ANYTHING, checks: [subschema] }]);
	}
	if (schema.$ref !== undefined) parts.push(referenced(documents, subschema, schema.$ref));
	return parts.reduce(cross, [ANYTHING]);
}

function referenced(documents: Documents, from: Subschema, reference: unknown): readonly Alternative[] {
	if (typeof reference !== "string") throw new Error('"$ref" is not a string');
	const target = resolve(documents, from, reference);
	const followed = target.trail.filter((uri) => uri === target.trail.at(-1)).length;
	return followed > UNFOLDINGS ? [] : alternativesOf(documents, target);
}

function cross(left: readonly Alternative[], right: readonly Alternative[]): readonly Alternative[] {
	return left.flatMap((one) => right.map((other) => both(one, other)));
}

function ownKeywords(subschema: Subschema, schema: SchemaObject): Alternative {
	const at = (keyword: string) => (schema[keyword] === undefined ? [] : [child(subschema, keyword)]);
	return {
		types: typesOf(schema),
		candidates: candidatesOf(schema),
		bounds: boundsOf(schema),
		multiples: [numberOf(schema, "multipleOf")].filter((value) => value !== undefined),
		properties: propertiesOf(subschema, schema),
		undeclared: at("additionalProperties"),
		required: new Set(stringsOf(schema, "required")),
		prefix: Array.from({ length: lengthOf(schema, "prefixItems") }, (_, index) => [
			child(subschema, "prefixItems", index),
		]),
		rest: at("items"),
		unique: schema.uniqueItems === true,
		checks: [],
	};
}

function typesOf(schema: SchemaObject): ReadonlySet<InstanceType> {
	if (schema.type === undefined) return ANYTHING.types;
	const names = typeof schema.type === "string" ? [schema.type] : stringsOf(schema, "type");
	return new Set(TYPES.filter((type) => names.includes(type)));
}

function candidatesOf(schema: SchemaObject): readonly Json[] | undefined {
	// A schema document is JSON, and so are the values that it lists.
	if (schema.const !== undefined) return [schema.const as Json];
	if (schema.enum === undefined || Array.isArray(schema.enum)) return schema.enum;
	throw new Error('"enum" is not a list');
}

function boundsOf(schema: SchemaObject): Alternative["bounds"] {
	const bounds: Partial<Record<BoundKeyword, number>> = {};
	for (const keyword of [...LOWER_BOUNDS, ...UPPER_BOUNDS]) {
		const value = numberOf(schema, keyword);
		if (value !== undefined) bounds[keyword] = value;
	}
	return bounds;
}

function propertiesOf(subschema: Subschema, schema: SchemaObject): Map<string, Conjunction> {
	const names = Object.keys(schema.properties ?? {});
	return new Map(names.map((name) => [name, [child(subschema, "properties", name)]]));
}
