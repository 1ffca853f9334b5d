import { escapeToken, type Json } from "../json/index.js";
import { type Place, SchemaError } from "./error.js";
import { isObject } from "./subschema.js";
import type { Holds } from "./vocabulary.js";

const TYPES: ReadonlySet<unknown> = new Set([
	"null",
	"boolean",
	"integer",
	"number",
	"string",
	"array",
	"object",
]);

const SHAPES: Readonly<Record<Holds, (value: Json) => boolean>> = {
	schema: isSchema,
	schemas: (value) => Array.isArray(value) && value.length > 0 && value.every(isSchema),
	"schema map": (value) => isObject(value) && Object.values(value).every(isSchema),
	"schema or schemas": (value) => isSchema(value) || (Array.isArray(value) && value.every(isSchema)),
	"schema or names map": (value) =>
		isObject(value) && Object.values(value).every((held) => isSchema(held) || isNames(held)),
	boolean: (value) => typeof value === "boolean",
	number: (value) => typeof value === "number",
	"positive number": (value) => typeof value === "number" && value > 0,
	count: (value) => Number.isInteger(value) && Number(value) >= 0,
	text: (value) => typeof value === "string",
	pattern: (value) => typeof value === "string",
	names: isNames,
	"names map": (value) => isObject(value) && Object.values(value).every(isNames),
	types: (value) => TYPES.has(value) || (Array.isArray(value) && value.every((type) => TYPES.has(type))),
	values: (value) => Array.isArray(value),
	any: () => true,
};

/** Throws a SchemaError unless the keyword's value is what the dialect's meta-schema asks for. */
export function checkShape(at: Place, name: string, holds: Holds, value: Json): void {
	const place = { file: at.file, keywordLocation: `${at.keywordLocation}/${escapeToken(name)}` };
	if (!SHAPES[holds](value)) throw new SchemaError("schema-invalid", place, `${name} must hold a ${holds}`);
	if (holds === "pattern" && typeof value === "string") checkPattern(place, value);
	if (name === "patternProperties" && isObject(value)) {
		for (const pattern of Object.keys(value)) checkPattern(place, pattern);
	}
}

function checkPattern(place: Place, source: string): void {
	try {
		new RegExp(source, "u");
	} catch (cause) {
		const why = "not a regular expression (ECMAScript, with the u flag)";
		throw new SchemaError("pattern-invalid", place, why, { cause });
	}
}

function isSchema(value: unknown): boolean {
	return typeof value === "boolean" || isObject(value);
}

function isNames(value: unknown): boolean {
	return Array.isArray(value) && value.every((name) => typeof name === "string");
}
