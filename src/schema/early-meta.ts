import type { Json, JsonObject } from "../json/index.js";
import { type Holds, vocabulary } from "./vocabulary.js";

/** The dialects whose meta-schemas ajv does not carry along. */
export type EarlyDialect = "draft4" | "draft6";

/** The meta-schema of an early dialect, written from its vocabulary; its definitions have the names of the published one's. */
export function earlyMetaSchema(dialect: EarlyDialect, uri: string): JsonObject {
	const known = [...vocabulary(dialect)].filter(([name]) => dialect === "draft6" || name !== "$ref");
	const properties = known.map(([name, holds]) => [name, { ...shapeOf(dialect, name, holds) }] as const);
	const count = dialect === "draft4" ? "positiveInteger" : "nonNegativeInteger";
	return {
		[dialect === "draft4" ? "id" : "$id"]: `${uri}#`,
		type: dialect === "draft4" ? "object" : ["object", "boolean"],
		properties: { ...DESCRIBING[dialect], ...Object.fromEntries(properties) },
		definitions: {
			[count]: COUNT,
			[`${count}Default0`]: COUNT,
			schemaArray: list(SCHEMA),
			simpleTypes: { enum: TYPES },
			stringArray: namesOf(dialect),
		},
		...(dialect === "draft4"
			? { dependencies: { exclusiveMaximum: ["maximum"], exclusiveMinimum: ["minimum"] } }
			: {}),
	};
}

const SCHEMA: JsonObject = { $ref: "#" };
const TEXT: JsonObject = { type: "string" };
const COUNT: JsonObject = { type: "integer", minimum: 0 };
const TYPES = ["array", "boolean", "integer", "null", "number", "object", "string"];

/** Keywords that describe and assert nothing. */
const DESCRIBING: Readonly<Record<EarlyDialect, JsonObject>> = {
	draft4: { $schema: TEXT, title: TEXT, description: TEXT },
	draft6: {
		$schema: { ...TEXT, format: "uri" },
		title: TEXT,
		description: TEXT,
		examples: { type: "array" },
	},
};

function shapeOf(dialect: EarlyDialect, name: string, holds: Holds): JsonObject {
	const schemaOr = (other: JsonObject): JsonObject => ({ anyOf: [SCHEMA, other] });
	switch (holds) {
		case "schema":
			// Before draft 6 a boolean is no schema, but these may hold one.
			return dialect === "draft4" && name.startsWith("additional") ? schemaOr({ type: "boolean" }) : SCHEMA;
		case "schemas":
			return list(SCHEMA);
		case "schema map":
			return map(SCHEMA);
		case "schema or schemas":
			return schemaOr(list(SCHEMA));
		case "schema or names map":
			return map(schemaOr(namesOf(dialect)));
		case "names map":
			return map(namesOf(dialect));
		case "names":
			return namesOf(dialect);
		case "types":
			return { anyOf: [{ enum: TYPES }, distinct({ enum: TYPES })] };
		case "values":
			return distinct({});
		default:
			return plainShapeOf(dialect, name, holds);
	}
}

function plainShapeOf(dialect: EarlyDialect, name: string, holds: Holds): JsonObject {
	switch (holds) {
		case "boolean":
		case "number":
			return { type: holds };
		case "positive number":
			return dialect === "draft4"
				? { type: "number", minimum: 0, exclusiveMinimum: true }
				: { type: "number", exclusiveMinimum: 0 };
		case "count":
			return COUNT;
		case "pattern":
			return { ...TEXT, format: "regex" };
		case "text":
			return dialect === "draft6" && name.startsWith("$") ? { ...TEXT, format: "uri-reference" } : TEXT;
		default:
			return {};
	}
}

/** Draft 4 asks for one name at least. */
function namesOf(dialect: EarlyDialect): JsonObject {
	return dialect === "draft4" ? distinct(TEXT) : { type: "array", items: TEXT, uniqueItems: true };
}

function distinct(items: Json): JsonObject {
	return { ...list(items), uniqueItems: true };
}

function list(items: Json): JsonObject {
	return { type: "array", minItems: 1, items };
}

function map(values: Json): JsonObject {
	return { type: "object", additionalProperties: values };
}
