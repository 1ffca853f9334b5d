import { isObject, type Json, type JsonObject } from "../../json/index.js";
import { type Dialect, refStandsAlone } from "./dialects.js";
import { withNull } from "./plain.js";
import { type Holds, vocabulary } from "./vocabulary.js";

// Keywords that ajv obeys in dialects that lack them, or that turn it into something else than a judge.
const NOT_FOR_JUDGES: ReadonlySet<string> = new Set([
	"$schema",
	"$async",
	"id",
	"nullable",
	"discriminator",
	...vocabulary("draft4").keys(),
	...vocabulary("draft7").keys(),
	...vocabulary("draft2019-09").keys(),
	...vocabulary("draft2020-12").keys(),
]);

/**
 * The document as an independent validator should read it: only what its own dialect means, and for draft 4 and
 * OpenAPI 3.0, which ajv lacks, in the words of draft 7.
 */
export function judgeable(document: Json, dialect: Dialect): JsonObject | boolean {
	if (typeof document === "boolean") return document;
	if (!isObject(document)) return false;
	if (refStandsAlone(dialect) && typeof document.$ref === "string") return withRef(document, dialect);
	const known = vocabulary(dialect);
	const kept = Object.entries(document).filter(([name]) => known.has(name) || !NOT_FOR_JUDGES.has(name));
	const entries = kept.map(([name, held]): [string, Json] => [name, below(known.get(name), held, dialect)]);
	const schema: JsonObject = Object.fromEntries(entries);
	return inDraft7(withoutEmpty(schema, dialect), dialect);
}

/** Beside a lonely `$ref` only the places that other references lead to are kept. */
function withRef(document: JsonObject, dialect: Dialect): JsonObject {
	const known = vocabulary(dialect);
	const kept = Object.entries(document).filter(
		([name]) => !NOT_FOR_JUDGES.has(name) || name === "definitions",
	);
	const entries = kept.map(([name, held]): [string, Json] => [name, below(known.get(name), held, dialect)]);
	return { ...Object.fromEntries(entries), $ref: document.$ref ?? "" };
}

function below(holds: Holds | undefined, held: Json, dialect: Dialect): Json {
	if (holds === undefined || !holds.startsWith("schema")) return held;
	const schema = (value: Json): Json =>
		typeof value === "boolean" || isObject(value) ? judgeable(value, dialect) : value;
	if (Array.isArray(held)) return held.map(schema);
	if (holds !== "schema map" && holds !== "schema or names map") return schema(held);
	if (!isObject(held)) return held;
	return Object.fromEntries(Object.entries(held).map(([name, value]) => [name, schema(value)]));
}

/** ajv refuses an empty enum and takes an empty type for none, where both mean that nothing is allowed. */
function withoutEmpty(schema: JsonObject, dialect: Dialect): JsonObject {
	const isEmpty = (value: Json | undefined) => Array.isArray(value) && value.length === 0;
	if (!isEmpty(schema.enum) && !isEmpty(schema.type)) return schema;
	const { enum: values, type, not, ...rest } = schema;
	if (dialect === "openapi-3.0" && schema.nullable === true && isEmpty(type))
		return { ...rest, type: "null" };
	return { ...rest, not: {} };
}

function inDraft7(schema: JsonObject, dialect: Dialect): JsonObject {
	if (dialect !== "draft4" && dialect !== "openapi-3.0") return schema;
	const { id, nullable, exclusiveMinimum, exclusiveMaximum, minimum, maximum, type, ...rest } = schema;
	return {
		...rest,
		...(id === undefined ? {} : { $id: id }),
		...(type === undefined ? {} : { type: nullable === true ? withNull(type) : type }),
		...bound("inimum", minimum, exclusiveMinimum),
		...bound("aximum", maximum, exclusiveMaximum),
	};
}

function bound(name: "inimum" | "aximum", value: Json | undefined, exclusive: Json | undefined): JsonObject {
	if (value === undefined) return {};
	return { [exclusive === true ? `exclusiveM${name}` : `m${name}`]: value };
}
