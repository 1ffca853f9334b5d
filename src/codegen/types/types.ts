import type { JSONSchema } from "json-schema-to-typescript";
import type { JsonObject } from "../../json/index.js";
import { DEFINITION, mapChildren, SchemaError, type SchemaPlace } from "../../schema/index.js";
import { type Definition, everySchema, referenced, references } from "../definitions.js";
import { camel, StandIns } from "../names.js";
import { format, generationFailed, STYLE, typeCompiler } from "./peers.js";
import { readonlyTypes } from "./readonly.js";
import { allowsAnything, asWritten, camelCased, type Schema, typeable } from "./typeable.js";

/** Another name for a type: `Client` for `ClientCurrent`. */
export interface Alias {
	readonly name: string;
	readonly of: string;
}

// json-schema-to-typescript wants one root; ours is taken out again.
const ROOT = "UpshapeRoot";

/** The text of the types' module: one declaration per definition, camelCase ones where wanted, then the aliases. */
export async function emitTypes(
	definitions: readonly Definition[],
	camelCase: ReadonlySet<string>,
	aliases: readonly Alias[],
): Promise<string> {
	const changed = changedByCamelCase(definitions);
	const schemas = new Map(definitions.map(({ name, schema }) => [name, schema]));
	const [own, naming] = [asWritten(schemas), camelCased(schemas, changed)];
	const types: [string, JsonObject][] = definitions.flatMap(({ name, schema, ...place }) => {
		checkNames(schema, place);
		const written: [string, JsonObject] = [name, named(typeable(schema, own))];
		if (!camelCase.has(name) || !changed.has(name)) return [written];
		checkCollisions(schema, place);
		return [written, [naming.type(name), named(typeable(schema, naming))]];
	});
	const compiled = await compile(types, definitions[0]);
	const more = aliases.map(({ name, of }) => `export type ${name} = ${of};\n`);
	const same = definitions
		.filter(({ name }) => camelCase.has(name) && !changed.has(name))
		.map(({ name }) => `export type ${name}Camel = ${name};\n`);
	return format(readonlyTypes(withoutRoot(compiled)) + [...same, ...more].join(""));
}

async function compile(
	types: readonly [string, JsonObject][],
	place: SchemaPlace | undefined,
): Promise<string> {
	const { compile } = await typeCompiler();
	const standIns = new StandIns();
	const named = types.map(([name, schema]) => [standIns.of(name), withStandIns(schema, standIns)] as const);
	const root = {
		title: ROOT,
		type: "object",
		additionalProperties: false,
		properties: Object.fromEntries(named.map(([name]) => [name, { $ref: DEFINITION + name }])),
		$defs: Object.fromEntries(named),
	};
	try {
		// Its type for schemas is that of draft 4 with extras; ours are of the words that both know.
		const text = await compile(root as unknown as JSONSchema, ROOT, {
			bannerComment: "",
			style: STYLE,
			ignoreMinAndMaxItems: true,
			$refOptions: { resolve: { external: false, file: false, http: false } },
		});
		return standIns.restore(text);
	} catch (cause) {
		throw generationFailed(cause, "no types can be made", place);
	}
}

/** The schema, which refers to what stands for names. */
function withStandIns(schema: JsonObject, standIns: StandIns): JsonObject {
	const copied = mapChildren({ file: "", keywordLocation: "", schema }, ({ schema: child }) =>
		typeof child === "boolean" ? child : withStandIns(child, standIns),
	);
	const { $ref } = schema;
	if (typeof copied === "boolean" || typeof $ref !== "string")
		return typeof copied === "boolean" ? {} : copied;
	return { ...copied, $ref: DEFINITION + standIns.of(referenced($ref)) };
}

/** A definition that is nothing but a reference, everything or nothing would lose its name. */
function named(schema: Schema): JsonObject {
	if (schema === false) return { tsType: "never" };
	if (allowsAnything(schema)) return { tsType: "unknown", ...(schema === true ? {} : schema) };
	return schema === true || "$ref" in schema ? { allOf: [schema] } : schema;
}

function withoutRoot(text: string): string {
	return text.replace(new RegExp(`^export interface ${ROOT} \\{\\n(?:\\t[^\\n]*\\n)*\\}\\n`, "m"), "");
}

/** The definitions that camelCase changes: by their own properties' names, or by those of what they refer to. */
function changedByCamelCase(definitions: readonly Definition[]): Set<string> {
	const changed = new Set(
		definitions
			.filter(({ schema }) => ownNames(schema).some((name) => camel(name) !== name))
			.map(({ name }) => name),
	);
	for (let before = -1; before !== changed.size; ) {
		before = changed.size;
		for (const { name, schema } of definitions) {
			if (references(schema).some((reference) => changed.has(reference))) changed.add(name);
		}
	}
	return changed;
}

function ownNames(schema: JsonObject): string[] {
	return [...everySchema(schema)].flatMap(({ properties }) => Object.keys(properties ?? {}));
}

/** json-schema-to-typescript makes URIs of names, and half a surrogate pair has none. */
function checkNames(schema: JsonObject, place: SchemaPlace): void {
	if (!ownNames(schema).some((name) => /\p{Surrogate}/u.test(name))) return;
	throw new SchemaError("keyword-unsupported", place, "a property's name with half a surrogate pair");
}

function checkCollisions(schema: JsonObject, place: SchemaPlace): void {
	for (const { properties } of everySchema(schema)) {
		const seen = new Set<string>();
		for (const name of Object.keys(properties ?? {}).map(camel)) {
			if (seen.has(name))
				throw new SchemaError("name-clash", place, `two properties become ${name} in camelCase`);
			seen.add(name);
		}
	}
}
