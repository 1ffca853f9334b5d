import { escapeToken, isObject, type Json } from "../../json/index.js";
import type { Holds } from "../dialect/vocabulary.js";
import { SchemaError, type SchemaPlace } from "../error.js";
import { isSchema } from "../subschema.js";

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
	number: (value) => Number.isFinite(value),
	"positive number": (value) => Number.isFinite(value) && Number(value) > 0,
	count: (value) => Number.isInteger(value) && Number(value) >= 0,
	text: (value) => typeof value === "string",
	pattern: (value) => typeof value === "string",
	names: isNames,
	"names map": (value) => isObject(value) && Object.values(value).every(isNames),
	types: (value) => TYPES.has(value) || (Array.isArray(value) && value.every((type) => TYPES.has(type))),
	values: (value) => Array.isArray(value),
	any: () => true,
};

const WELL: readonly SchemaPlace[] = [];

/**
 * Throws a SchemaError unless the keyword's value is what the dialect's meta-schema asks for. Gives the places of
 * patterns that are none of ECMAScript with the u flag, so that nobody knows what they match.
 */
export function checkShape(at: SchemaPlace, name: string, holds: Holds, value: Json): readonly SchemaPlace[] {
	const isWell = SHAPES[holds](value);
	// Made only where it is told: most keywords are well.
	if (isWell && holds !== "pattern" && name !== "patternProperties") return WELL;
	const place = { file: at.file, keywordLocation: `${at.keywordLocation}/${escapeToken(name)}` };
	if (!isWell)
		throw new SchemaError("schema-invalid", place, `${name} must hold ${HELD[holds] ?? `a ${holds}`}`);
	if (holds === "pattern") return isUnknownPattern(place, String(value)) ? [place] : [];
	if (!isObject(value)) return [];
	return Object.keys(value)
		.map((source) => ({
			source,
			at: { ...place, keywordLocation: `${place.keywordLocation}/${escapeToken(source)}` },
		}))
		.filter(({ source, at }) => isUnknownPattern(at, source))
		.map(({ at }) => at);
}

const NUMERIC: ReadonlySet<Holds> = new Set(["number", "positive number", "count", "values", "any"]);

/** Throws a SchemaError where a keyword asserts a number that a double can't hold as it is written. */
export function checkNumbers(
	at: SchemaPlace,
	[name, value]: readonly [name: string, value: Json],
	holds: Holds,
	inexact: readonly string[] = [],
): void {
	if (!NUMERIC.has(holds)) return;
	const isEndless = typeof value === "number" && !Number.isFinite(value);
	if (!isEndless && inexact.length === 0) return;
	const keywordLocation = `${at.keywordLocation}/${escapeToken(name)}`;
	const found = isEndless
		? keywordLocation
		: inexact.find((pointer) => pointer === keywordLocation || pointer.startsWith(`${keywordLocation}/`));
	if (found === undefined) return;
	const why = "a number that a double can't hold as it is written";
	throw new SchemaError("number-unsafe", { file: at.file, keywordLocation: found }, why);
}

/** Kinds that "a" does not go before. */
const HELD: Partial<Record<Holds, string>> = {
	schemas: "a list of schemas that is not empty",
	"schema map": "an object of schemas",
	"schema or names map": "an object of schemas and lists of names",
	text: "a string",
	count: "an integer that is not negative",
	names: "a list of names",
	"names map": "an object of lists of names",
	types: "a type name or a list of them",
	values: "a list of values",
};

/** Groups and quantifiers that other engines have: `(?i)`, `(?P<name>`, `(?>`, `(?#`, `a++`. */
const FOREIGN = /\(\?(?:[a-zA-Z^-]+[:)]|P[<=>]|>|#|\||R\)|\d)|[*+?}]\+|\[\[:\^?[a-z]+:\]/;

/** Whether only another engine, or ECMAScript without the u flag, reads the pattern; throws for what none does. */
function isUnknownPattern(place: SchemaPlace, source: string): boolean {
	if (isRegExp(source, "u")) return false;
	if (isRegExp(source, "") || FOREIGN.test(source)) return true;
	throw new SchemaError("pattern-invalid", place, "not a regular expression of ECMAScript");
}

function isRegExp(source: string, flags: string): boolean {
	try {
		new RegExp(source, flags);
		return true;
	} catch {
		return false;
	}
}

function isNames(value: unknown): boolean {
	return Array.isArray(value) && value.every((name) => typeof name === "string");
}
