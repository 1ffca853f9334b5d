import type { Json, JsonObject, Pointer } from "../../json/index.js";
import type { Dialect } from "../dialect/dialects.js";
import type { SchemaPlace } from "../error.js";

/** Another node of the same graph, by its index. */
export type NodeIndex = number;

/** The types of JSON as bits, so that sets of them are numbers. */
export const TYPE_BITS = { null: 1, boolean: 2, number: 4, string: 8, array: 16, object: 32 } as const;

/** All types of JSON together. */
export const ALL_TYPES = 63;

/**
 * What a schema asserts, in the words of 2020-12, whatever dialect it was written in. A missing part asserts
 * nothing; `$ref` has become a member of `allOf`.
 */
export interface Node {
	readonly place: SchemaPlace;
	/** The schema `false`. */
	readonly never?: true;
	/** The allowed types as bits, where `type` is given. */
	readonly types?: number;
	/** Numbers must be integers: `type` allows integer and not number. */
	readonly integer?: true;
	/** Each of `enum` and `const`: the instance must be in every one of these. */
	readonly values?: readonly (readonly Json[])[];
	readonly multipleOf?: number;
	readonly minimum?: number;
	readonly maximum?: number;
	readonly exclusiveMinimum?: number;
	readonly exclusiveMaximum?: number;
	readonly minLength?: number;
	readonly maxLength?: number;
	readonly pattern?: string;
	readonly format?: string;
	readonly prefixItems?: readonly NodeIndex[];
	readonly items?: NodeIndex;
	readonly contains?: NodeIndex;
	readonly minContains?: number;
	readonly maxContains?: number;
	/** Items that `contains` accepts count as evaluated (from 2020-12 on). */
	readonly containsEvaluates?: true;
	readonly minItems?: number;
	readonly maxItems?: number;
	readonly uniqueItems?: true;
	readonly unevaluatedItems?: NodeIndex;
	readonly properties?: ReadonlyMap<string, NodeIndex>;
	readonly patternProperties?: ReadonlyMap<string, NodeIndex>;
	readonly additionalProperties?: NodeIndex;
	readonly propertyNames?: NodeIndex;
	readonly required?: readonly string[];
	readonly minProperties?: number;
	readonly maxProperties?: number;
	readonly dependentRequired?: ReadonlyMap<string, readonly string[]>;
	readonly dependentSchemas?: ReadonlyMap<string, NodeIndex>;
	readonly unevaluatedProperties?: NodeIndex;
	readonly allOf?: readonly NodeIndex[];
	readonly anyOf?: readonly NodeIndex[];
	readonly oneOf?: readonly NodeIndex[];
	readonly not?: NodeIndex;
	readonly if?: NodeIndex;
	readonly then?: NodeIndex;
	readonly else?: NodeIndex;
	/** A keyword on whose meaning validators of the dialect disagree; with it, no object is decided. */
	readonly opaque?: string;
}

/** A schema and all that its references lead to, as nodes that know each other by index. */
export interface SchemaGraph {
	readonly root: NodeIndex;
	readonly nodes: readonly Node[];
	/** Keywords that were met and say nothing in the dialect, for the account of assumptions. */
	readonly ignored: readonly string[];
	/** Where patterns stand that ECMAScript does not read with the u flag: nobody knows what they match. */
	readonly unreadable: readonly SchemaPlace[];
}

/** What a node was read from. */
export interface WrittenSchema {
	/** Tells it from every other node of any graph of the documents: its place, dialect and dynamic scope. */
	readonly key: string;
	/** As the document has it, keywords that say nothing included. */
	readonly schema: JsonObject | boolean;
	readonly dialect: Dialect;
	/** Where its `$ref`, `$dynamicRef` and `$recursiveRef` lead; they are the first members of the node's `allOf`. */
	readonly references: readonly NodeIndex[];
	/** The schemas below it that its dialect applies, in the order of the document, by their place in this one. */
	readonly below: ReadonlyMap<Pointer, NodeIndex>;
}

/** A graph that was read from documents, and what was written there. */
export interface ReadGraph extends SchemaGraph {
	/** By node. */
	readonly written: readonly WrittenSchema[];
}

/** The schema `true`, which asserts nothing, and stands nowhere. */
export const TRUE_NODE: Node = { place: { file: "", keywordLocation: "" } };

/** The number of members of the keyword that has most. */
export function widthOf(node: Node): number {
	let widest = 0;
	for (const value of Object.values(node) as unknown[]) {
		const size = Array.isArray(value) ? value.length : value instanceof Map ? value.size : 0;
		widest = Math.max(widest, size);
	}
	return widest;
}
