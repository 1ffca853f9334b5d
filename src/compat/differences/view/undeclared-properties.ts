import type { Node, NodeIndex } from "../../../schema/index.js";

/** What a schema asks of properties that it does not declare. */
export interface UndeclaredProperties {
	readonly node: Node;
	readonly keyword: "additionalProperties" | "unevaluatedProperties";
	readonly schema: NodeIndex;
	/** Declared are these names, and those that match. */
	readonly names: ReadonlySet<string>;
	readonly patterns: ReadonlySet<string>;
}

/** What the schema asks of undeclared properties, given itself and what its `allOf` and references add. */
export function findUndeclaredProperties(
	node: Node,
	members: readonly Node[],
): UndeclaredProperties | undefined {
	const { additionalProperties, unevaluatedProperties } = node;
	if (additionalProperties !== undefined) {
		return { node, keyword: "additionalProperties", schema: additionalProperties, ...declaredBy([node]) };
	}
	if (unevaluatedProperties === undefined || !members.every((member) => member === node || isPlain(member))) {
		return undefined;
	}
	if (hasBranches(node)) return undefined;
	return { node, keyword: "unevaluatedProperties", schema: unevaluatedProperties, ...declaredBy(members) };
}

/** Whether what the schema evaluates is the same for all instances that it allows. */
function isPlain(node: Node): boolean {
	const { additionalProperties, unevaluatedProperties } = node;
	return additionalProperties === undefined && unevaluatedProperties === undefined && !hasBranches(node);
}

function hasBranches({ anyOf, oneOf, if: condition, dependentSchemas }: Node): boolean {
	return [anyOf, oneOf, condition, dependentSchemas].some((branches) => branches !== undefined);
}

function declaredBy(nodes: readonly Node[]): Pick<UndeclaredProperties, "names" | "patterns"> {
	return {
		names: new Set(nodes.flatMap(({ properties }) => [...(properties?.keys() ?? [])])),
		patterns: new Set(nodes.flatMap(({ patternProperties }) => [...(patternProperties?.keys() ?? [])])),
	};
}
