import { escapeToken, isObject, type Json, type JsonObject, type Pointer } from "../../json/index.js";
import type { Node, NodeIndex, ReadGraph } from "../graph/node.js";
import { type Dialect, refStandsAlone } from "./dialects.js";
import { isNaming, isPortable, isRetired, vocabulary } from "./vocabulary.js";

/** What every `$ref` of a plain schema begins with; the name of a definition follows. */
export const DEFINITION = "#/$defs/";

/** By place below a schema: what stands there in the plain schema. */
type Below = ReadonlyMap<Pointer, JsonObject | boolean>;

type Entries = [name: string, value: Json][];

/**
 * A node as a plain schema of 2020-12 that allows the same instances, in the order in which it was written: without
 * identifiers, dynamic references and keywords that its dialect does not have. Annotations that 2020-12 knows stay,
 * and so do names that begin with `x-`. Nodes that `nameOf` knows are referred to by name; all targets of references
 * have to be among them.
 */
export function plainSchema(
	graph: ReadGraph,
	index: NodeIndex,
	nameOf: (index: NodeIndex) => string | undefined,
): JsonObject | boolean {
	const asksForItems = graph.nodes.some(({ unevaluatedItems }) => unevaluatedItems !== undefined);
	const refer = (child: NodeIndex): JsonObject | boolean => {
		const name = nameOf(child);
		return name === undefined ? write(child) : { $ref: DEFINITION + name };
	};
	const write = (at: NodeIndex): JsonObject | boolean => {
		const [node, source] = [graph.nodes[at], graph.written[at]];
		if (node === undefined || source === undefined) return true;
		if (typeof source.schema === "boolean") return source.schema;
		const below = new Map([...source.below].map(([place, child]) => [place, refer(child)]));
		const [first, ...others] = source.references.map(refer);
		const own = Object.fromEntries(translate(source.schema, source.dialect, node, below));
		const schema = { ...(isObject(first) ? first : {}), ...own };
		const isApart = asksForItems && node.contains !== undefined && !node.containsEvaluates;
		return withAllOf(isApart ? unmarked(schema) : schema, others);
	};
	return write(index);
}

/** Every keyword of the schema in the words of 2020-12; one that its dialect lacks is left out. */
function translate(schema: JsonObject, dialect: Dialect, node: Node, below: Below): Entries {
	const known = vocabulary(dialect);
	const isReference = refStandsAlone(dialect) && typeof schema.$ref === "string";
	return Object.entries(schema).flatMap(([name, held]): Entries => {
		const holds = known.get(name);
		if (holds === undefined) return isKept(name, dialect) ? [[name, held]] : [];
		if (isReference || isNaming(name) || REFERENCES.has(name)) return [];
		return holds.startsWith("schema") ? applied(name, held, node, below) : asserted(name, held, schema);
	});
}

const REFERENCES: ReadonlySet<string> = new Set(["$ref", "$dynamicRef", "$recursiveRef"]);

/** Annotations, and a keyword on which validators disagree, which is not for us to leave out. */
function isKept(name: string, dialect: Dialect): boolean {
	return isPortable(name) || isRetired(name, dialect);
}

/** A keyword that holds schemas, with what stands for them. */
function applied(name: string, held: Json, node: Node, below: Below): Entries {
	const at = (...tokens: string[]): Json =>
		below.get([name, ...tokens].map((token) => `/${escapeToken(token)}`).join("")) ?? true;
	if (name === "dependencies") return dependencies(node, at);
	if (Array.isArray(held)) {
		if (held.length === 0) return [];
		const list = held.map((_, index) => at(String(index)));
		return [[name === "items" ? "prefixItems" : name, list]];
	}
	// What its neighbours leave without effect is not read: `then` without `if`, `additionalItems` without a list.
	if (below.has(`/${name}`)) return [[name === "additionalItems" ? "items" : name, at()]];
	if (!isObject(held) || SINGLE.has(name)) return [];
	return [[name, Object.fromEntries(Object.keys(held).map((key) => [key, at(key)]))]];
}

const SINGLE: ReadonlySet<string> = new Set(["additionalItems", "contains", "if", "then", "else"]);

/** Of `dependencies`, lists of names and schemas are two keywords by now. */
function dependencies({ dependentRequired, dependentSchemas }: Node, at: (name: string) => Json): Entries {
	const required = [...(dependentRequired ?? [])].map(([name, names]): [string, Json] => [name, names]);
	const schemas = [...(dependentSchemas?.keys() ?? [])].map((name): [string, Json] => [name, at(name)]);
	const made: Entries = [];
	if (required.length > 0) made.push(["dependentRequired", Object.fromEntries(required)]);
	if (schemas.length > 0) made.push(["dependentSchemas", Object.fromEntries(schemas)]);
	return made;
}

/** A keyword that asserts by itself; bounds and `nullable` of draft 4 and OpenAPI 3.0 go into their neighbours. */
function asserted(name: string, held: Json, schema: JsonObject): Entries {
	if (typeof held === "boolean" && OF_NEIGHBOURS.has(name)) return [];
	if (name === "minimum" && schema.exclusiveMinimum === true) return [["exclusiveMinimum", held]];
	if (name === "maximum" && schema.exclusiveMaximum === true) return [["exclusiveMaximum", held]];
	if (name === "type" && schema.nullable === true) return [[name, withNull(held)]];
	return [[name, held]];
}

const OF_NEIGHBOURS: ReadonlySet<string> = new Set(["nullable", "exclusiveMinimum", "exclusiveMaximum"]);

/** A `type`, with null among its types. */
export function withNull(type: Json): Json {
	const types: readonly Json[] = Array.isArray(type) ? type : [type];
	return types.includes("null") ? types : [...types, "null"];
}

/** Below two negations `contains` marks no item as evaluated, as it was before 2020-12. */
function unmarked({ contains, minContains, maxContains, ...schema }: JsonObject): JsonObject {
	const kept = Object.entries({ contains, minContains, maxContains }).filter(
		([, held]) => held !== undefined,
	);
	return withAllOf(schema, [{ not: { not: Object.fromEntries(kept) as JsonObject } }]);
}

function withAllOf(schema: JsonObject, more: readonly Json[]): JsonObject {
	if (more.length === 0) return schema;
	const { allOf } = schema;
	return { ...schema, allOf: [...(Array.isArray(allOf) ? allOf : []), ...more] };
}
