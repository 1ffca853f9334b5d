import type { Json } from "../json/index.js";
import { type SchemaGraph, TRUE_NODE } from "../schema/index.js";
import { Interpreter } from "./interpreter.js";
import type { FormatChecks } from "./keywords/check.js";
import type { Mismatch } from "./mismatch.js";

/** A schema that instances are checked by, without code being made from it. */
export interface Validator {
	/** Whether the value is an instance of the schema. Throws Undecidable where that is not known. */
	is(instance: Json): boolean;
	/** Why it is not; an empty list if it is. Throws Undecidable where that is not known. */
	explain(instance: Json): readonly Mismatch[];
}

/**
 * A validator of the graph's root. Formats annotate, unless checks for them are given; a format without a check is
 * then undecidable.
 */
export function validator(graph: SchemaGraph, options: { readonly formats?: FormatChecks } = {}): Validator {
	const { root, nodes } = graph;
	const interpreter = new Interpreter((index) => nodes[index] ?? TRUE_NODE, options);
	return {
		is: (instance) => interpreter.is(root, instance),
		explain: (instance) => interpreter.explain(root, instance),
	};
}
