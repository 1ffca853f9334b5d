import { type Node, type NodeIndex, SchemaError, TYPE_BITS } from "../../schema/index.js";
import { evaluatedOf } from "./evaluated.js";
import { both, either, not, paren } from "./expression.js";
import { has, literal, member } from "./literal.js";
import type { Needs } from "./needs.js";
import { resolve } from "./resolve.js";
import { numberTests, stringTests, typesOf, typesTest, typeTest, valuesTests } from "./scalar-tests.js";
import { areDisjoint, findTag } from "./tags.js";
import type { Writer } from "./writer.js";

// Longer expressions become functions of their own.
const MAX_EXPRESSION = 240;

/** Writes the functions that say whether a value is an instance: `is` and the node's name. */
export class IsWriter implements Writer {
	readonly nodes: readonly Node[];
	readonly names: readonly string[];
	readonly needs: Needs;
	readonly #asked = new Set<NodeIndex>();
	readonly #queue: NodeIndex[] = [];

	constructor(nodes: readonly Node[], names: readonly string[], needs: Needs) {
		this.nodes = nodes;
		this.names = names;
		this.needs = needs;
	}

	/** The name of the node's function, which will be written. */
	functionOf(index: NodeIndex): string {
		const at = resolve(this.nodes, index);
		if (!this.#asked.has(at)) {
			this.#asked.add(at);
			this.#queue.push(at);
		}
		return `is${this.names[at]}`;
	}

	/** Whether the node has a function, which is asked for elsewhere. */
	hasFunction(index: NodeIndex): boolean {
		return this.#asked.has(index);
	}

