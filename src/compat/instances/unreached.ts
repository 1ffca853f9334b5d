import type { Json, JsonObject } from "../../json/index.js";
import { type Node, type NodeIndex, type SchemaPlace, TRUE_NODE } from "../../schema/index.js";
import { Interpreter } from "../../validate/index.js";
import { quietly } from "../engine/outcome.js";
import { prepare, type SchemaInput } from "../prepare.js";
import { checksOf, type Options } from "../question.js";

/**
 * The branches of unions (`anyOf`, `oneOf`) that no instance meets in their place, and those for which that can't be
 * told: what is tried with these instances is not tried there.
 */
export function unreachedBranches(
	schema: SchemaInput,
	instances: Iterable<Json>,
	options: Options = {},
): readonly SchemaPlace[] {
	const { root, nodes } = prepare(schema).graph;
	const walk = new Walk(
		root,
		nodes,
		new Interpreter((index) => nodes[index] ?? TRUE_NODE, { formats: checksOf(options) }),
	);
	for (const instance of instances) {
		if (walk.unmet.size === 0) break;
		walk.visit(root, instance, 0);
	}
	return [...walk.unmet].map((branch) => (nodes[branch] ?? TRUE_NODE).place);
}

// Deeper in an instance the same schemas come again.
const MAX_DEPTH = 20;

/** Instances walked along with the schema; a branch is met where an instance is one of it. */
class Walk {
	readonly unmet = new Set<NodeIndex>();
	readonly #nodes: readonly Node[];
	readonly #interpreter: Interpreter;

	constructor(root: NodeIndex, nodes: readonly Node[], interpreter: Interpreter) {
		this.#nodes = nodes;
		this.#interpreter = interpreter;
		// What stands under `not` or `if` says what an instance is not, or may be.
		const pending: NodeIndex[] = [root];
		const seen = new Set<NodeIndex>();
		for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
			if (seen.has(at)) continue;
			seen.add(at);
			const node = this.#node(at);
			for (const branch of branchesOf(node)) this.unmet.add(branch);
			pending.push(...branchesOf(node), ...childrenOf(node));
		}
	}

	visit(index: NodeIndex, instance: Json, depth: number): void {
		if (depth > MAX_DEPTH) return;
		const node = this.#node(index);
		for (const branch of branchesOf(node)) {
			if (quietly(() => this.#interpreter.is(branch, instance)) !== true) continue;
			this.unmet.delete(branch);
			this.visit(branch, instance, depth + 1);
		}
		for (const same of node.allOf ?? []) this.visit(same, instance, depth + 1);
		if (Array.isArray(instance)) this.#items(node, instance, depth);
		else if (typeof instance === "object" && instance !== null)
			this.#members(node, instance as JsonObject, depth);
	}

	#items({ prefixItems = [], items }: Node, instance: readonly Json[], depth: number): void {
		for (const [i, item] of instance.entries()) {
			const index = prefixItems[i] ?? items;
			if (index !== undefined) this.visit(index, item, depth + 1);
		}
	}

	#members(node: Node, instance: JsonObject, depth: number): void {
		const { properties, patternProperties, additionalProperties } = node;
		for (const [name, member] of Object.entries<Json>(instance)) {
			const declared = properties?.get(name);
			if (declared !== undefined) this.visit(declared, member, depth + 1);
			for (const index of patternProperties?.values() ?? []) this.visit(index, member, depth + 1);
			if (declared === undefined && additionalProperties !== undefined)
				this.visit(additionalProperties, member, depth + 1);
		}
	}

	#node(index: NodeIndex): Node {
		return this.#nodes[index] ?? TRUE_NODE;
	}
}

function branchesOf({ anyOf = [], oneOf = [] }: Node): readonly NodeIndex[] {
	return [...anyOf, ...oneOf];
}

function childrenOf(node: Node): readonly NodeIndex[] {
	const { allOf = [], prefixItems = [], items, properties, patternProperties, additionalProperties } = node;
	const single = [items, additionalProperties].filter((index) => index !== undefined);
	const named = [...(properties?.values() ?? []), ...(patternProperties?.values() ?? [])];
	return [...allOf, ...prefixItems, ...single, ...named];
}
