import type { Node, NodeIndex } from "../../schema/index.js";
import { has } from "./literal.js";
import { resolve } from "./resolve.js";
import type { Writer } from "./writer.js";

/** How emitted code tells what has been evaluated: lines to go before, and the test of a name or index. */
export interface EvaluatedCode {
	readonly before: readonly string[];
	has(at: string): string;
}

type Kind = "array" | "object";

/**
 * The code that tells which properties or items of `x` the keywords beside `unevaluated…` have looked at; "all" where
 * these look at everything. `x` has been found to meet all of them.
 */
export function evaluatedOf(writer: Writer, node: Node, kind: Kind): EvaluatedCode | "all" {
	const { unevaluatedItems: _items, unevaluatedProperties: _properties, ...beside } = node;
	const always = new Always(writer, kind);
	always.node(beside);
	if (always.isAll) return "all";
	const lines = always.isSettled ? [] : [...linesOf(writer, beside, kind, "", 0)];
	const before = lines.length === 0 ? [] : ["const evaluated = new Set();", ...lines];
	const tests = (at: string) => [
		...always.tests(at),
		...(before.length === 0 ? [] : [`evaluated.has(${at})`]),
	];
	return { before, has: (at) => tests(at).join(" || ") || "false" };
}

/** What is evaluated whatever the instance is: found by the node itself and by all that `allOf` and `$ref` lead to. */
class Always {
	isAll = false;
	/** Whether that is all there is: nothing depends on which schemas hold. */
	isSettled = true;
	readonly #writer: Writer;
	readonly #kind: Kind;
	readonly #names = new Set<string>();
	readonly #patterns = new Set<string>();
	#items = 0;

	constructor(writer: Writer, kind: Kind) {
		this.#writer = writer;
		this.#kind = kind;
	}

	node(node: Node): void {
		if (this.#kind === "object") {
			if (node.additionalProperties !== undefined || node.unevaluatedProperties !== undefined)
				this.isAll = true;
			for (const name of node.properties?.keys() ?? []) this.#names.add(name);
			for (const pattern of node.patternProperties?.keys() ?? []) {
				this.#patterns.add(`${this.#writer.needs.pattern(pattern, node)}.test`);
			}
		} else {
			if (node.items !== undefined || node.unevaluatedItems !== undefined) this.isAll = true;
			this.#items = Math.max(this.#items, node.prefixItems?.length ?? 0);
			if (node.contains !== undefined && node.containsEvaluates) this.isSettled = false;
		}
		if (node.anyOf ?? node.oneOf ?? node.if ?? node.dependentSchemas) this.isSettled = false;
		for (const schema of node.allOf ?? []) this.node(this.#writer.node(resolve(this.#writer.nodes, schema)));
	}

	tests(at: string): string[] {
		if (this.#kind === "array") return this.#items === 0 ? [] : [`${at} < ${this.#items}`];
		const names = this.#names.size === 0 ? [] : [`${this.#writer.needs.names(this.#names)}.has(${at})`];
		return [...names, ...[...this.#patterns].map((test) => `${test}(${at})`)];
	}
}

/** Lines that add to the set `evaluated` what depends on which schemas hold, and what those add. */
function* linesOf(writer: Writer, node: Node, kind: Kind, indent: string, depth: number): Generator<string> {
	const add = (test: string) =>
		kind === "object"
			? `${indent}for (const name in x) if (${test.replaceAll("$", "name")}) evaluated.add(name);`
			: `${indent}for (let i = 0; i < x.length; i++) if (${test.replaceAll("$", "i")}) evaluated.add(i);`;
	// The root's own are told without the set.
	if (depth > 0) for (const test of ownTests(writer, node, kind)) yield add(test);
	if (kind === "array" && node.contains !== undefined && node.containsEvaluates) {
		yield `${indent}for (let i = 0; i < x.length; i++) if (${writer.test(node.contains, "x[i]")}) evaluated.add(i);`;
	}
	const below = function* (schema: NodeIndex, condition: string, levels = 1): Generator<string> {
		const child = writer.node(resolve(writer.nodes, schema));
		const inner = condition === "true" ? indent : `${indent}\t`;
		const lines = [...linesOf(writer, child, kind, inner, depth + levels)];
		if (lines.length === 0 || condition === "false") return;
		if (condition === "true") yield* lines;
		else yield* [`${indent}if (${condition}) {`, ...lines, `${indent}}`];
	};
	for (const schema of node.allOf ?? []) yield* below(schema, "true", 0);
	for (const schema of [...(node.anyOf ?? []), ...(node.oneOf ?? [])])
		yield* below(schema, writer.test(schema, "x"));
	if (node.if !== undefined) {
		const condition = writer.test(node.if, "x");
		yield* below(node.if, condition);
		if (node.then !== undefined) yield* below(node.then, condition);
		if (node.else !== undefined) yield* below(node.else, condition === "true" ? "false" : `!(${condition})`);
	}
	if (kind === "object") {
		for (const [name, schema] of node.dependentSchemas ?? []) yield* below(schema, has("x", name));
	}
}

/** What the node itself looks at, as tests of `$`. */
function ownTests(writer: Writer, node: Node, kind: Kind): string[] {
	if (kind === "array") {
		if (node.items !== undefined || node.unevaluatedItems !== undefined) return ["true"];
		return node.prefixItems === undefined ? [] : [`$ < ${node.prefixItems.length}`];
	}
	if (node.additionalProperties !== undefined || node.unevaluatedProperties !== undefined) return ["true"];
	const names = node.properties?.size ? [`${writer.needs.names(node.properties.keys())}.has($)`] : [];
	const patterns = [...(node.patternProperties?.keys() ?? [])];
	return [...names, ...patterns.map((pattern) => `${writer.needs.pattern(pattern, node)}.test($)`)];
}