	/** The functions that have been asked for since the last call, and all that they ask for. */
	write(exported: ReadonlySet<NodeIndex>): string[] {
		const texts: string[] = [];
		for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
			const head = `${exported.has(next) ? "export " : ""}function is${this.names[next]}(x: any): boolean`;
			texts.push(`${head} {\n${this.#body(this.node(next)).map(indented).join("\n")}\n}`);
		}
		return texts;
	}

	node(index: NodeIndex): Node {
		return this.nodes[index] ?? { place: { file: "", keywordLocation: "" } };
	}

	/** The expression that tells whether `x` meets the node. */
	test(index: NodeIndex, x: string): string {
		const at = resolve(this.nodes, index);
		const node = this.node(at);
		if (node.never) return "false";
		if (this.#asked.has(at) || !isPlain(node))
			return isAnything(node) ? "true" : `${this.functionOf(at)}(${x})`;
		const inline = both(this.#anyTests(node, x));
		return inline.length <= MAX_EXPRESSION ? inline : `${this.functionOf(at)}(${x})`;
	}

	/** Whether `undefined` is refused by the test of the node: then a required property needs no other test. */
	refusesUndefined(index: NodeIndex): boolean {
		const node = this.node(resolve(this.nodes, index));
		if (node.never || node.types !== undefined || node.values !== undefined) return true;
		const refuses = (schema: NodeIndex) => this.refusesUndefined(schema);
		return node.allOf?.some(refuses) || node.anyOf?.every(refuses) || false;
	}

	#body(node: Node): string[] {
		if (node.never) return ["return false;"];
		const tests = this.#anyTests(node, "x");
		const own = new Lines();
		const [type] = tests;
		if (type !== undefined && node.types !== undefined) own.demand(type);
		if (node.opaque !== undefined) {
			throw new SchemaError(
				"keyword-unsupported",
				node.place,
				`${node.opaque}: validators disagree on what it means`,
			);
		}
		for (const test of node.types === undefined ? tests : tests.slice(1)) own.demand(test);
		own.guarded(this.#guard(node, "array"), this.#arrayLines(node));
		own.guarded(this.#guard(node, "object"), this.#objectLines(node));
		own.guarded(this.#guard(node, "array"), this.#unevaluatedItemLines(node));
		own.guarded(this.#guard(node, "object"), this.#unevaluatedPropertyLines(node));
		return own.text();
	}

	/** What a type's keywords have to be guarded by: nothing where the type is certain, false where it is excluded. */
	#guard(node: Node, type: "array" | "object" | "number" | "string", x = "x"): string {
		const types = typesOf(node);
		if ((types & TYPE_BITS[type]) === 0) return "false";
		if (types === TYPE_BITS[type]) return "true";
		return type === "number" ? `typeof ${x} === "number"` : typeTest(type, x, this.needs);
	}

	/** The tests of all but the keywords of arrays and objects; where the node names types, theirs is the first. */
	#anyTests(node: Node, x: string): string[] {
		const types = typesTest(node, x, this.needs);
		const guarded = (type: "number" | "string", tests: readonly string[]) =>
			tests.length === 0 ? [] : this.#implied(this.#guard(node, type, x), both(tests));
		return [
			...(types === undefined ? [] : [types]),
			...valuesTests(node, x, this.needs),
			...guarded("number", numberTests(node, x, this.needs)),
			...guarded("string", stringTests(node, x, this.needs)),
			...this.#combinedTests(node, x),
		];
	}

	#implied(guard: string, test: string): string[] {
		if (guard === "false" || test === "true") return [];
		return [guard === "true" ? test : either([not(guard), test])];
	}

	#combinedTests(node: Node, x: string): string[] {
		const tests = (node.allOf ?? []).map((schema) => this.test(schema, x));
		if (node.anyOf !== undefined) tests.push(this.#tagged(node.anyOf, x) ?? this.#either(node.anyOf, x));
		if (node.oneOf !== undefined) tests.push(this.#oneOf(node.oneOf, x));
		if (node.not !== undefined) tests.push(not(this.test(node.not, x)));
		if (node.if !== undefined) {
			const [condition, then, otherwise] = [node.if, node.then, node.else].map((schema) =>
				schema === undefined ? "true" : this.test(schema, x),
			);
			if (then !== "true" || otherwise !== "true") tests.push(`(${condition} ? ${then} : ${otherwise})`);
		}
		return tests;
	}

	#either(schemas: readonly NodeIndex[], x: string): string {
		return either(schemas.map((schema) => this.test(schema, x)));
	}

	#oneOf(schemas: readonly NodeIndex[], x: string): string {
		const tagged = this.#tagged(schemas, x);
		if (tagged !== undefined) return tagged;
		if (areDisjoint(this.nodes, schemas)) return this.#either(schemas, x);
		if (schemas.length < 2) return this.#either(schemas, x);
		return `${paren(schemas.map((schema) => paren(this.test(schema, x))).join(" + "))} === 1`;
	}

	/** Only the alternative that the tag names can hold; the others need not be tried. */
	#tagged(schemas: readonly NodeIndex[], x: string): string | undefined {
		const tag = findTag(this.nodes, schemas);
		if (tag === undefined) return undefined;
		const value = member(x, tag.name);
		const cases = tag.cases.map(({ values, schema }) => {
			return `${either(values.map((own) => `${value} === ${literal(own)}`))} ? ${this.functionOf(schema)}(${x})`;
		});
		return `(${typeTest("object", x, this.needs)} && (${cases.join(" : ")} : false))`;
	}

	#arrayLines(node: Node): Lines {
		const lines = new Lines();
		const { minItems = 0, maxItems, prefixItems = [], items } = node;
		if (minItems > 0) lines.demand(`x.length >= ${minItems}`);
		if (maxItems !== undefined) lines.demand(`x.length <= ${maxItems}`);
		for (const [index, schema] of prefixItems.entries()) {
			const test = this.test(schema, `x[${index}]`);
			if (test !== "true") lines.demand(`x.length <= ${index} || ${test}`);
		}
		if (items !== undefined) {
			const test = this.test(items, "x[i]");
			if (test === "false") lines.demand(`x.length <= ${prefixItems.length}`);
			else if (test !== "true") {
				lines.add(`for (let i = ${prefixItems.length}; i < x.length; i++) if (${not(test)}) return false;`);
			}
		}
		if (node.uniqueItems) lines.demand(`${this.needs.use("areUnique")}(x)`);
		if (node.contains !== undefined) this.#contains(node.contains, node, lines);
		return lines;
	}

	#contains(contains: NodeIndex, { minContains = 1, maxContains }: Node, lines: Lines): void {
		const test = this.test(contains, "item");
		if (maxContains === undefined && minContains === 0) return;
		if (maxContains === undefined && minContains === 1) {
			lines.demand(`x.some((item) => ${test})`);
			return;
		}
		lines.add("let found = 0;", `for (const item of x) if (${test}) found++;`);
		lines.demand(`found >= ${minContains}`);
		if (maxContains !== undefined) lines.demand(`found <= ${maxContains}`);
	}

	#objectLines(node: Node): Lines {
		const lines = new Lines();
		const { minProperties = 0, maxProperties, properties = new Map<string, NodeIndex>() } = node;
		const required = new Set(node.required);
		if (minProperties > 0) lines.demand(`${this.needs.use("countKeys")}(x) >= ${minProperties}`);
		if (maxProperties !== undefined) lines.demand(`${this.needs.use("countKeys")}(x) <= ${maxProperties}`);
		for (const name of required) if (!properties.has(name)) lines.demand(has("x", name));
		const closed = this.#isClosed(node);
		const optional = [...properties].filter(
			([name, schema]) => !required.has(name) && !this.#isNever(schema),
		);
		const counts = closed && optional.length > 0;
		if (counts) lines.add(`let count = ${[...required].filter((name) => properties.has(name)).length};`);
		for (const [name, schema] of properties) {
			if (required.has(name)) this.#demandProperty(name, schema, lines);
			else this.#allowProperty(name, schema, counts, lines);
		}
		if (closed) this.#close(properties, counts ? "count" : String(required.size), lines);
		else this.#others(node, lines);
		this.#dependent(node, lines);
		if (node.propertyNames !== undefined) {
			const test = this.test(node.propertyNames, "name");
			if (test !== "true") lines.add(`for (const name in x) if (${not(test)}) return false;`);
		}
		return lines;
	}

	#isNever(schema: NodeIndex): boolean {
		return this.node(resolve(this.nodes, schema)).never === true;
	}

	/** Whether nothing but declared properties may be there, each by its very name; then counting keys will do. */
	#isClosed({ additionalProperties, patternProperties, required = [], properties }: Node): boolean {
		if (additionalProperties === undefined || patternProperties !== undefined) return false;
		return this.#isNever(additionalProperties) && required.every((name) => properties?.has(name));
	}

	#demandProperty(name: string, schema: NodeIndex, lines: Lines): void {
		const value = member("x", name);
		if (name in Object.prototype || !this.refusesUndefined(schema)) lines.demand(has("x", name));
		lines.demand(this.test(schema, value));
	}

	#allowProperty(name: string, schema: NodeIndex, counts: boolean, lines: Lines): void {
		const test = this.test(schema, member("x", name));
		const there = has("x", name);
		if (test === "false") {
			lines.demand(not(there));
			return;
		}
		if (!counts) {
			if (test !== "true") lines.demand(`${not(there)} || ${test}`);
			return;
		}
		const wrong = test === "true" ? [] : [`\tif (${not(test)}) return false;`];
		lines.add(`if (${there}) {`, ...wrong, "\tcount++;", "}");
	}

	/** Counting is the quick way; where the count is another one, a declared property may be there and undefined. */
	#close(properties: ReadonlyMap<string, NodeIndex>, count: string, lines: Lines): void {
		const allowed = [...properties].filter(([, schema]) => !this.#isNever(schema)).map(([name]) => name);
		const names = this.needs.names(allowed);
		const quick = `${this.needs.use("countKeys")}(x) === ${count}`;
		lines.demand(`${quick} || ${this.needs.use("hasOnly")}(x, ${names})`);
	}

	/** Patterned and additional properties. */
	#others(node: Node, lines: Lines): void {
		const { patternProperties = new Map<string, NodeIndex>(), additionalProperties, properties } = node;
		const additional =
			additionalProperties === undefined ? "true" : this.test(additionalProperties, "x[name]");
		const patterns = [...patternProperties].map(([pattern, schema]) => ({
			matches: `${this.needs.pattern(pattern, node)}.test(name)`,
			test: this.test(schema, "x[name]"),
		}));
		const tested = patterns.filter(({ test }) => test !== "true");
		if (additional === "true" && tested.length === 0) return;
		lines.add("for (const name in x) {");
		for (const { matches, test } of tested) lines.add(`\tif (${matches} && ${not(test)}) return false;`);
		if (additional !== "true") {
			const declared = properties?.size ? [`${this.needs.names(properties.keys())}.has(name)`] : [];
			const expected = either([...declared, ...patterns.map(({ matches }) => matches), additional]);
			lines.add(`\tif (${not(expected)}) return false;`);
		}
		lines.add("}");
	}

	#dependent(node: Node, lines: Lines): void {
		for (const [name, others] of node.dependentRequired ?? []) {
			const there = both(others.map((other) => has("x", other)));
			if (there !== "true") lines.demand(`${not(has("x", name))} || ${there}`);
		}
		for (const [name, schema] of node.dependentSchemas ?? []) {
			const test = this.test(schema, "x");
			if (test !== "true") lines.demand(`${not(has("x", name))} || ${test}`);
		}
	}

	#unevaluatedPropertyLines(node: Node): Lines {
		const lines = new Lines();
		if (node.unevaluatedProperties === undefined) return lines;
		const test = this.test(node.unevaluatedProperties, "x[name]");
		if (test === "true") return lines;
		const evaluated = evaluatedOf(this, node, "object");
		if (evaluated === "all") return lines;
		lines.add(...evaluated.before);
		lines.add(`for (const name in x) if (${both([not(evaluated.has("name")), not(test)])}) return false;`);
		return lines;
	}

	#unevaluatedItemLines(node: Node): Lines {
		const lines = new Lines();
		if (node.unevaluatedItems === undefined) return lines;
		const test = this.test(node.unevaluatedItems, "x[i]");
		if (test === "true") return lines;
		const evaluated = evaluatedOf(this, node, "array");
		if (evaluated === "all") return lines;
		lines.add(...evaluated.before);
		const wrong = both([not(evaluated.has("i")), not(test)]);
		lines.add(`for (let i = 0; i < x.length; i++) if (${wrong}) return false;`);
		return lines;
	}
}

