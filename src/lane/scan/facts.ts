import { isObject } from "../../json/index.js";
import type { SchemaObject } from "../../lineage/index.js";

/** A subschema, in the document that its references lead into. */
export interface Rooted {
	readonly root: SchemaObject;
	readonly schema: unknown;
}

/** What a subschema asks for, as far as it is plain to see; each may be less than what it does ask for. */
interface Facts {
	readonly types: ReadonlySet<string>;
	/** The names that an object may have at most; undefined if that is not known. */
	readonly names: ReadonlySet<string> | undefined;
	readonly required: ReadonlySet<string>;
	/** The texts that a member's value may have, if it is there. */
	readonly values: ReadonlyMap<string, ReadonlySet<string>>;
}

const TYPES = ["null", "boolean", "object", "array", "number", "string"];

/** The subschema that the references of the place lead to; itself if something stands beside its reference. */
export function followReferences({ root, schema }: Rooted): unknown {
	let here = schema;
	for (let hops = 0; hops < 100 && isObject(here); hops++) {
		if (typeof here.$ref !== "string" || Object.keys(here).length > 1) return here;
		here = referred(root, here.$ref);
	}
	return here;
}

/** What a reference into the document's own `$defs`, or to the document, leads to. */
export function referred(root: SchemaObject, reference: string): unknown {
	if (reference === "#") return root;
	const [, name] = /^#\/\$defs\/([^/~%]+)$/.exec(reference) ?? [];
	const definitions = root.$defs;
	return name !== undefined && isObject(definitions) && Object.hasOwn(definitions, name)
		? definitions[name]
		: undefined;
}

/** The texts, as JSON.stringify writes them, that `const` and `enum` allow each, if they stand there. */
export function literalsOf(schema: { readonly [keyword: string]: unknown }): readonly (readonly string[])[] {
	return [
		...(Object.hasOwn(schema, "const") ? [[JSON.stringify(schema.const)]] : []),
		...(Array.isArray(schema.enum) ? [schema.enum.map((value) => JSON.stringify(value))] : []),
	];
}

/** Whether no instance of one place is an instance of the other, as far as it is plain to see. */
export function areExclusive(one: Rooted, other: Rooted): boolean {
	const [a, b] = [factsOf(one), factsOf(other)];
	const common = [...a.types].filter((type) => b.types.has(type));
	if (common.length === 0) return true;
	if (common.some((type) => type !== "object")) return false;
	return rulesOut(a, b) || rulesOut(b, a);
}

/** Whether no instance of the place is an object that has one of these members, as far as it is plain to see. */
export function isWithout(place: Rooted, names: readonly string[]): boolean {
	const { types, names: allowed } = factsOf(place);
	return !types.has("object") || (allowed !== undefined && names.every((name) => !allowed.has(name)));
}

/** Whether an object that has all that the one requires can't be an instance of the other. */
function rulesOut({ required, values }: Facts, other: Facts): boolean {
	return [...required].some((name) => {
		if (other.names?.has(name) === false) return true;
		const [own, others] = [values.get(name), other.values.get(name)];
		return own !== undefined && others !== undefined && [...own].every((value) => !others.has(value));
	});
}

function factsOf(place: Rooted, depth = 0): Facts {
	const schema = followReferences(place);
	if (!isObject(schema) || depth > MAX_DEPTH) return ANYTHING;
	const parts = [
		...(typeof schema.$ref === "string" ? [referred(place.root, schema.$ref)] : []),
		...(Array.isArray(schema.allOf) ? schema.allOf : []),
	].map((part) => factsOf({ root: place.root, schema: part }, depth + 1));
	return parts.reduce(both, ownFacts(schema, place.root));
}

const MAX_DEPTH = 20;
const ANYTHING: Facts = { types: new Set(TYPES), names: undefined, required: new Set(), values: new Map() };

function ownFacts(schema: { readonly [keyword: string]: unknown }, root: SchemaObject): Facts {
	const { type, properties, additionalProperties, patternProperties, required } = schema;
	const declared = isObject(properties) ? Object.entries(properties) : [];
	const isClosed = additionalProperties === false && patternProperties === undefined;
	return {
		types: new Set(allowedTypes(type)),
		names: isClosed ? new Set(declared.map(([name]) => name)) : undefined,
		required: new Set(Array.isArray(required) ? required.map(String) : []),
		values: new Map(
			declared.flatMap(([name, subschema]) => {
				const target = followReferences({ root, schema: subschema });
				const [literals] = isObject(target) ? literalsOf(target) : [];
				// The members of an object may be written in any order, so its text tells nothing.
				const isPlain = literals?.every((text) => !/^[[{]/.test(text));
				return literals && isPlain ? [[name, new Set(literals)] as const] : [];
			}),
		),
	};
}

/** The types that `type` allows, "integer" being of those that are numbers. */
function allowedTypes(type: unknown): readonly string[] {
	if (type === undefined) return TYPES;
	const types = Array.isArray(type) ? type.map(String) : [String(type)];
	return types.map((name) => (name === "integer" ? "number" : name));
}

/** What is asked for by one and the other. */
function both(a: Facts, b: Facts): Facts {
	const values = new Map(a.values);
	for (const [name, allowed] of b.values) values.set(name, values.get(name) ?? allowed);
	return {
		types: new Set([...a.types].filter((type) => b.types.has(type))),
		names: a.names ?? b.names,
		required: new Set([...a.required, ...b.required]),
		values,
	};
}
