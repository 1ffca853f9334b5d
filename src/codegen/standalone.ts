import { Ajv2020 } from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import type { Json, JsonObject } from "../json/index.js";
import { keyword, mapChildren, SchemaError } from "../schema/index.js";
import { type Definition, everySchema, referenced } from "./definitions.js";

/** ajv's own code for every definition: with `explain` all violations with their messages, else a fast yes or no. */
export function compile(definitions: readonly Definition[], explain: boolean): string {
	const ajv = new Ajv2020({
		strict: true,
		// These judge style; a schema that they blame is as valid, and as exactly validated.
		strictTypes: false,
		strictTuples: false,
		strictRequired: false,
		allowMatchingProperties: true,
		inlineRefs: false,
		allErrors: explain || isFlat(definitions) || definitions.some(({ schema }) => mustGoOn(schema)),
		messages: explain,
		// What explains is run seldom: small before fast.
		...(explain ? { loopRequired: 2 } : {}),
		// In 2020-12 a format annotates.
		validateFormats: false,
		// loadSchemas has done it, and the definitions are our own making.
		meta: false,
		validateSchema: false,
		// Slower, so only where a name could be taken for a method that every object inherits.
		ownProperties: definitions.some(({ schema }) => namesPrototype(schema)),
		logger: false,
		code: { source: true, esm: true, lines: true },
	});
	// Ajv2020 sets both whatever it is given; their bookkeeping is costly, and definitions have no $dynamicRef.
	ajv.opts.dynamicRef = false;
	ajv.opts.unevaluated = definitions.some(({ schema }) => hasUnevaluated(schema));
	for (const { name, schema } of definitions) ajv.addSchema({ $id: name, ...forAjv(schema) });
	const names = Object.fromEntries(definitions.map(({ name }) => [name, name]));
	try {
		// A CommonJS module: its types say "default", what Node hands over is the function itself.
		const code = standaloneCode as unknown as (ajv: Ajv2020, names: Record<string, string>) => string;
		return code(ajv, names).replace(/^"use strict";\n?/, "");
	} catch (cause) {
		throw refusal(definitions, cause);
	}
}

const TENTATIVE = ["anyOf", "oneOf", "not", "if", "contains", "unevaluatedProperties", "unevaluatedItems"];

/**
 * Whether every violation is one of the whole instance, as no keyword tries a subschema that may fail. Then ajv's code
 * for all violations, which is flat where the other nests, can return at each: it is smaller, and no slower.
 */
export function isFlat(definitions: readonly Definition[]): boolean {
	return definitions.every(({ schema }) =>
		[...everySchema(schema)].every((below) => TENTATIVE.every((name) => !(name in below))),
	);
}

/** Only what asserts: annotations would go into the code as dead weight. References become ajv's. */
function forAjv(schema: JsonObject): JsonObject {
	const copied = mapChildren({ file: "", keywordLocation: "", schema }, ({ schema: child }) =>
		typeof child === "boolean" ? child : forAjv(child),
	);
	const entries = Object.entries(copied).filter(([name]) => keyword(name)?.holds !== "annotation");
	return Object.fromEntries(
		entries.map(([name, held]): [string, Json] =>
			name === "$ref" && typeof held === "string" ? [name, referenced(held)] : [name, held],
		),
	);
}

function namesPrototype(schema: JsonObject): boolean {
	return [...everySchema(schema)].some(({ properties, required, dependentRequired, dependentSchemas }) =>
		[...keys(properties), ...items(required), ...keys(dependentRequired), ...keys(dependentSchemas)]
			.concat(Object.values(dependentRequired ?? {}).flatMap(items))
			.some((name) => name in Object.prototype),
	);
}

// One block within another for each property: engines overflow at some thousands.
const MOST_NESTED = 500;

/**
 * Whether code that stops at the first violation would be wrong or too deep: ajv then skips `contains` for an empty
 * array, if `prefixItems` stands beside it. Code that goes on, without noting errors, is right.
 */
function mustGoOn(schema: JsonObject): boolean {
	return [...everySchema(schema)].some(
		(below) => ("contains" in below && "prefixItems" in below) || keys(below.properties).length > MOST_NESTED,
	);
}

function hasUnevaluated(schema: JsonObject): boolean {
	return [...everySchema(schema)].some(
		(below) => "unevaluatedProperties" in below || "unevaluatedItems" in below,
	);
}

function keys(value: Json | undefined): string[] {
	return typeof value === "object" && value !== null ? Object.keys(value) : [];
}

function items(value: Json | undefined): string[] {
	return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** ajv names a definition and a pointer; where that is in a file is what its author wants to know. */
function refusal(definitions: readonly Definition[], cause: unknown): SchemaError {
	const message = cause instanceof Error ? cause.message : String(cause);
	const name = / at "(\w+)#/.exec(message)?.[1];
	const definition = definitions.find((other) => other.name === name) ?? definitions[0];
	const place = definition ?? { file: "", keywordLocation: "" };
	return new SchemaError("generation-failed", place, `ajv refuses it: ${message}`, { cause });
}