/** Lines of a function that returns false where something is wrong. */
export class Lines {
	readonly #lines: { readonly test?: string; readonly text: string }[] = [];

	/** Nothing but what meets the test goes on. */
	demand(test: string): void {
		if (test === "true") return;
		this.#lines.push({ test, text: `if (${not(test)}) return false;` });
	}

	add(...lines: readonly string[]): void {
		for (const text of lines) this.#lines.push({ text });
	}

	/** The lines of a block, within a guard if it needs one. */
	guarded(guard: string, block: Lines): void {
		if (guard === "false" || block.#lines.length === 0) return;
		if (guard === "true") {
			this.#lines.push(...block.#lines);
			return;
		}
		this.add(`if (${guard}) {`, ...block.#lines.map(({ text }) => `\t${text}`), "}");
	}

	/** The whole body; where it is nothing but tests, one expression. */
	text(): string[] {
		const tests = this.#lines.map(({ test }) => test);
		if (tests.every((test) => test !== undefined)) {
			const [only = "true"] = tests;
			if (tests.length < 2) return [`return ${only};`];
			const terms = tests.map((test) => (test.includes(" || ") ? paren(test) : test));
			return [
				"return (",
				...terms.map((term, index) => `\t${term}${index < terms.length - 1 ? " &&" : ""}`),
				");",
			];
		}
		return [...this.#lines.map(({ text }) => text), "return true;"];
	}
}

function indented(line: string): string {
	return `\t${line}`;
}

/** Whether no keyword of the node needs statements. */
function isPlain(node: Node): boolean {
	return !NEEDS_STATEMENTS.some((part) => node[part] !== undefined);
}

const NEEDS_STATEMENTS = [
	...([
		"prefixItems",
		"items",
		"contains",
		"minItems",
		"maxItems",
		"uniqueItems",
		"unevaluatedItems",
	] as const),
	...(["properties", "patternProperties", "additionalProperties", "propertyNames", "required"] as const),
	...(["minProperties", "maxProperties", "dependentRequired", "dependentSchemas"] as const),
	...(["unevaluatedProperties", "opaque"] as const),
];

function isAnything(node: Node): boolean {
	return Object.keys(node).length === 1;
}
