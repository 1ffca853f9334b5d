import type { Json } from "../json/index.js";
import { type Node, type NodeIndex, TYPE_BITS } from "../schema/index.js";
import { canonical } from "./canonical.js";
import type { Properties } from "./keywords/check.js";
import { typeOf } from "./type.js";

/**
 * Of alternatives, the only one that allows the instance's type and the values of its tags (properties with `const` or
 * `enum`); undefined if there is none, or several.
 */
export function meantOf(
	node: (index: NodeIndex) => Node,
	alternatives: readonly NodeIndex[],
	instance: Json,
): NodeIndex | undefined {
	const possible = alternatives.filter((schema) => mayMean(node, node(schema), instance, 0));
	return possible.length === 1 ? possible[0] : undefined;
}

// References to references; further ones are taken for possible.
const MAX_REFERENCES = 8;

function mayMean(node: (index: NodeIndex) => Node, schema: Node, instance: Json, depth: number): boolean {
	if (schema.never || !isAllowed(schema, instance)) return false;
	if (typeOf(instance) === "object") {
		for (const [name, property] of schema.properties ?? []) {
			if (!Object.hasOwn(instance as Properties, name)) continue;
			if (!isAllowed(node(property), (instance as Properties)[name] ?? null, "values")) return false;
		}
	}
	if (depth >= MAX_REFERENCES) return true;
	return schema.allOf?.every((index) => mayMean(node, node(index), instance, depth + 1)) ?? true;
}

function isAllowed({ types, values = [] }: Node, instance: Json, only?: "values"): boolean {
	if (only === undefined && types !== undefined && (types & TYPE_BITS[typeOf(instance)]) === 0) return false;
	if (values.length === 0) return true;
	const text = canonical(instance);
	return values.every((allowed) => allowed.some((value) => canonical(value) === text));
}
