/** A JSON Schema, 2020-12. */
export type Schema = boolean | SchemaObject;
export type SchemaObject = { readonly [keyword: string]: unknown };

/** A subschema, where it stands (URI of its document, JSON Pointer), and the `$ref`s that led to it. */
export interface Subschema {
	readonly schema: Schema;
	readonly document: string;
	readonly pointer: string;
	readonly trail: readonly string[];
}

/** Schema documents by absolute URI. */
export type Documents = ReadonlyMap<string, Schema>;

/** The subschema below this one at the given keyword (and name or index). */
export function child(parent: Subschema, ...tokens: readonly (string | number)[]): Subschema {
	const start: unknown = parent.schema;
	const schema = tokens.reduce(step, start);
	const pointer = tokens.reduce<string>((at, token) => `${at}/${escaped(token)}`, parent.pointer);
	if (!isSchema(schema)) throw new Error(`no schema at ${parent.document}#${pointer}`);
	return { ...parent, schema, pointer };
}

/** The subschema that a `$ref` leads to; an error if it leads out of the documents. */
export function resolve(documents: Documents, from: Subschema, reference: string): Subschema {
	const target = new URL(reference, from.document);
	const fragment = decodeURIComponent(target.hash.slice(1));
	target.hash = "";
	const schema = documents.get(target.href);
	if (schema === undefined) throw new Error(`no document ${target.href} for the $ref ${reference}`);
	if (fragment !== "" && !fragment.startsWith("/")) throw new Error(`cannot follow the $ref ${reference}`);
	const trail = [...from.trail, `${target.href}#${fragment}`];
	const tokens = fragment.split("/").slice(1).map(unescaped);
	return child({ schema, document: target.href, pointer: "", trail }, ...tokens);
}

/** The URI of the subschema. */
export function uriOf(subschema: Subschema): string {
	return `${subschema.document}#${encodeURI(subschema.pointer).replaceAll("#", "%23")}`;
}

/** Whether the value has the form of a schema: a boolean or an object. */
export function isSchema(value: unknown): value is Schema {
	return typeof value === "boolean" || (typeof value === "object" && value !== null && !Array.isArray(value));
}

function step(value: unknown, token: string | number): unknown {
	if (typeof value !== "object" || value === null) return undefined;
	return Object.getOwnPropertyDescriptor(value, token)?.value;
}

function escaped(token: string | number): string {
	return String(token).replaceAll("~", "~0").replaceAll("/", "~1");
}

function unescaped(token: string): string {
	return token.replaceAll("~1", "/").replaceAll("~0", "~");
}
