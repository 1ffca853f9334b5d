import type { SchemaGraph } from "../../schema/index.js";
import { IsWriter } from "./is.js";
import { joinGraphs } from "./join.js";
import { nameNodes } from "./names.js";
import { Needs } from "./needs.js";
import { resolve } from "./resolve.js";
import { RuleWriter } from "./rules.js";

/** A schema to make validators of, and the name of its type. */
export interface NamedSchema {
	/** Letters, digits and underscores; the functions are called `is` and `explain` and this. */
	readonly name: string;
	readonly graph: SchemaGraph;
}

/**
 * The text of a module of validators, TypeScript that is not to be type-checked, without any import: for each schema `isName(x)`, which answers yes or
 * no, and `explainName(x)`, which lists what is wrong, an empty list for instances. `nameAt` gives schemas in their
 * places the names that their functions are to have.
 */
export function emitModule(
	schemas: readonly NamedSchema[],
	nameAt: (file: string, keywordLocation: string) => string | undefined = () => undefined,
): string {
	const { nodes, roots } = joinGraphs(schemas.map(({ graph }) => graph));
	const named = schemas.map(({ name }, index) => ({ name, index: roots[index] ?? 0 }));
	const names = nameNodes(nodes, named, nameAt);
	const needs = new Needs();
	const writer = new IsWriter(nodes, names, needs);
	const is = named.map(({ name, index }) => alias(`is${name}`, writer.functionOf(index)));
	const exported = new Set(named.map(({ index }) => resolve(nodes, index)));
	const functions = writer.write(exported);
	const rules = new RuleWriter(writer);
	const explain = named.map(({ name, index }) => {
		return `export function explain${name}(x: unknown): Mismatch[] {\n\treturn explained(${rules.rule(index)}, x);\n}`;
	});
	const more = writer.write(exported);
	const explained = needs.explain(rules.parts);
	return [
		TYPES,
		...needs.text(),
		...functions,
		...more,
		...is,
		explained,
		EXPLAINED,
		...rules.text(),
		...explain,
	]
		.filter((text) => text !== "")
		.join("\n\n");
}

// Types are named, so that the compiler need not work them out from thousands of lines.
const TYPES = `type Mismatch = { instanceLocation: string; keywordLocation: string; keyword: string; message: string };
type Rule = any;`;

const EXPLAINED = `function explained(rule: Rule, x: unknown): Mismatch[] {
	const told: Mismatch[] = [];
	explain(rule, x, "", told);
	return told;
}`;

/** Two names of one schema are two names of one function. */
function alias(name: string, own: string): string {
	return name === own ? "" : `export { ${own} as ${name} };`;
}
